package io.github.mlxgguf.plan;

import io.github.mlxgguf.record.CellKey;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.HardwareProfile;
import io.github.mlxgguf.record.RunBody.PairInfo;
import io.github.mlxgguf.record.RunBody.PlannedCell;
import io.github.mlxgguf.record.RunBody.Settings;
import io.github.mlxgguf.record.RunBody.VariantInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a run can go on as the same experiment: what would be measured now against what its first record says. */
public final class ResumeCheck {
    private static final int SHOWN_DIGEST_CHARS = 12;
    private static final String NOT_MIXED = "Figures of both must not be mixed: start a new run.";

    /** What a cell's figures hang on; the practical equivalence is applied when the report is made, from the first record. */
    private static final Map<String, Function<Settings, @Nullable Object>> SETTINGS = settings();

    private ResumeCheck() {}

    /**
     * What forbids to go on; empty if nothing does. What neither of the two knows forbids nothing.
     *
     * @param first the run record of the run
     * @param now what its record would be if it began now
     */
    public static List<String> differences(RunBody first, RunBody now) {
        List<String> found = new ArrayList<>();
        compareServer(first.server(), now.server(), found);
        compareMachine(first.hardwareProfile(), now.hardwareProfile(), found);
        differ(found, "suite version", first.suiteVersion(), now.suiteVersion(), NOT_MIXED);
        if (!first.configDigest().equals(now.configDigest())) {
            found.add("config: was " + first.configSource() + " with SHA-256 " + digest(first) + ", is "
                    + now.configSource() + " with SHA-256 " + digest(now)
                    + ". Give the file its content back, or name the run's own with -Dbench.config=FILE.");
        }
        SETTINGS.forEach((name, setting) -> {
            String cure = name.equals("rounds") && first.settings().rounds() == 1
                    ? "Add -Dbench.quick=true."
                    : "Give the same options as at the start.";
            differ(found, name, setting.apply(first.settings()), setting.apply(now.settings()), cure);
        });
        compareCells(first, now, found);
        compareBuilds(first, now, found);
        return found;
    }

    /** What has changed since and forbids nothing, but may be of use to whoever reads the log. */
    public static List<String> notes(RunBody first, RunBody now) {
        List<String> found = new ArrayList<>();
        note(found, "commit of the suite", first.gitCommit(), now.gitCommit());
        note(found, "operating system", os(first), os(now));
        note(found, "Java", first.jvm().toString(), now.jvm().toString());
        return found;
    }

    private static void compareServer(RunBody.ServerInfo first, RunBody.ServerInfo now, List<String> found) {
        differ(found, "server", first.kind(), now.kind(), "Add -Dbench.server=" + first.kind() + ".");
        differ(
                found,
                "host of the server",
                host(first.baseUrl()),
                host(now.baseUrl()),
                "Add -Dbench.baseUrl=" + first.baseUrl() + ".");
        if (first.version() != null && now.version() != null) {
            differ(found, "server version", first.version(), now.version(), NOT_MIXED);
        }
    }

    private static void compareMachine(HardwareProfile first, HardwareProfile now, List<String> found) {
        String cure = "Resume it on the machine that it began on.";
        differ(found, "machine", first.modelIdentifier(), now.modelIdentifier(), cure);
        differ(found, "chip", first.chip(), now.chip(), cure);
        differ(found, "memory in bytes", first.ramBytes(), now.ramBytes(), cure);
    }

    private static void compareCells(RunBody first, RunBody now, List<String> found) {
        Set<CellKey> before = cells(first);
        Set<CellKey> after = cells(now);
        List<CellKey> gone =
                before.stream().filter(cell -> !after.contains(cell)).toList();
        List<CellKey> added =
                after.stream().filter(cell -> !before.contains(cell)).toList();
        if (gone.isEmpty() && added.isEmpty()) {
            return;
        }
        String text = Stream.of(
                        gone.isEmpty() ? "" : gone.size() + " of the run's are not planned now (" + some(gone) + ")",
                        added.isEmpty()
                                ? ""
                                : added.size() + " are planned now and not the run's (" + some(added) + ")")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        found.add("cells: " + text + ". The run was for -Dbench.pairs='" + joined(first, PlannedCell::pair)
                + "' -Dbench.formats=" + joined(first, PlannedCell::format) + " -Dbench.scenarios="
                + joined(first, PlannedCell::scenario) + "; choose the same, or leave these options out.");
    }

    private static void compareBuilds(RunBody first, RunBody now, List<String> found) {
        for (PairInfo before : first.pairs()) {
            for (PairInfo after : now.pairs()) {
                if (before.name().equals(after.name())) {
                    compareBuild(before.name(), before.baseline(), after.baseline(), found);
                    compareBuild(before.name(), before.candidate(), after.candidate(), found);
                }
            }
        }
    }

    /** A build that was missing then, or is now, is no other build. */
    private static void compareBuild(String pair, VariantInfo first, VariantInfo now, List<String> found) {
        String build = pair + ", " + first.label() + ", ";
        if (first.modelKey() != null && now.modelKey() != null) {
            String cure = "Make the build that the run began with available again.";
            differ(found, build + "model", first.modelKey(), now.modelKey(), cure);
            if (first.sizeBytes() != null && now.sizeBytes() != null) {
                differ(found, build + "size in bytes", first.sizeBytes(), now.sizeBytes(), cure);
            }
        }
    }

    private static void differ(
            List<String> found, String what, @Nullable Object first, @Nullable Object now, String cure) {
        if (!Objects.equals(first, now)) {
            found.add(what + ": was " + text(first) + ", is " + text(now) + ". " + cure);
        }
    }

    private static void note(List<String> found, String what, @Nullable String first, @Nullable String now) {
        if (!Objects.equals(first, now)) {
            found.add(what + ": was " + text(first) + ", is " + text(now));
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "unknown" : value.toString();
    }

    private static String digest(RunBody run) {
        return run.configDigest()
                        .substring(
                                0,
                                Math.min(SHOWN_DIGEST_CHARS, run.configDigest().length())) + "…";
    }

    private static String os(RunBody run) {
        return run.os().name() + " " + run.os().version() + " (" + run.os().arch() + ")";
    }

    private static @Nullable String host(String baseUrl) {
        return URI.create(baseUrl).getHost();
    }

    private static Set<CellKey> cells(RunBody run) {
        return run.plan().stream().map(CellKey::of).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String some(List<CellKey> cells) {
        return cells.get(0) + (cells.size() > 1 ? ", …" : "");
    }

    private static String joined(RunBody run, Function<PlannedCell, String> name) {
        return run.plan().stream().map(name).distinct().collect(Collectors.joining(","));
    }

    private static Map<String, Function<Settings, @Nullable Object>> settings() {
        Map<String, Function<Settings, @Nullable Object>> settings = new LinkedHashMap<>();
        settings.put("rounds", Settings::rounds);
        settings.put("warm-ups", Settings::warmup);
        settings.put("iterations", Settings::iterations);
        settings.put("cool-down in seconds", Settings::cooldownSeconds);
        settings.put("seed", Settings::seed);
        settings.put("most output tokens", Settings::maxOutputTokens);
        settings.put("temperature", Settings::temperature);
        settings.put("context length", Settings::contextLength);
        settings.put("slots", Settings::parallel);
        settings.put("monitor's interval in ms", Settings::monitorIntervalMs);
        return settings;
    }
}
