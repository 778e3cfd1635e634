package io.github.mlxgguf.analysis.provenance;

import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Engine;
import io.github.mlxgguf.analysis.summary.RunSummary.Provenance;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.RunBody.HardwareProfile;
import io.github.mlxgguf.record.RunBody.OsInfo;
import io.github.mlxgguf.record.RunBody.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names every recorded condition in which two runs differ; what both do not know differs in nothing. */
public final class RunDifferences {
    private RunDifferences() {}

    /** In the order of {@link RunDifference.Kind}. */
    public static List<RunDifference> between(RunSummary old, RunSummary now) {
        List<RunDifference> found = new ArrayList<>();
        Provenance before = old.provenance();
        Provenance after = now.provenance();
        add(
                found,
                RunDifference.Kind.SERVER_KIND,
                "kind of server",
                old.server().kind(),
                now.server().kind());
        add(
                found,
                RunDifference.Kind.HARDWARE,
                "hardware",
                hardware(before.hardwareProfile()),
                hardware(after.hardwareProfile()));
        settings(found, before.settings(), after.settings());
        if (found.stream().noneMatch(one -> one.kind() == RunDifference.Kind.SETTING)) {
            add(
                    found,
                    RunDifference.Kind.CONFIG,
                    "bytes of the config file (SHA-256)",
                    before.configDigest(),
                    after.configDigest());
        }
        TreeSet<String> formats = Stream.of(before, after)
                .flatMap(run -> run.engines().stream())
                .map(Engine::format)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String format : formats) {
            add(found, RunDifference.Kind.ENGINE, "engine " + format, engines(before, format), engines(after, format));
        }
        add(found, RunDifference.Kind.SERVER_VERSION, "server version", before.serverVersion(), after.serverVersion());
        add(
                found,
                RunDifference.Kind.OPERATING_SYSTEM,
                "operating system",
                operatingSystem(before.os()),
                operatingSystem(after.os()));
        add(found, RunDifference.Kind.SUITE, "version of this suite", suite(before), suite(after));
        return List.copyOf(found);
    }

    /** The machine in a few words, by which runs are grouped; null where nothing is known of it. */
    public static @Nullable String hardware(@Nullable HardwareProfile machine) {
        if (machine == null) {
            return null;
        }
        String words = Stream.of(
                        machine.modelIdentifier(),
                        machine.chip(),
                        cores(machine.performanceCores(), "performance cores"),
                        cores(machine.efficiencyCores(), "efficiency cores"),
                        cores(machine.gpuCores(), "GPU cores"),
                        machine.ramBytes() == null ? null : Numbers.bytes(machine.ramBytes()) + " RAM")
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? null : words;
    }

    /** The engines of a format by name and version, in the order of these words, for example {@code mlx-llm 1.2.0}; null where none is known. */
    public static @Nullable String engines(Provenance run, String format) {
        String words = run.engines().stream()
                .filter(engine -> engine.format().equals(format))
                .map(engine -> Stream.of(engine.name(), engine.version())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ")))
                .filter(text -> !text.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
        return words.isEmpty() ? null : words;
    }

    private static @Nullable String cores(@Nullable Integer number, String what) {
        return number == null ? null : number + " " + what;
    }

    /** The operating system by name, version and architecture; null where nothing is known of it. */
    public static @Nullable String operatingSystem(@Nullable OsInfo os) {
        return os == null ? null : os.name() + " " + os.version() + " " + os.arch();
    }

    private static @Nullable String suite(Provenance run) {
        return run.suiteVersion() == null
                ? null
                : run.suiteVersion() + (run.gitCommit() == null ? "" : " (" + run.gitCommit() + ")");
    }

    /** The number of rounds is no condition: more of them are more of the same. */
    private static void settings(List<RunDifference> found, @Nullable Settings old, @Nullable Settings now) {
        if (old == null || now == null) {
            return;
        }
        setting(found, "warmup", old, now, Settings::warmup);
        setting(found, "iterations", old, now, Settings::iterations);
        setting(found, "cooldown until", old, now, Settings::cooldownUntil);
        setting(found, "cooldown seconds", old, now, Settings::cooldownSeconds);
        setting(found, "seed", old, now, Settings::seed);
        setting(found, "max_output_tokens", old, now, Settings::maxOutputTokens);
        setting(found, "temperature", old, now, Settings::temperature);
        setting(found, "context_length", old, now, Settings::contextLength);
        setting(found, "parallel", old, now, Settings::parallel);
        setting(found, "monitor interval in ms", old, now, Settings::monitorIntervalMs);
        setting(found, "practical_equivalence", old, now, Settings::practicalEquivalence);
    }

    private static void setting(
            List<RunDifference> found,
            String name,
            Settings old,
            Settings now,
            Function<Settings, @Nullable Object> value) {
        Object before = value.apply(old);
        Object after = value.apply(now);
        add(
                found,
                RunDifference.Kind.SETTING,
                "setting " + name,
                before == null ? "the server's default" : before.toString(),
                after == null ? "the server's default" : after.toString());
    }

    private static void add(
            List<RunDifference> found,
            RunDifference.Kind kind,
            String subject,
            @Nullable String old,
            @Nullable String now) {
        if (!Objects.equals(old, now)) {
            found.add(new RunDifference(kind, subject, old, now));
        }
    }
}
