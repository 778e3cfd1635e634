package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.provenance.RunDifferences;
import io.github.mlxgguf.analysis.summary.RunSummary.Provenance;
import io.github.mlxgguf.record.RunBody.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may differ between two points of a series, since neither the build nor the work does; null is unknown.
 *
 * @param engine of the build's format
 * @param os operating system
 * @param configDigest SHA-256 of the config file
 * @param order settings that do not decide what was asked, but when and how often
 * @param gitCommit of this suite
 */
public record Conditions(
        @Nullable String engine,
        @Nullable String serverVersion,
        @Nullable String os,
        @Nullable String configDigest,
        Map<String, String> order,
        @Nullable String suiteVersion,
        @Nullable String gitCommit) {
    private static final int DIGEST_SHOWN = 12;

    static final String SERVER = "server";
    static final String OS = "operating system";
    static final String CONFIG = "config file (SHA-256)";
    static final String SUITE = "version of this suite";
    /** Listed, but no step of its own: it changes with every edit of the documents. */
    static final String COMMIT = "commit of this suite";

    static Conditions of(Provenance run, String format) {
        return new Conditions(
                RunDifferences.engines(run, format),
                run.serverVersion(),
                RunDifferences.operatingSystem(run.os()),
                run.configDigest(),
                order(run.settings()),
                run.suiteVersion(),
                run.gitCommit());
    }

    private static Map<String, String> order(@Nullable Settings settings) {
        Map<String, String> order = new LinkedHashMap<>();
        if (settings != null) {
            order.put("iterations", String.valueOf(settings.iterations()));
            order.put("cooldown_until", settings.cooldownUntil());
            order.put("cooldown_seconds", String.valueOf(settings.cooldownSeconds()));
            order.put("seed", String.valueOf(settings.seed()));
            order.put("monitor_interval_ms", String.valueOf(settings.monitorIntervalMs()));
            order.put("practical_equivalence", String.valueOf(settings.practicalEquivalence()));
        }
        return order;
    }

    /** Every known condition by its name in a sentence, what decides most first. */
    Map<String, String> named(String engineName) {
        Map<String, String> named = new LinkedHashMap<>();
        put(named, engineName, engine);
        put(named, SERVER, serverVersion);
        put(named, OS, os);
        named.putAll(order);
        put(
                named,
                CONFIG,
                configDigest == null ? null : configDigest.substring(0, Math.min(DIGEST_SHOWN, configDigest.length())));
        put(named, SUITE, suiteVersion);
        put(named, COMMIT, gitCommit);
        return named;
    }

    private static void put(Map<String, String> named, String name, @Nullable String value) {
        if (value != null) {
            named.put(name, value);
        }
    }

    /** Whether all points tell what some of them tell of the engine and the server. */
    boolean tellsVersionsOf(List<Conditions> all) {
        return (engine != null || all.stream().allMatch(each -> each.engine == null))
                && (serverVersion != null || all.stream().allMatch(each -> each.serverVersion == null));
    }
}
