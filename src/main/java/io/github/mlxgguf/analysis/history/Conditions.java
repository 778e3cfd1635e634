package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.summary.RunSummary.Engine;
import io.github.mlxgguf.analysis.summary.RunSummary.Provenance;
import io.github.mlxgguf.record.RunBody.OsInfo;
import io.github.mlxgguf.record.RunBody.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        OsInfo os = run.os();
        return new Conditions(
                engines(run, format),
                run.serverVersion(),
                os == null ? null : os.name() + " " + os.version() + " " + os.arch(),
                run.configDigest(),
                order(run.settings()),
                run.suiteVersion(),
                run.gitCommit());
    }

    /** Two engines of one run in a fixed order: 1 and 2 is 2 and 1. */
    private static @Nullable String engines(Provenance run, String format) {
        String words = run.engines().stream()
                .filter(engine -> engine.format().equals(format))
                .map(Conditions::words)
                .filter(text -> !text.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
        return words.isEmpty() ? null : words;
    }

    private static String words(Engine engine) {
        return Stream.of(engine.name(), engine.version())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
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
