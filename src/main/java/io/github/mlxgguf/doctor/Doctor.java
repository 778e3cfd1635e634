package io.github.mlxgguf.doctor;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.Defaults;
import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.config.RunOptions;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.monitor.MachineInfo;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedScenario;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Format;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at everything that a run would need, and starts, loads and writes nothing. */
public final class Doctor {
    private final RunOptions options;
    private final Sources sources;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(RunOptions options, Sources sources) {
        this.options = options;
        this.sources = sources;
    }

    /** What a run with these options would meet, in the order in which it would meet it. */
    public static List<Finding> examine(RunOptions options, Sources sources) {
        return new Doctor(options, sources).examine();
    }

    private List<Finding> examine() {
        MachineInfo machine = sources.machine().get();
        findings.addAll(MachineFindings.of(machine, sources.java().get()));
        BenchmarkConfig config = config(configFile());
        if (config == null) {
            findings.add(Finding.ok("server", "not looked at, since the config cannot be used"));
            rest(machine, sources.conditions().apply(0), Defaults.MONITOR_INTERVAL);
        } else {
            examine(config, machine);
        }
        return List.copyOf(findings);
    }

    private void examine(BenchmarkConfig config, MachineInfo machine) {
        ServerExamination.Outcome outcome = new ServerExamination(
                        config.server(), formats(config), options.serverChosenByHand(), embeddedConfigFile(), sources)
                .examine();
        findings.addAll(outcome.findings());
        if (outcome.measured() == ServerKind.EMBEDDED && !outcome.running()) {
            checkEmbeddedConfig();
        }
        ServerKind kind = outcome.measured();
        int port = outcome.running() ? config.server().localPort() : 0;
        if (kind != null && outcome.running() && port == 0) {
            findings.add(Preflight.elsewhere(config.server().baseUrl().toString()));
            models(kind, config, null, MachineConditions.unknown());
            findings.add(results(config.monitor().interval()));
            return;
        }
        MachineConditions now = sources.conditions().apply(port);
        if (kind != null && outcome.running()) {
            models(kind, config, machine, now);
        }
        rest(machine, now, config.monitor().interval());
    }

    private void rest(MachineInfo machine, MachineConditions now, Duration sampling) {
        findings.addAll(ConditionFindings.of(now, machine.ramBytes()));
        findings.add(results(sampling));
    }

    private Finding results(Duration sampling) {
        return ResultsFindings.of(sources.results().apply(options.results()), sampling);
    }

    private static Set<Format> formats(BenchmarkConfig config) {
        Set<Format> formats = EnumSet.noneOf(Format.class);
        config.pairs().forEach(pair -> PairConfig.sides()
                .forEach(side -> formats.add(pair.variant(side).format())));
        return formats;
    }

    private Path configFile() {
        Path named = options.config();
        if (named != null) {
            return named;
        }
        return options.server() == ServerConfig.Kind.EMBEDDED ? Defaults.EMBEDDED_CONFIG_FILE : Defaults.CONFIG_FILE;
    }

    private Path embeddedConfigFile() {
        Path named = options.config();
        return named == null ? Defaults.EMBEDDED_CONFIG_FILE : named;
    }

    private @Nullable BenchmarkConfig config(Path file) {
        try {
            BenchmarkConfig config = options.applyTo(ConfigLoader.load(file, sources.environment()));
            int pairs = config.pairs().size();
            int rounds = config.run().rounds();
            findings.add(Finding.ok(
                    "config",
                    file + ": " + pairs + (pairs == 1 ? " pair, " : " pairs, ") + rounds
                            + (rounds == 1 ? " round" : " rounds")));
            return config;
        } catch (ConfigException wrong) {
            for (String problem : wrong.problems()) {
                findings.add(Finding.problem("config", problem, "Correct it and look again."));
            }
            return null;
        }
    }

    /** The one that goes with the fallback, where it is not the one that was read. */
    private void checkEmbeddedConfig() {
        if (!embeddedConfigFile().equals(configFile())) {
            config(embeddedConfigFile());
        }
    }

    private void models(ServerKind kind, BenchmarkConfig config, @Nullable MachineInfo machine, MachineConditions now) {
        List<ModelEntry> models;
        try {
            models = sources.models().apply(config.server());
        } catch (ServerFailure failed) {
            findings.add(Finding.problem(
                    "models",
                    String.valueOf(failed.getMessage()),
                    "Restart the server: `lms server stop`, then `lms server start`."));
            return;
        }
        MatrixPlan plan = MatrixPlan.of(
                config,
                EnumSet.allOf(Format.class),
                ScenarioId.BUILT_IN.stream().map(PlannedScenario::shared).toList(),
                models,
                sources.routes().of(kind, config.server(), models));
        findings.addAll(ModelFindings.all(plan, models));
        findings.add(ModelFindings.resident(models, config.server().resident()));
        if (machine != null) {
            findings.addAll(MemoryFindings.of(plan, machine.chip(), machine.ramBytes(), now));
        }
    }
}
