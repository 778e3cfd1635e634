package io.github.mlxgguf.report;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file that GitHub Actions shows on the page of a job. What cannot be written is logged and costs the run nothing: the report
 * itself is in the results folder.
 *
 * @param file null outside of GitHub Actions
 */
public record JobSummary(@Nullable Path file) {
    /** Nowhere. */
    public static final JobSummary NONE = new JobSummary(null);

    /** Where GitHub says which file it is: https://docs.github.com/actions, "Adding a job summary". */
    static final String VARIABLE = "GITHUB_STEP_SUMMARY";

    /** GitHub shows nothing at all of a step whose summary is longer, the same page says. */
    static final long MAX_BYTES = 1 << 20;

    private static final String SHORTENED = "\nShortened: GitHub shows no more. report.md has all of it.\n";
    private static final System.Logger LOG = System.getLogger(JobSummary.class.getName());

    /** The file that the environment names; an empty name is none. */
    public static JobSummary of(Map<String, String> environment) {
        String name = environment.getOrDefault(VARIABLE, "");
        return name.isBlank() ? NONE : new JobSummary(Path.of(name));
    }

    /** Appends a text, as much of it as there is room for. */
    void append(String text) {
        if (file == null) {
            return;
        }
        try {
            long taken = Files.exists(file) ? Files.size(file) : 0;
            Files.writeString(
                    file, fitting(text, MAX_BYTES - taken), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "the job summary " + file + " was not written; the report is complete without it",
                    e);
        }
    }

    /** Whole lines only: half a line may be half a table. */
    static String fitting(String text, long room) {
        if (bytes(text) <= room) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        long left = room - bytes(SHORTENED);
        for (String line : text.lines().toList()) {
            left -= bytes(line) + 1;
            if (left < 0) {
                break;
            }
            kept.append(line).append('\n');
        }
        return kept.isEmpty() ? "" : kept.append(SHORTENED).toString();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
