package io.github.mlxgguf.allure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the earlier runs that a trend may go through, where {@link EarlierResults} has put them.
 *
 * <p>What is damaged costs itself only. However many folders there are, a bounded number is looked into.
 */
final class EarlierRuns {
    /** Allure shows 20 runs, and one of them is the current one. */
    static final int MOST_RUNS = 19;

    private static final Logger LOG = System.getLogger(EarlierRuns.class.getName());
    /** Far more than the runs that are shown; each costs one small file. */
    private static final int MOST_FOLDERS = 300;

    private static final int MOST_RESULTS = 5_000;
    /** A result of ours has some kilobytes; nothing larger is one. */
    private static final long MOST_RESULT_BYTES = 4_000_000;

    private static final Pattern FOLDER = Pattern.compile("\\d{8}-\\d{6}(-\\d{1,6})?");

    private final ObjectMapper mapper = new ObjectMapper();
    private final List<Found> found;

    /** A folder of which the conditions are known. */
    private record Found(Path folder, String runId, Properties conditions) {}

    /** Looks into the newest folders of {@code allure-earlier}, which need not exist. */
    EarlierRuns(Path earlier) {
        this.found = find(earlier);
    }

    /** The number that an earlier session of this run got; a run keeps it. */
    Optional<Long> numberOf(String runId) {
        return found.stream()
                .filter(each -> each.runId().equals(runId))
                .map(each -> EnvironmentFile.number(each.conditions()))
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    /** One more than the highest number of an earlier run; 1 for the first. */
    long nextNumber() {
        long highest = 0;
        for (Found each : found) {
            Long number = EnvironmentFile.number(each.conditions());
            highest = number == null ? highest : Math.max(highest, number);
        }
        return Math.max(highest + 1, 1);
    }

    /**
     * The runs of the same kind of server on the same machine, the newest first, at most {@value #MOST_RUNS}.
     *
     * @param runId the current run, of which earlier sessions are no runs of their own
     * @param conditions those of the current run
     */
    List<EarlierRun> like(String runId, Properties conditions) {
        Map<String, List<Found>> byRun = new LinkedHashMap<>();
        for (Found each : found) {
            boolean wanted = !each.runId().equals(runId) && EnvironmentFile.comparable(each.conditions(), conditions);
            if (wanted && (byRun.containsKey(each.runId()) || byRun.size() < MOST_RUNS)) {
                byRun.computeIfAbsent(each.runId(), id -> new ArrayList<>()).add(each);
            }
        }
        return byRun.values().stream()
                .map(this::read)
                .filter(run -> !run.results().isEmpty())
                .sorted(Comparator.comparingLong(EarlierRun::stopMs)
                        .thenComparing(EarlierRun::runId)
                        .reversed())
                .toList();
    }

    private EarlierRun read(List<Found> folders) {
        Found newest = folders.get(0);
        return new EarlierRun(
                newest.runId(),
                folders.stream()
                        .map(each -> EnvironmentFile.number(each.conditions()))
                        .filter(number -> number != null)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                folders.stream().map(each -> results(each.folder())).toList());
    }

    private List<EarlierResult> results(Path folder) {
        List<EarlierResult> results = new ArrayList<>();
        for (Path file : list(folder, Pattern.compile(".+-result\\.json"), MOST_RESULTS)) {
            try {
                if (Files.size(file) <= MOST_RESULT_BYTES) {
                    EarlierResult.of(mapper.readTree(file.toFile())).ifPresent(results::add);
                }
            } catch (IOException damaged) {
                LOG.log(Level.DEBUG, "{0} is not part of the trend: {1}", file, damaged.getMessage());
            }
        }
        return results;
    }

    private static List<Found> find(Path earlier) {
        List<Found> found = new ArrayList<>();
        for (Path folder : list(earlier, FOLDER, MOST_FOLDERS)) {
            Properties conditions = EnvironmentFile.read(folder);
            String runId = conditions == null ? null : EnvironmentFile.runId(conditions);
            if (conditions != null && runId != null) {
                found.add(new Found(folder, runId, conditions));
            }
        }
        return found;
    }

    /** The last names first: they begin with the date. */
    private static List<Path> list(Path folder, Pattern name, int most) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(EarlierRuns::nameOf).reversed())
                    .limit(most)
                    .toList();
        } catch (IOException | RuntimeException unreadable) {
            LOG.log(Level.DEBUG, "{0} is not part of the trend: {1}", folder, unreadable.getMessage());
            return List.of();
        }
    }

    private static String nameOf(Path file) {
        @Nullable Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }
}
