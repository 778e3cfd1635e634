package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.record.CellValidity;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.HardwareProfile;
import io.github.mlxgguf.record.RunBody.Settings;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.ScenarioBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long loads and cells of a build took in earlier runs of the same work on this machine; the middle ones. */
public final class MeasuredTimes {
    /** None. */
    public static final MeasuredTimes NONE = new MeasuredTimes();

    private static final double NS_PER_SECOND = 1e9;

    private final Map<String, List<Double>> loadSeconds = new HashMap<>();
    private final Map<String, List<Double>> cellSeconds = new HashMap<>();

    private MeasuredTimes() {}

    /**
     * The times of those runs that did the same work: same machine, kind of server, and lengths.
     *
     * @param now what the first record would be if a run began now
     */
    public static MeasuredTimes of(List<RunData> runs, RunBody now) {
        MeasuredTimes times = new MeasuredTimes();
        for (RunData run : runs) {
            if (run.run().filter(first -> isAlike(first, now)).isPresent()) {
                times.add(run);
            }
        }
        return times;
    }

    /** The load of a build by its key, or null if none is known. */
    @Nullable
    Duration load(String modelKey) {
        return median(loadSeconds.get(modelKey));
    }

    /** A cell of a build, or null if none is known. */
    @Nullable
    Duration cell(String modelKey, ScenarioId scenario) {
        return median(cellSeconds.get(modelKey + " " + scenario.id()));
    }

    private void add(RunData run) {
        Map<Long, String> keys = new HashMap<>();
        for (RunData.Entry entry : run.of(LoadBody.class)) {
            LoadBody load = (LoadBody) entry.body();
            keys.put(entry.envelope().seq(), load.modelKey());
            Double seconds = load.loadSeconds();
            if (seconds != null && load.failure() == null) {
                loadSeconds
                        .computeIfAbsent(load.modelKey(), unused -> new ArrayList<>())
                        .add(seconds);
            }
        }
        for (ScenarioBody cell : run.bodies(ScenarioBody.class)) {
            Long loadSeq = cell.loadSeq();
            String key = loadSeq == null ? null : keys.get(loadSeq);
            if (key != null && CellValidity.isValid(cell)) {
                cellSeconds
                        .computeIfAbsent(key + " " + cell.scenario(), unused -> new ArrayList<>())
                        .add((cell.endNs() - cell.startNs()) / NS_PER_SECOND);
            }
        }
    }

    private static boolean isAlike(RunBody first, RunBody now) {
        return first.server().kind().equals(now.server().kind())
                && machine(first.hardwareProfile()).equals(machine(now.hardwareProfile()))
                && lengths(first.settings()).equals(lengths(now.settings()))
                && first.configDigest().equals(now.configDigest());
    }

    private static List<String> machine(HardwareProfile profile) {
        return Stream.of(profile.modelIdentifier(), profile.chip(), profile.ramBytes())
                .map(String::valueOf)
                .toList();
    }

    private static List<Number> lengths(Settings settings) {
        return List.of(
                settings.warmup(), settings.iterations(), settings.maxOutputTokens(), settings.cooldownSeconds());
    }

    /** The middle one; of an even number the longer of the two. */
    private static @Nullable Duration median(@Nullable List<Double> seconds) {
        if (seconds == null) {
            return null;
        }
        double middle = seconds.stream().sorted().toList().get(seconds.size() / 2);
        return Duration.ofNanos(Math.round(middle * NS_PER_SECOND));
    }
}
