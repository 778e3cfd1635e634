package io.github.mlxgguf.monitor.macos;

import static io.github.mlxgguf.monitor.macos.VmStatTexts.AVAILABLE;
import static io.github.mlxgguf.monitor.macos.VmStatTexts.COMMITTED;
import static io.github.mlxgguf.monitor.macos.VmStatTexts.MACOS_15;
import static io.github.mlxgguf.monitor.macos.VmStatTexts.MACOS_27;
import static io.github.mlxgguf.monitor.macos.VmStatTexts.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmStatTest {
    @ParameterizedTest
    @ValueSource(strings = {MACOS_15, MACOS_27})
    void linesAreFoundByTheirLabels(String text) {
        VmStat read = new VmStat(text);

        assertThat(read.committedBytes()).isEqualTo(COMMITTED);
        assertThat(read.availableBytes()).isEqualTo(AVAILABLE);
        assertThat(read.wiredBytes()).isEqualTo(200 * PAGE);
        assertThat(read.compressorBytes()).isEqualTo(150 * PAGE);
        assertThat(read.fileBackedBytes()).isEqualTo(350 * PAGE);
        assertThat(read.purgeableBytes()).isEqualTo(20 * PAGE);
    }

    @Test
    void thePageSizeIsThatOfTheHeader() {
        String intel = MACOS_15.replace("16384", "4096");

        assertThat(new VmStat(intel).committedBytes()).isEqualTo(730 * 4096);
        assertThat(new VmStat(intel.replace("page size of 4096 bytes", "")).committedBytes())
                .as("without it nothing is known")
                .isNull();
        assertThat(new VmStat(intel.replace("4096", "0")).committedBytes()).isNull();
    }

    @Test
    void spacingAndTheFinalPointDoNotMatter() {
        VmStat read = new VmStat(MACOS_15.replaceAll(":  +", ":\t")
                .replace("200.", " 200 .  ")
                .replace("\nPages", "\n  Pages")
                .replace("400.", "400")
                .replace("\n", "\r\n"));

        assertThat(read.committedBytes()).isEqualTo(COMMITTED);
        assertThat(read.availableBytes()).isEqualTo(AVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "Anonymous pages, false, true",
        "Pages purgeable, false, false",
        "Pages wired down, false, true",
        "Pages occupied by compressor, false, true",
        "Pages free, true, false",
        "File-backed pages, true, false",
        "Pages stored in compressor, true, true",
        "Swapouts, true, true",
    })
    void aMissingLineMakesWhatNeedsItUnknown(String label, boolean committed, boolean available) {
        VmStat read = new VmStat(MACOS_15.replace(label + ":", "Something else:"));

        assertThat(read.committedBytes()).isEqualTo(committed ? COMMITTED : null);
        assertThat(read.availableBytes()).isEqualTo(available ? AVAILABLE : null);
        assertThat(read.bytes(label)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "vm_stat: failed to get statistics\n",
                "Pages free: many.\nPages wired down: -5.\n",
                "Mach Virtual Memory Statistics: (page size of 16384 bytes)\n",
                "Mach Virtual Memory Statistics: (page size of 16384 bytes)\nPages wired down: 1234567890123.\n",
                "Mach Virtual Memory Statistics: (page size of 16384 bytes)\nPages wired down: \u0662\u0663.\n",
                "\u0000\u0001\u0002"
            })
    void whatIsNotTheToolsOutputIsUnknown(String text) {
        VmStat read = new VmStat(text);

        assertThat(read.committedBytes()).isNull();
        assertThat(read.availableBytes()).isNull();
        assertThat(read.wiredBytes()).isNull();
    }
}
