package io.github.mlxgguf.record;

import io.github.mlxgguf.config.Suggestion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run, {@code <results root>/<run id>/}, and the {@code latest} pointer beside it. A folder is made once;
 * nothing in it is ever overwritten by another run.
 */
public final class ResultsFolder {
    /** One JSON object a line, flushed a line at a time. */
    public static final String RECORDS = "records.jsonl";
    /** What the monitor saw. */
    public static final String SAMPLES = "samples.jsonl";
    /** What the report says, for programs. */
    public static final String SUMMARY = "summary.json";
    /** The report for a terminal or a repository. */
    public static final String REPORT_MARKDOWN = "report.md";
    /** The report for a browser. */
    public static final String REPORT_HTML = "report.html";
    /** The interactive time line. */
    public static final String TIMELINE = "timeline.html";
    /** Folder of the SVG plots. */
    public static final String PLOTS = "plots";
    /** Folder of the CSV files. */
    public static final String METRICS = "metrics";
    /** What the suite did, always in full. */
    public static final String LOG = "bench.log";
    /** Name of the pointer to the newest run, in the results root. */
    public static final String LATEST = "latest";

    private static final System.Logger LOG_TO = System.getLogger(ResultsFolder.class.getName());
    /** Longest run id: it is a file name and stands in every record. */
    private static final int MAX_RUN_ID_LENGTH = 100;

    private static final Pattern RUN_ID =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (MAX_RUN_ID_LENGTH - 1) + "}");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MAX_ATTEMPTS = 100;

    private final Path path;

    private ResultsFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes the folder of a new run and points {@code latest} at it.
     *
     * @param resultsRoot where the runs are kept; made if it is missing
     * @param runId letters, digits, dot, dash and underscore; null for {@code yyyyMMdd-HHmmss-<4 hex digits>} in UTC
     * @param now the time for that name
     * @throws ResultsException if the run id is not allowed or taken, or the folder cannot be made
     */
    public static ResultsFolder create(Path resultsRoot, @Nullable String runId, Instant now) {
        if (runId != null) {
            requireRunId(runId);
        }
        try {
            Files.createDirectories(resultsRoot);
            ResultsFolder folder =
                    new ResultsFolder(runId == null ? createUnused(resultsRoot, now) : createNamed(resultsRoot, runId));
            folder.pointLatestHere();
            return folder;
        } catch (IOException e) {
            throw cannotMake(resultsRoot, e);
        }
    }

    /**
     * Makes a folder, named as a run's, for something that is no run: {@code latest} stays where it is.
     *
     * @param resultsRoot as for {@link #create}
     * @param now the time for its name
     * @throws ResultsException if it cannot be made
     */
    public static ResultsFolder createBesideRuns(Path resultsRoot, Instant now) {
        try {
            Files.createDirectories(resultsRoot);
            return new ResultsFolder(createUnused(resultsRoot, now));
        } catch (IOException e) {
            throw cannotMake(resultsRoot, e);
        }
    }

    /**
     * Opens the folder of an earlier run, to go on with it; {@code latest} stays where it is until {@link #makeLatest()}.
     *
     * @param resultsRoot where the runs are kept
     * @param runId the run, or {@code latest} for the one that the pointer names
     * @throws ResultsException if there is no such run, it holds no records, or a process that lives still writes into it
     */
    public static ResultsFolder open(Path resultsRoot, String runId) {
        if (!runId.equals(LATEST)) {
            requireRunId(runId);
        }
        Path path = resultsRoot.resolve(runId);
        if (!Files.exists(path)) {
            throw new ResultsException("no run '" + runId + "' in " + resultsRoot.toAbsolutePath() + "."
                    + neighbours(resultsRoot, runId)
                    + " Name a run that is there with -Dbench.resume=RUN-ID, and its place with -Dbench.results=DIR.");
        }
        ResultsFolder folder = resolve(path);
        folder.requireFile(RECORDS);
        LiveSession.requireNone(RunReader.read(folder.path()), "resume");
        return folder;
    }

    /**
     * Points {@code latest} at this run.
     *
     * @throws ResultsException if the file system refuses
     */
    public void makeLatest() {
        try {
            pointLatestHere();
        } catch (IOException e) {
            throw new ResultsException("cannot point " + LATEST + " to " + path.toAbsolutePath() + ": " + reason(e), e);
        }
    }

    /** A guess at what was meant, else the newest run's name; a run's name begins with its time, so the last is the newest. */
    private static String neighbours(Path resultsRoot, String runId) {
        if (!Files.isDirectory(resultsRoot)) {
            return " There is no such folder.";
        }
        try (Stream<Path> children = Files.list(resultsRoot)) {
            List<String> names = children.filter(child -> Files.isRegularFile(child.resolve(RECORDS)))
                    .map(child -> String.valueOf(child.getFileName()))
                    .filter(name -> !name.equals(LATEST))
                    .sorted()
                    .toList();
            String guess = Suggestion.sentence(runId, names);
            if (!guess.isEmpty()) {
                return guess;
            }
            return names.isEmpty()
                    ? " It holds no runs."
                    : " The last one there is " + names.get(names.size() - 1) + ".";
        } catch (IOException e) {
            throw new ResultsException("cannot read " + resultsRoot.toAbsolutePath() + ": " + reason(e), e);
        }
    }

    /**
     * The folder that a path means: a results folder itself, a symbolic link to one, or a pointer file that holds its name.
     *
     * @throws ResultsException if it means none
     */
    public static ResultsFolder resolve(Path path) {
        if (Files.isDirectory(path)) {
            try {
                return new ResultsFolder(path.toRealPath());
            } catch (IOException e) {
                throw new ResultsException("cannot open " + path.toAbsolutePath() + ": " + reason(e), e);
            }
        }
        if (Files.isRegularFile(path)) {
            return new ResultsFolder(followPointerFile(path));
        }
        throw new ResultsException("no results folder at " + path.toAbsolutePath()
                + ". Give the folder of a run, for example results/latest.");
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** The run's id, which is the folder's name. */
    public String runId() {
        return String.valueOf(path.getFileName());
    }

    /** {@code records.jsonl}. */
    public Path records() {
        return path.resolve(RECORDS);
    }

    /** {@code samples.jsonl}. */
    public Path samples() {
        return path.resolve(SAMPLES);
    }

    /** {@code summary.json}. */
    public Path summary() {
        return path.resolve(SUMMARY);
    }

    /** {@code report.md}. */
    public Path reportMarkdown() {
        return path.resolve(REPORT_MARKDOWN);
    }

    /** {@code report.html}. */
    public Path reportHtml() {
        return path.resolve(REPORT_HTML);
    }

    /** {@code timeline.html}. */
    public Path timeline() {
        return path.resolve(TIMELINE);
    }

    /** The folder {@code plots}. */
    public Path plots() {
        return path.resolve(PLOTS);
    }

    /** The folder {@code metrics}. */
    public Path metrics() {
        return path.resolve(METRICS);
    }

    /** {@code bench.log}. */
    public Path log() {
        return path.resolve(LOG);
    }

    /** A file that must be there. */
    Path requireFile(String name) {
        Path file = path.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new ResultsException("no " + name + " in " + path.toAbsolutePath()
                    + ": this is not the folder of a run, or the run ended before it wrote anything.");
        }
        return file;
    }

    private static void requireRunId(String runId) {
        if (!RUN_ID.matcher(runId).matches() || runId.equals(LATEST)) {
            throw new ResultsException("run id '" + runId + "' is not allowed: expected 1 to " + MAX_RUN_ID_LENGTH
                    + " letters, digits, dots, dashes or underscores, starting with a letter or digit, and not '"
                    + LATEST + "'.");
        }
    }

    private static Path createNamed(Path root, String runId) throws IOException {
        try {
            return Files.createDirectory(root.resolve(runId));
        } catch (FileAlreadyExistsException e) {
            throw new ResultsException(
                    "run id '" + runId + "' is taken: " + root.resolve(runId).toAbsolutePath()
                            + " exists, and results are never overwritten. Choose another with -Dbench.runId=NAME,"
                            + " or leave it out for a new one.",
                    e);
        }
    }

    private static Path createUnused(Path root, Instant now) throws IOException {
        SecureRandom random = new SecureRandom();
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            String name = STAMP.format(now) + "-" + String.format(Locale.ROOT, "%04x", random.nextInt(0x10000));
            try {
                return Files.createDirectory(root.resolve(name));
            } catch (FileAlreadyExistsException e) {
                LOG_TO.log(System.Logger.Level.DEBUG, "run id {0} is taken, trying another", name);
            }
        }
        throw new IOException("no free name after " + MAX_ATTEMPTS + " attempts");
    }

    private void pointLatestHere() throws IOException {
        Path root = path.toAbsolutePath().getParent();
        if (root == null) {
            return;
        }
        Path latest = root.resolve(LATEST);
        Path next = root.resolve("." + LATEST + "-" + runId());
        try {
            Files.createSymbolicLink(next, Path.of(runId()));
        } catch (UnsupportedOperationException | IOException e) {
            // Windows without the privilege, or a file system without links.
            LOG_TO.log(
                    System.Logger.Level.DEBUG,
                    "no symbolic link possible, writing a pointer file: {0}",
                    e.getMessage());
            Files.writeString(next, runId() + "\n", StandardCharsets.UTF_8);
        }
        if (Files.isDirectory(latest, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(next);
            LOG_TO.log(System.Logger.Level.WARNING, "{0} is a folder, not ours; it stays as it is", latest);
            return;
        }
        Files.move(next, latest, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path followPointerFile(Path pointer) {
        try {
            // A pointer holds one short name; a large file by mistake must not be read whole.
            String name = Files.size(pointer) > 4L * MAX_RUN_ID_LENGTH
                    ? ""
                    : Files.readString(pointer, StandardCharsets.UTF_8).strip();
            if (RUN_ID.matcher(name).matches()) {
                Path target = pointer.toAbsolutePath().resolveSibling(name);
                if (Files.isDirectory(target)) {
                    return target.toRealPath();
                }
            }
            throw new ResultsException(pointer.toAbsolutePath()
                    + " is a file that names no results folder beside it. Give the folder of a run.");
        } catch (IOException e) {
            throw new ResultsException("cannot read " + pointer.toAbsolutePath() + ": " + reason(e), e);
        }
    }

    private static ResultsException cannotMake(Path resultsRoot, IOException e) {
        return new ResultsException(
                "cannot make a results folder in " + resultsRoot.toAbsolutePath() + ": " + reason(e)
                        + ". Choose another place with -Dbench.results=DIR.",
                e);
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
