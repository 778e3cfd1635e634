package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.DeploymentConfig;
import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.config.VariantConfig;
import io.github.mlxgguf.monitor.MachineInfo;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.record.ExpectationInfo;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.SuiteVersion;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first record of a run: what was measured, on what, with which settings. */
final class RunDescription {
    private static final double NS_PER_SECOND = 1e9;

    private RunDescription() {}

    static RunBody of(
            BenchmarkConfig config, ServerStarter.Started started, @Nullable String serverVersion, MatrixPlan plan) {
        MachineInfo machine = MachineInfo.read();
        return new RunBody(
                SuiteVersion.read()
                        .orElseThrow(() -> new IllegalStateException(
                                "build.properties is not on the class path; build with Maven once")),
                gitCommit(Path.of("").toAbsolutePath()),
                new RunBody.ServerInfo(
                        started.kind().id(),
                        started.config().baseUrl().toString(),
                        started.kind() == ServerKind.SIMULATED,
                        serverVersion),
                new RunBody.HardwareProfile(
                        machine.modelIdentifier(),
                        machine.chip(),
                        machine.performanceCores(),
                        machine.efficiencyCores(),
                        null,
                        machine.ramBytes(),
                        machine.gpuWiredLimitBytes()),
                new RunBody.OsInfo(machine.osName(), machine.osVersion(), machine.osArch()),
                new RunBody.JvmInfo(System.getProperty("java.vm.vendor"), System.getProperty("java.runtime.version")),
                config.source(),
                config.digest(),
                started.notice(),
                settings(config),
                config.deployment().stream().map(RunDescription::deployment).toList(),
                config.pairs().stream().map(pair -> pair(config, pair, plan)).toList(),
                plan.plannedCells());
    }

    private static RunBody.DeploymentInfo deployment(DeploymentConfig deployment) {
        return new RunBody.DeploymentInfo(
                deployment.name(),
                deployment.memoryBudgetGb(),
                deployment.concurrency(),
                deployment.priority().name().toLowerCase(Locale.ROOT));
    }

    private static RunBody.Settings settings(BenchmarkConfig config) {
        return new RunBody.Settings(
                config.run().rounds(),
                config.run().warmup(),
                config.run().iterations(),
                config.run().cooldown().until().id(),
                config.run().cooldown().atMost().toNanos() / NS_PER_SECOND,
                config.run().seed(),
                config.run().maxOutputTokens(),
                config.run().temperature(),
                config.load().contextLength(),
                config.load().parallel(),
                config.monitor().interval().toMillis(),
                config.report().practicalEquivalence());
    }

    private static RunBody.PairInfo pair(BenchmarkConfig config, PairConfig pair, MatrixPlan plan) {
        return new RunBody.PairInfo(
                pair.name(),
                pair.architecture().id(),
                pair.varies().id(),
                variant(pair, Side.BASELINE, plan),
                variant(pair, Side.CANDIDATE, plan),
                config.expectationsOf(pair).stream()
                        .map(expectation -> new ExpectationInfo(
                                expectation.metric().id(),
                                expectation.scenario(),
                                expectation.operator().sign(),
                                expectation.bound()))
                        .toList());
    }

    private static RunBody.VariantInfo variant(PairConfig pair, Side side, MatrixPlan plan) {
        VariantConfig variant = pair.variant(side);
        Optional<ModelEntry> model = plan.loads().stream()
                .filter(load -> load.pair().equals(pair) && load.side() == side)
                .map(PlannedLoad::model)
                .filter(entry -> entry != null)
                .findFirst();
        return new RunBody.VariantInfo(
                variant.label(),
                variant.format().id(),
                variant.quantization(),
                model.map(ModelEntry::key).orElse(null),
                model.map(ModelEntry::sizeBytes).orElse(null));
    }

    /** The commit that is checked out, or null outside a checkout; read from the files, so no git is needed. */
    static @Nullable String gitCommit(Path folder) {
        Path git = folder.resolve(".git");
        try {
            String head = Files.readString(git.resolve("HEAD")).strip();
            if (!head.startsWith("ref: ")) {
                return head;
            }
            Path ref = git.resolve(head.substring("ref: ".length()));
            if (Files.exists(ref)) {
                return Files.readString(ref).strip();
            }
            String name = head.substring("ref: ".length());
            return Files.readAllLines(git.resolve("packed-refs")).stream()
                    .filter(line -> line.endsWith(" " + name))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst()
                    .orElse(null);
        } catch (IOException notACheckout) {
            return null;
        }
    }
}
