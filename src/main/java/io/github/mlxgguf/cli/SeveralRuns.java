package io.github.mlxgguf.cli;

import io.github.mlxgguf.analysis.merge.GivenRuns;
import io.github.mlxgguf.analysis.merge.GivenRuns.LeftOut;
import io.github.mlxgguf.analysis.merge.RunGroup;
import io.github.mlxgguf.analysis.merge.RunGroups;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.report.JobSummary;
import io.github.mlxgguf.report.MergedReportWriter;
import io.github.mlxgguf.report.output.TerminalText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report of several runs: what is put together, what is kept apart, and what could not be used. */
final class SeveralRuns {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final List<Path> folders;
    private final @Nullable Path target;
    private final PrintWriter out;

    SeveralRuns(List<Path> folders, @Nullable Path target, PrintWriter out) {
        this.folders = folders;
        this.target = target;
        this.out = out;
    }

    /**
     * Writes it.
     *
     * @return the exit code
     * @throws ResultsException if no run can be read, or the report cannot be written where it shall be
     */
    int report() {
        if (target != null) {
            MergedReportWriter.requireUnused(target);
        }
        GivenRuns given = GivenRuns.read(folders);
        if (given.runs().isEmpty()) {
            throw new ResultsException("none of these is a run that can be read: "
                    + given.unusable().stream().map(SeveralRuns::line).collect(Collectors.joining("; ")));
        }
        Path folder = target == null ? unused(given.runs().get(0)) : real(target);
        requireOutside(folder, given.runs());
        List<RunGroup> groups = RunGroups.of(given.runs());
        MergedReportWriter.write(folder, given, groups, JobSummary.of(System.getenv()));
        out.println("report: "
                + TerminalText.of(folder.resolve(ResultsFolder.REPORT_HTML)
                        .toAbsolutePath()
                        .toString()));
        groups.forEach(this::say);
        given.repeated().forEach(folderOf -> out.println("left out: " + line(folderOf)));
        given.unusable().forEach(folderOf -> out.println("warning: " + line(folderOf)));
        return given.unusable().isEmpty() ? Main.OK : Main.WARNINGS;
    }

    private void say(RunGroup group) {
        out.println(TerminalText.of("group " + group.number() + ": " + group.hardware() + "; "
                + group.runs().stream().map(RunData::runId).collect(Collectors.joining(", "))));
        if (!group.apart().isEmpty()) {
            out.println(TerminalText.of("  kept apart: " + String.join("; ", group.apart())));
        }
    }

    /** The folders of runs are real as well, and links lead from one to the other; on a Mac {@code /tmp} is a link itself. */
    private static Path real(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path there = absolute;
        for (Path parent = there.getParent(); !Files.exists(there) && parent != null; parent = there.getParent()) {
            there = parent;
        }
        try {
            return there.toRealPath().resolve(there.relativize(absolute));
        } catch (IOException e) {
            throw new ResultsException("cannot open " + there + ": " + e.getMessage(), e);
        }
    }

    /** Beside the first run, under a name that nobody has. */
    private static Path unused(RunData first) {
        Path root = first.folder().toAbsolutePath().resolveSibling("merged-" + STAMP.format(Instant.now()));
        Path free = root;
        for (int i = 2; Files.exists(free); i++) {
            free = root.resolveSibling(root.getFileName() + "-" + i);
        }
        return free;
    }

    /** A run's folder is evidence: nothing but its own report is ever written into it. */
    private static void requireOutside(Path folder, List<RunData> runs) {
        for (RunData run : runs) {
            if (folder.normalize().startsWith(run.folder().toAbsolutePath().normalize())) {
                throw new ResultsException("--out " + TerminalText.of(folder.toString())
                        + " is inside of the folder of run " + TerminalText.of(run.runId())
                        + ", which is only read. Choose a folder outside of all runs.");
            }
        }
    }

    private static String line(LeftOut folder) {
        return TerminalText.of(folder.folder() + ": " + folder.reason());
    }
}
