package io.github.mlxgguf.plan;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.SIMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.PlannedCell;
import io.github.mlxgguf.record.RunBody.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeCheckTest {
    private static final String MIXED = " Figures of both must not be mixed: start a new run.";

    private final RunFixture fixture = new RunFixture();
    private final RunBody first = run();

    @Test
    void theSameExperimentMayGoOn() {
        assertThat(ResumeCheck.differences(first, run())).isEmpty();
        assertThat(ResumeCheck.notes(first, run())).isEmpty();
    }

    @Test
    void anotherServerMachineOrSuiteIsNamedWithItsCure() {
        RunBody now = new RunBody(
                "0.2.0",
                first.gitCommit(),
                new RunBody.ServerInfo("embedded", "http://192.168.0.7:1234", false, "0.4.26"),
                new RunBody.HardwareProfile("Mac16,1", "Apple M4", 4, 6, null, 17_179_869_184L, null),
                first.os(),
                first.jvm(),
                first.configSource(),
                first.configDigest(),
                null,
                first.settings(),
                first.pairs(),
                first.plan());

        assertThat(ResumeCheck.differences(first, now))
                .containsExactly(
                        "server: was lmstudio, is embedded. Add -Dbench.server=lmstudio.",
                        "host of the server: was 127.0.0.1, is 192.168.0.7. Add -Dbench.baseUrl=http://127.0.0.1:1234.",
                        "server version: was 0.4.25, is 0.4.26." + MIXED,
                        "machine: was Mac15,9, is Mac16,1. Resume it on the machine that it began on.",
                        "chip: was Apple M3 Max, is Apple M4. Resume it on the machine that it began on.",
                        "memory in bytes: was 137438953472, is 17179869184. Resume it on the machine that it began on.",
                        "suite version: was 0.1.0, is 0.2.0." + MIXED);
    }

    @Test
    void otherCellsSettingsAndConfigAreNamedWithWhatTheRunHad() {
        Settings settings = new Settings(1, 1, 3, "time", 10, 43, 300, 0, 8192, 4, 100, 0.05);
        List<PlannedCell> cells = List.of(
                new PlannedCell(fixture.pair, BASELINE, "gguf", SIMPLE, 1, true, null, null),
                new PlannedCell(fixture.pair, BASELINE, "gguf", "cold-start", 1, true, null, null));
        RunBody now = changed("other.yaml", "f".repeat(64), settings, cells);

        assertThat(ResumeCheck.differences(first, now))
                .containsExactly(
                        "config: was config/benchmark.yaml with SHA-256 0123456789ab…, is other.yaml with SHA-256"
                                + " ffffffffffff…. Give the file its content back, or name the run's own with"
                                + " -Dbench.config=FILE.",
                        "rounds: was 3, is 1. Give the same options as at the start.",
                        "seed: was 42, is 43. Give the same options as at the start.",
                        "slots: was unknown, is 4. Give the same options as at the start.",
                        "cells: 1 of the run's are not planned now (Llama 3.2 1B · candidate · simple-generation · round"
                                + " 1); 1 are planned now and not the run's (Llama 3.2 1B · baseline · cold-start · round"
                                + " 1). The run was for -Dbench.pairs='Llama 3.2 1B' -Dbench.formats=gguf,mlx"
                                + " -Dbench.scenarios=simple-generation; choose the same, or leave these options out.");
    }

    @Test
    void aHalfThatWasNotThereMayHaveComeAndAnotherBuildMayNot() {
        fixture.candidateKey = null;
        fixture.candidateSize = null;
        RunBody absent = run();
        assertThat(ResumeCheck.differences(absent, first)).isEmpty();
        assertThat(ResumeCheck.differences(first, absent)).isEmpty();

        fixture.candidateKey = "other-mlx";
        fixture.candidateSize = 5L;
        assertThat(ResumeCheck.differences(first, run()))
                .containsExactly(
                        "Llama 3.2 1B, MLX, model: was llama-3.2-1b-mlx, is other-mlx. Make the build that the run began"
                                + " with available again.",
                        "Llama 3.2 1B, MLX, size in bytes: was 1010000000, is 5. Make the build that the run began with"
                                + " available again.");
    }

    @Test
    void whatDoesNotMatterIsNoted() {
        RunBody now = new RunBody(
                first.suiteVersion(),
                "def5678",
                first.server(),
                first.hardwareProfile(),
                new RunBody.OsInfo("macOS", "15.6", "aarch64"),
                first.jvm(),
                first.configSource(),
                first.configDigest(),
                null,
                first.settings(),
                first.pairs(),
                first.plan());

        assertThat(ResumeCheck.differences(first, now)).isEmpty();
        assertThat(ResumeCheck.notes(first, now))
                .containsExactly(
                        "commit of the suite: was abc1234, is def5678",
                        "operating system: was macOS 15.5 (aarch64), is macOS 15.6 (aarch64)");
    }

    private RunBody changed(String config, String digest, Settings settings, List<PlannedCell> cells) {
        return new RunBody(
                first.suiteVersion(),
                first.gitCommit(),
                first.server(),
                first.hardwareProfile(),
                first.os(),
                first.jvm(),
                config,
                digest,
                null,
                settings,
                first.pairs(),
                cells);
    }

    private RunBody run() {
        RunFixture run = new RunFixture();
        run.candidateKey = fixture.candidateKey;
        run.candidateSize = fixture.candidateSize;
        run.planned(BASELINE, SIMPLE, 1).planned(CANDIDATE, SIMPLE, 1).start();
        return run.data().run().orElseThrow();
    }
}
