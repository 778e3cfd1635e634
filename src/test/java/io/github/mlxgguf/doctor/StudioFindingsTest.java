package io.github.mlxgguf.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.lmstudio.cli.CliProblem;
import io.github.mlxgguf.lmstudio.cli.CliRuntime;
import io.github.mlxgguf.lmstudio.cli.StubLms;
import io.github.mlxgguf.trace.Format;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudioFindingsTest {
    private static final EnumSet<Format> BOTH = EnumSet.allOf(Format.class);
    private static final CliRuntime LLAMA = new CliRuntime("llama", "1.0", true, List.of(Format.GGUF));
    private static final CliRuntime OLD_LLAMA = new CliRuntime("llama", "0.9", false, List.of(Format.GGUF));
    private static final CliRuntime NEW_MLX = new CliRuntime("mlx", null, false, List.of(Format.MLX));
    private static final CliRuntime UNTOLD = new CliRuntime("other", "3", false, List.of());

    @TempDir
    Path folder;

    @Test
    void theSelectedEngineOfAFormatIsNamedOrAll() {
        assertThat(StudioFindings.engines(List.of(OLD_LLAMA, LLAMA, NEW_MLX), BOTH))
                .containsExactly(Finding.ok("engine", "GGUF: llama 1.0"), Finding.ok("engine", "MLX: mlx"));
        assertThat(StudioFindings.engines(List.of(OLD_LLAMA), EnumSet.of(Format.GGUF)))
                .containsExactly(Finding.ok("engine", "GGUF: llama 0.9"));
    }

    @Test
    void anEngineIsMissingOnlyWhereAllEnginesSayWhatTheyLoad() {
        assertThat(StudioFindings.engines(List.of(LLAMA), BOTH))
                .containsExactly(
                        Finding.ok("engine", "GGUF: llama 1.0"),
                        Finding.warning(
                                "engine",
                                "none for MLX is installed",
                                "Install one in LM Studio (Settings, Runtime)."));
        assertThat(StudioFindings.engines(List.of(LLAMA, UNTOLD), BOTH)).hasSize(1);
        assertThat(StudioFindings.engines(List.of(), BOTH)).isEmpty();
    }

    @Test
    void aToolThatIsOfNoUseSaysWhy() {
        CliProblem old = new CliProblem(CliProblem.Kind.UNSUPPORTED, "It is too old.", "Update it.");

        assertThat(StudioFindings.lms(Optional.of(FakeMachine.INSTALLED), old))
                .isEqualTo(Finding.warning(
                        "lms",
                        "/u/.lmstudio/bin/lms is of no use, so builds that only it can load stay incomplete, and the"
                                + " engines' versions may stay unknown: It is too old.",
                        "Update it."));
    }

    @Test
    void aRunningServiceTellsItsVersionAndEngines() {
        StubLms lms = StubLms.in(folder)
                .on(
                        "daemon status --json",
                        "{\"status\":\"running\",\"pid\":1,\"isDaemon\":true,\"version\":\"0.4.4+1\"}\n");

        assertThat(StudioFacts.of(Optional.of(lms.cli()), () -> Optional.of("0.4.25")))
                .isEqualTo(new StudioFacts("0.4.4+1 (lms daemon status)", List.of(), null));
    }

    @Test
    void aServiceThatDoesNotRunIsNotWokenForItsEngines() {
        StubLms lms = StubLms.in(folder)
                .on("daemon status --json", "{\"status\":\"not-running\"}\n")
                .on("runtime ls", "must not be asked", "", 0, "touch \"$here/asked\"");

        assertThat(StudioFacts.of(Optional.of(lms.cli()), () -> Optional.of("0.4.25")))
                .isEqualTo(new StudioFacts("0.4.25 (the installed app)", List.of(), null));
        assertThat(folder.resolve("asked")).doesNotExist();
    }

    @Test
    void withoutAToolTheAppIsAsked() {
        assertThat(StudioFacts.of(Optional.empty(), Optional::empty)).isEqualTo(new StudioFacts(null, List.of(), null));
    }

    @Test
    void aToolThatFailsIsAProblemOfItsOwn() {
        StudioFacts facts = StudioFacts.of(Optional.of(StubLms.in(folder).cli()), Optional::empty);

        assertThat(facts.version()).isNull();
        assertThat(facts.toolProblem()).isNotNull();
    }
}
