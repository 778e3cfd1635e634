package io.github.mlxgguf.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * First line of a run: what was measured, on what, and what was planned.
 *
 * @param configSource the config file as it was named
 * @param configDigest SHA-256 of its bytes
 * @param notice a sentence that stands on top of everything made from this run, or null; for example that no LM Studio was
 *     found and small models of random weights were measured instead
 * @param deployment where the models shall run; the report says which build fits there
 * @param plan every cell of the matrix, in the order of execution
 */
public record RunBody(
        String suiteVersion,
        @Nullable String gitCommit,
        ServerInfo server,
        HardwareProfile hardwareProfile,
        OsInfo os,
        JvmInfo jvm,
        String configSource,
        String configDigest,
        @Nullable String notice,
        Settings settings,
        List<DeploymentInfo> deployment,
        List<PairInfo> pairs,
        List<PlannedCell> plan)
        implements Body {
    /** Copies the lists. */
    public RunBody {
        deployment = List.copyOf(deployment);
        pairs = List.copyOf(pairs);
        plan = List.copyOf(plan);
    }

    /** A run of models that are meant for no place in particular. */
    public RunBody(
            String suiteVersion,
            @Nullable String gitCommit,
            ServerInfo server,
            HardwareProfile hardwareProfile,
            OsInfo os,
            JvmInfo jvm,
            String configSource,
            String configDigest,
            @Nullable String notice,
            Settings settings,
            List<PairInfo> pairs,
            List<PlannedCell> plan) {
        this(
                suiteVersion,
                gitCommit,
                server,
                hardwareProfile,
                os,
                jvm,
                configSource,
                configDigest,
                notice,
                settings,
                List.of(),
                pairs,
                plan);
    }

    /**
     * A place where the models shall run, as the config names it.
     *
     * @param memoryBudgetGb gigabytes (10^9 bytes) that the model may take
     * @param priority {@code latency}, {@code throughput} or {@code memory}
     */
    public record DeploymentInfo(String name, double memoryBudgetGb, int concurrency, String priority) {}

    /** The server; its version is null where it does not tell. */
    public record ServerInfo(
            String kind,
            String baseUrl,
            boolean simulated,
            @Nullable String version) {}

    /**
     * The machine; null where it does not tell.
     *
     * @param gpuWiredLimitBytes macOS: most memory that the GPU may hold; 0 is the system's own limit, which it does not tell
     */
    public record HardwareProfile(
            @Nullable String modelIdentifier,
            @Nullable String chip,
            @Nullable Integer performanceCores,
            @Nullable Integer efficiencyCores,
            @Nullable Integer gpuCores,
            @Nullable Long ramBytes,
            @Nullable Long gpuWiredLimitBytes) {}

    /** The operating system. */
    public record OsInfo(String name, String version, String arch) {}

    /** The Java virtual machine that ran the suite. */
    public record JvmInfo(String vendor, String version) {}

    /**
     * The settings that a reader needs to judge the figures.
     *
     * @param cooldownUntil what ends a cool-down: {@code time} or {@code settled}
     * @param cooldownSeconds its length; with {@code settled} the longest that it may take
     */
    public record Settings(
            int rounds,
            int warmup,
            int iterations,
            String cooldownUntil,
            double cooldownSeconds,
            long seed,
            int maxOutputTokens,
            double temperature,
            int contextLength,
            @Nullable Integer parallel,
            long monitorIntervalMs,
            double practicalEquivalence) {}

    /**
     * A pair of the matrix; {@code varies} names the difference that is intended.
     *
     * @param expectations all that hold for this pair, those of the whole config included
     */
    public record PairInfo(
            String name,
            String architecture,
            String varies,
            VariantInfo baseline,
            VariantInfo candidate,
            List<ExpectationInfo> expectations) {
        /** Copies the list. */
        public PairInfo {
            expectations = List.copyOf(expectations);
        }

        /** A pair of which nothing is expected. */
        public PairInfo(String name, String architecture, String varies, VariantInfo baseline, VariantInfo candidate) {
            this(name, architecture, varies, baseline, candidate, List.of());
        }
    }

    /** One build of a pair; the key is null if the server has none of the candidates. */
    public record VariantInfo(
            String label,
            String format,
            String quantization,
            @Nullable String modelKey,
            @Nullable Long sizeBytes) {}

    /**
     * A cell: one scenario of one build in one round.
     *
     * @param variant {@code baseline} or {@code candidate}
     * @param runnable whether it can run
     * @param reason why it cannot, or null
     * @param remedy the command that would change that, or null
     */
    public record PlannedCell(
            String pair,
            String variant,
            String format,
            String scenario,
            int round,
            boolean runnable,
            @Nullable String reason,
            @Nullable String remedy) {}
}
