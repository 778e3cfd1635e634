package io.github.mlxgguf.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole configuration of a run, validated: what to compare, on which server, how often, how long.
 *
 * @param source where it was read from, for messages and records
 * @param digest SHA-256 of the file's bytes, hexadecimal
 * @param text the file as it is; its UTF-8 bytes are the file's
 * @param expect what is expected of every pair; see {@link #expectationsOf}
 */
public record BenchmarkConfig(
        String source,
        String digest,
        String text,
        ServerConfig server,
        List<PairConfig> pairs,
        DiscoverConfig discover,
        LoadSettings load,
        RunConfig run,
        ScenarioConfigs scenarios,
        MonitorConfig monitor,
        List<Expectation> expect,
        List<DeploymentConfig> deployment,
        ReportConfig report) {

    /** Copies the collections. */
    public BenchmarkConfig {
        pairs = List.copyOf(pairs);
        expect = List.copyOf(expect);
        deployment = List.copyOf(deployment);
    }

    /** The same with other pairs. */
    public BenchmarkConfig withPairs(List<PairConfig> others) {
        return new BenchmarkConfig(
                source,
                digest,
                text,
                server,
                others,
                discover,
                load,
                run,
                scenarios,
                monitor,
                expect,
                deployment,
                report);
    }

    /** What is expected of a pair: its own expectations, and those of all pairs about figures that it does not name itself. */
    public List<Expectation> expectationsOf(PairConfig pair) {
        List<Expectation> expectations = new ArrayList<>();
        expect.stream()
                .filter(general -> pair.expect().stream().noneMatch(general::isAboutTheSameAs))
                .forEach(expectations::add);
        expectations.addAll(pair.expect());
        return expectations;
    }

    /**
     * The same with no pause longer than {@link Defaults#SHORT_PAUSE}: for a simulated server, whose models have no heat to
     * lose and no memory that settles slowly.
     */
    public BenchmarkConfig withShortPauses() {
        return new BenchmarkConfig(
                source,
                digest,
                text,
                server,
                pairs,
                discover,
                load,
                run.withCooldown(
                        run.cooldown().withAtMost(shorter(run.cooldown().atMost()))),
                scenarios.withPauses(
                        shorter(scenarios.coldStart().idle()),
                        shorter(scenarios.coldStart().baseline()),
                        shorter(scenarios.leakDetection().pause())),
                monitor,
                expect,
                deployment,
                report);
    }

    private static Duration shorter(Duration pause) {
        return pause.compareTo(Defaults.SHORT_PAUSE) > 0 ? Defaults.SHORT_PAUSE : pause;
    }
}
