package io.github.mlxgguf.allure;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An earlier run, which may lie in several folders if it was resumed after another.
 *
 * @param number its number among the runs of this results folder; null if that is not known
 * @param sessions the results of each folder
 */
record EarlierRun(String runId, @Nullable Long number, List<List<EarlierResult>> sessions) {
    /** Copies the list. */
    EarlierRun {
        sessions = List.copyOf(sessions);
    }

    /** The last result of each test: what was done anew when the run was resumed replaces what was there. */
    Collection<EarlierResult> results() {
        Map<String, EarlierResult> last = new LinkedHashMap<>();
        sessions.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(EarlierResult::stopMs).thenComparing(EarlierResult::uuid))
                .forEach(result -> last.put(result.historyId(), result));
        return last.values();
    }

    /** How many results were replaced. */
    int retries() {
        return sessions.stream().mapToInt(List::size).sum() - results().size();
    }

    /** From the first start to the last stop of each folder, all together. */
    long durationMs() {
        return sessions.stream().mapToLong(EarlierRun::durationMs).sum();
    }

    private static long durationMs(List<EarlierResult> session) {
        long start = session.stream().mapToLong(EarlierResult::startMs).min().orElse(0);
        return session.stream().mapToLong(EarlierResult::stopMs).max().orElse(start) - start;
    }

    /** When its last test ended; 0 if it has none. */
    long stopMs() {
        return sessions.stream()
                .flatMap(List::stream)
                .mapToLong(EarlierResult::stopMs)
                .max()
                .orElse(0);
    }
}
