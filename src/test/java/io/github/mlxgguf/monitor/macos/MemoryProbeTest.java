package io.github.mlxgguf.monitor.macos;

import static io.github.mlxgguf.monitor.macos.VmStatTexts.AVAILABLE;
import static io.github.mlxgguf.monitor.macos.VmStatTexts.COMMITTED;
import static io.github.mlxgguf.monitor.macos.VmStatTexts.MACOS_15;
import static io.github.mlxgguf.monitor.macos.VmStatTexts.PAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.monitor.LogCapture;
import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryProbeTest {
    private static final VmStat READING = new VmStat(MACOS_15);

    @Test
    void itStartsWhereVmStatIs() throws IOException {
        Sample sample = read(start(FakeKernel.calm()));

        assertThat(sample.committedBytes()).isEqualTo(COMMITTED);
        assertThat(sample.availableBytes()).isEqualTo(AVAILABLE);
        assertThat(sample.fileBackedBytes()).isEqualTo(350 * PAGE);
        assertThat(sample.purgeableBytes()).isEqualTo(20 * PAGE);
    }

    @Test
    void committedGrowsByWhatTheOthersShrink() throws IOException {
        FakeKernel kernel = FakeKernel.calm();
        MemoryProbe probe = start(kernel);

        kernel.pages(100, 340, 30);

        Sample sample = read(probe);
        assertThat(sample.committedBytes()).isEqualTo(COMMITTED + (900 + 10 - 10) * PAGE);
        assertThat(sample.availableBytes()).isEqualTo(470 * PAGE);
    }

    /** The same two moments, once as vm_stat prints them and once as the kernel counts them. */
    @Test
    void itsGrowthIsThatOfTheFormulaOfVmStat() throws IOException {
        FakeKernel kernel = FakeKernel.calm();
        MemoryProbe probe = start(kernel);
        VmStat later = new VmStat("""
                Mach Virtual Memory Statistics: (page size of 16384 bytes)
                Pages free:                                 310.
                Pages active:                               600.
                Pages inactive:                             250.
                Pages speculative:                          100.
                Pages wired down:                           560.
                Pages purgeable:                             15.
                File-backed pages:                          470.
                Anonymous pages:                            480.
                Pages occupied by compressor:               280.
                """);

        kernel.pages(310, 470, 15);

        assertThat(read(probe).committedBytes()).isEqualTo(later.committedBytes());
    }

    @Test
    void readAheadIsNotCommitted() throws IOException {
        FakeKernel kernel = FakeKernel.calm();
        MemoryProbe probe = start(kernel);

        // 500 pages of a file were read ahead: they leave the free list, and count as speculative and as file-backed.
        kernel.pages(500, 850, 20).narrow("vm.page_speculative_count", 550);

        assertThat(read(probe).committedBytes()).isEqualTo(COMMITTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"vm.page_free_count", "vm.page_pageable_external_count", "vm.page_purgeable_count", "hw.pagesize"
            })
    void aCountThatTheKernelDoesNotTellLeavesItToVmStat(String name) {
        try (LogCapture log = new LogCapture(MemoryProbe.class)) {
            assertThat(MemoryProbe.startingAt(READING, FakeKernel.calm().without(name)))
                    .isEmpty();
            assertThat(log.messages())
                    .containsExactly(
                            "The kernel does not tell its page counts; memory is read from vm_stat, once a second.");
        }
    }

    @Test
    void countsOfAnotherMeaningLeaveItToVmStat() {
        // 60,000 pages of 16 KiB are 983 MB.
        FakeKernel kernel = FakeKernel.calm().pages(61_000, 350, 20);
        try (LogCapture log = new LogCapture(MemoryProbe.class)) {
            assertThat(MemoryProbe.startingAt(READING, kernel)).isEmpty();
            assertThat(log.messages())
                    .containsExactly(
                            "The kernel's page counts and vm_stat are 983 MB apart; memory is read from vm_stat, once a second.");
        }
    }

    @Test
    void aReadingWithoutCommittedMemoryIsNoStart() {
        VmStat partial = new VmStat(MACOS_15.replace("Anonymous", "Other"));
        try (LogCapture log = new LogCapture(MemoryProbe.class)) {
            assertThat(MemoryProbe.startingAt(partial, FakeKernel.calm())).isEmpty();
            assertThat(log.messages()).hasSize(1);
        }
    }

    @Test
    void aCountThatIsNoLongerToldFailsTheReading() {
        FakeKernel kernel = FakeKernel.calm();
        MemoryProbe probe = start(kernel);

        kernel.without(MemoryProbe.FREE);

        assertThatThrownBy(() -> probe.read(new SampleBuilder()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "one of vm.page_free_count, vm.page_pageable_external_count, vm.page_purgeable_count was not"
                                + " told");
    }

    @Test
    void vmStatGivesWiredAndCompressorAndTheRestOnlyWhereNeeded() throws IOException {
        Sample part = read(new VmStatProbe(command -> Optional.of(MACOS_15), false));
        Sample all = read(new VmStatProbe(command -> Optional.of(MACOS_15), true));

        assertThat(part.wiredBytes()).isEqualTo(200 * PAGE);
        assertThat(part.compressorBytes()).isEqualTo(150 * PAGE);
        assertThat(part.committedBytes()).isNull();
        assertThat(part.fileBackedBytes()).isNull();
        assertThat(all.committedBytes()).isEqualTo(COMMITTED);
        assertThat(all.availableBytes()).isEqualTo(AVAILABLE);
        assertThat(all.fileBackedBytes()).isEqualTo(350 * PAGE);
        assertThat(all.purgeableBytes()).isEqualTo(20 * PAGE);
    }

    @Test
    void aVmStatThatPrintsNothingFailsTheReading() {
        VmStatProbe probe = new VmStatProbe(command -> Optional.empty(), true);

        assertThatThrownBy(() -> probe.read(new SampleBuilder()))
                .isInstanceOf(IOException.class)
                .hasMessage("it printed nothing");
        assertThat(VmStat.COMMAND).isEqualTo(List.of("/usr/bin/vm_stat"));
    }

    private static MemoryProbe start(FakeKernel kernel) {
        return MemoryProbe.startingAt(READING, kernel).orElseThrow();
    }

    private static Sample read(Probe probe) throws IOException {
        SampleBuilder sample = new SampleBuilder();
        probe.read(sample);
        return sample.build(0);
    }
}
