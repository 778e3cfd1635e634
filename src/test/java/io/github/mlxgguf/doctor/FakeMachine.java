package io.github.mlxgguf.doctor;

import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.lmstudio.Identification;
import io.github.mlxgguf.lmstudio.LmStudioInstallation;
import io.github.mlxgguf.lmstudio.cli.CliRuntime;
import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.monitor.MachineConditions.PowerSource;
import io.github.mlxgguf.monitor.MachineInfo;
import io.github.mlxgguf.monitor.ProcessPriority;
import io.github.mlxgguf.monitor.ThermalPressure;
import io.github.mlxgguf.plan.LoadRoutes;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Format;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Machines that are not there, each with what the examination asks of it. */
final class FakeMachine {
    static final Identification STUDIO = new Identification.Found(ServerKind.LMSTUDIO);
    static final Identification NOBODY =
            new Identification.Nothing(new ServerFailure.Unreachable("nobody", new ConnectException("refused")));
    static final LmStudioInstallation INSTALLED = new LmStudioInstallation(
            "the lms tool at /u/.lmstudio/bin/lms", Optional.of(Path.of("/u/.lmstudio/bin/lms")));

    private static final long GIB = 1L << 30;

    MachineInfo machine;
    JavaRuntime java;
    MachineConditions now;
    Identification found = STUDIO;
    List<ModelEntry> models = List.of();
    Optional<LmStudioInstallation> installation = Optional.of(INSTALLED);
    StudioFacts studio = new StudioFacts(
            "0.4.25 (the installed app)",
            List.of(
                    new CliRuntime("llama.cpp-mac-arm64-apple-metal", "1.60.0", true, List.of(Format.GGUF)),
                    new CliRuntime("mlx-llm-mac-arm64-apple-metal", "0.40.0", true, List.of(Format.MLX))),
            null);
    ResultsPlace results = new ResultsPlace(Path.of("/u/suite"), true, 500L * Sizes.GB);
    int askedPort = -1;

    private FakeMachine(MachineInfo machine, JavaRuntime java, MachineConditions now) {
        this.machine = machine;
        this.java = java;
        this.now = now;
    }

    /** 64 GiB, plugged in, cool, idle, with both builds of the pair. */
    static FakeMachine mac() {
        FakeMachine mac = new FakeMachine(
                new MachineInfo(
                        "Mac15,9", "Apple M3 Max", 12, 4, 64 * GIB, "macOS", "15.4 build 24E248", "aarch64", 0L),
                new JavaRuntime("21.0.4+7", "Eclipse Adoptium", "aarch64", 16),
                new MachineConditions(
                        PowerSource.MAINS,
                        false,
                        ThermalPressure.NOMINAL,
                        null,
                        1,
                        48L * Sizes.GB,
                        0L,
                        0L,
                        1.5,
                        16,
                        new ProcessPriority(100, 0, false),
                        new ProcessPriority(812, 0, false)));
        mac.models = List.of(
                model("tiny", Format.GGUF, "Q8_0", 1_300_000_000L),
                model("tiny-mlx", Format.MLX, "8bit", 1_200_000_000L));
        return mac;
    }

    /** On battery, hot, short of memory, busy, in the background, with models in the way and the wrong ones. */
    static FakeMachine sickMac() {
        FakeMachine mac = mac();
        mac.java = new JavaRuntime("17.0.9+9", "Azul Systems, Inc.", "x86_64", 16);
        mac.now = new MachineConditions(
                PowerSource.BATTERY,
                true,
                ThermalPressure.HEAVY,
                null,
                4,
                2L * Sizes.GB,
                9_500_000_000L,
                0L,
                12.25,
                16,
                new ProcessPriority(100, 5, false),
                new ProcessPriority(812, 0, true));
        mac.models = List.of(
                model("tiny", Format.GGUF, "Q4_K_M", 1_300_000_000L, "tiny", "tiny:2"),
                model("huge", Format.GGUF, "Q8_0", 75_000_000_000L),
                model("huge-mlx", Format.MLX, "8bit", 50_000_000_000L));
        mac.installation =
                Optional.of(new LmStudioInstallation("the app at /Applications/LM Studio.app", Optional.empty()));
        mac.studio = new StudioFacts(null, List.of(), null);
        mac.results = new ResultsPlace(Path.of("/u/suite"), true, 60 * Sizes.MB);
        return mac;
    }

    /** Two cores, no battery that the kernel names, and nobody at the port. */
    static FakeMachine linux() {
        FakeMachine linux = new FakeMachine(
                new MachineInfo(null, "Some CPU", null, null, 16_000_000_000L, "Debian GNU/Linux", "12", "amd64", null),
                new JavaRuntime("17.0.15+6", "Debian", "amd64", 2),
                new MachineConditions(
                        null,
                        null,
                        null,
                        null,
                        null,
                        12_000_000_000L,
                        0L,
                        null,
                        0.25,
                        2,
                        new ProcessPriority(100, 0, false),
                        null));
        linux.found = NOBODY;
        linux.installation = Optional.empty();
        return linux;
    }

    static ModelEntry model(String key, Format format, String quantization, long bytes, String... loaded) {
        return new ModelEntry(
                key,
                "llm",
                null,
                "llama",
                format,
                quantization,
                bytes,
                null,
                8_192L,
                List.of(loaded).stream()
                        .map(id -> new ModelEntry.Instance(id, LoadConfig.UNKNOWN))
                        .toList(),
                List.of(),
                null,
                List.of());
    }

    Sources sources(Map<String, String> environment) {
        return new Sources(
                environment,
                () -> machine,
                () -> java,
                port -> {
                    askedPort = port;
                    return now;
                },
                config -> found,
                this::models,
                (kind, config, models) -> LoadRoutes.restForAll(),
                () -> installation,
                installed -> studio,
                place -> results);
    }

    private List<ModelEntry> models(ServerConfig config) {
        if (!(found instanceof Identification.Found)) {
            throw new AssertionError("nobody answers at " + config.baseUrl() + ", so there is no list to ask for");
        }
        return models;
    }
}
