package io.github.mlxgguf.record.migration;

import io.github.mlxgguf.record.FolderLock;
import io.github.mlxgguf.record.LiveSession;
import io.github.mlxgguf.record.Problem;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.SchemaGate;
import io.github.mlxgguf.record.SchemaValidator;
import io.github.mlxgguf.record.SchemaVersion;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Upgrades a records file to the current schema version, in place and whole or not at all: the new text is checked before it takes the
 * file's place, and the original stays beside it.
 *
 * @param from the version that the file had
 * @param original where its old bytes are kept now
 */
public record RecordsMigration(SchemaVersion from, Path original) {
    private static final System.Logger LOG = System.getLogger(RecordsMigration.class.getName());
    /** Said of a run that is being written. */
    private static final String THEN = "migrate";
    /** Problems that are named; more say nothing new. */
    private static final int MAX_NAMED = 5;

    /**
     * Upgrades a file.
     *
     * @param file a {@code records.jsonl}, under whatever name
     * @return empty if it is of the current version already; it is as it was then
     * @throws ResultsException if it is no records file, newer than this suite, damaged, still being written, or holds what the current
     *     version has no room for; the file is as it was
     */
    public static Optional<RecordsMigration> migrate(Path file) {
        return migrate(file, false);
    }

    /**
     * As {@link #migrate(Path)}.
     *
     * @param keepTorn a last line that a crash cut off is carried along as it is, instead of a reason to refuse the file
     */
    public static Optional<RecordsMigration> migrate(Path file, boolean keepTorn) {
        SchemaVersion seen = versionOf(file);
        if (seen.equals(SchemaVersion.CURRENT)) {
            return Optional.empty();
        }
        chain(file, seen);
        Path folder = folderOf(file);
        FolderLock session = FolderLock.holdIfKept(folder, THEN);
        try {
            MigrationLock migration = MigrationLock.hold(file);
            try {
                return migrateAlone(file, folder, keepTorn);
            } finally {
                migration.close();
            }
        } finally {
            session.close();
        }
    }

    private static SchemaVersion versionOf(Path file) {
        return SchemaGate.versionOf(file)
                .orElseThrow(() ->
                        new ResultsException(file.toAbsolutePath() + " holds no record: there is nothing to migrate."));
    }

    /** Reads the version again: another process may have been quicker. */
    private static Optional<RecordsMigration> migrateAlone(Path file, Path folder, boolean keepTorn) {
        SchemaVersion from = versionOf(file);
        if (from.equals(SchemaVersion.CURRENT)) {
            return Optional.empty();
        }
        List<MigrationStep> chain = chain(file, from);
        Path next = null;
        try {
            next = Files.createTempFile(folder, "." + file.getFileName(), ".migrating");
            byte[] old = Files.readAllBytes(file);
            Files.write(next, new LineMigrator(chain).migrate(old));
            LiveSession.requireNone(RunReader.read(folder, next), THEN);
            requireValid(file, next, lineCutOff(old), keepTorn);
            // A temporary file is its owner's alone; the records are as readable as they were.
            copyRights(file, next);
            Path original = keepOriginal(file, from);
            replace(next, file);
            return Optional.of(new RecordsMigration(from, original));
        } catch (LineMigrator.LineRefused e) {
            throw refused(file, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw refused(file, e.getClass().getSimpleName() + " " + e.getMessage() + ". Make the folder writable.", e);
        } finally {
            if (next != null) {
                delete(next);
            }
        }
    }

    private static void copyRights(Path from, Path to) throws IOException {
        if (Files.getFileStore(from).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
        }
    }

    /** Number of the last line if nothing ends it, as where a crash cut it off; else 0. */
    private static int lineCutOff(byte[] file) {
        if (file.length == 0 || file[file.length - 1] == '\n') {
            return 0;
        }
        int lines = 1;
        for (byte one : file) {
            lines += one == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Ours alone; left behind it would only be in the way. */
    private static void delete(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot delete {0}: {1}", unfinished, e.getMessage());
        }
    }

    private static List<MigrationStep> chain(Path file, SchemaVersion from) {
        if (from.compareTo(SchemaVersion.CURRENT) > 0) {
            throw new ResultsException(file.toAbsolutePath() + " is of schema " + from
                    + ", made by a newer version of this suite; this one migrates to " + SchemaVersion.CURRENT
                    + ". Update the suite.");
        }
        return MigrationChain.from(from)
                .orElseThrow(() -> new ResultsException(file.toAbsolutePath() + " is of schema " + from
                        + ", from which no migration is known: expected 0.1 or later. The file is as it was."));
    }

    private static void requireValid(Path file, Path next, int cutOff, boolean keepTorn) {
        List<Problem> all = SchemaValidator.validateRecords(next);
        List<Problem> problems = all.stream()
                .filter(problem -> cutOff == 0 || problem.line() != cutOff)
                .toList();
        if (problems.isEmpty() && !all.isEmpty() && !keepTorn) {
            throw refused(
                    file,
                    "its last line (" + cutOff + ") is cut off, as a crash leaves it. `migrate --keep-torn "
                            + file.toAbsolutePath() + "` carries it along as it is; it counts nowhere.",
                    null);
        }
        if (!problems.isEmpty()) {
            StringBuilder text = new StringBuilder();
            problems.stream().limit(MAX_NAMED).forEach(problem -> text.append(System.lineSeparator())
                    .append("  ")
                    .append(problem));
            if (problems.size() > MAX_NAMED) {
                text.append(System.lineSeparator())
                        .append("  and ")
                        .append(problems.size() - MAX_NAMED)
                        .append(" more");
            }
            throw refused(file, "the file is damaged, and would not be valid afterwards:" + text, null);
        }
    }

    private static ResultsException refused(Path file, String why, @Nullable Throwable cause) {
        String message = "cannot migrate " + file.toAbsolutePath() + ", it is as it was: " + why;
        return cause == null ? new ResultsException(message) : new ResultsException(message, cause);
    }

    private static Path keepOriginal(Path file, SchemaVersion version) throws IOException {
        String name = file.getFileName() + ".schema-" + version;
        for (int number = 1; ; number++) {
            Path kept = file.resolveSibling(number == 1 ? name : name + "." + number);
            try {
                return Files.copy(file, kept, StandardCopyOption.COPY_ATTRIBUTES);
            } catch (FileAlreadyExistsException taken) {
                // an earlier original; it is never overwritten
            }
        }
    }

    private static void replace(Path next, Path file) throws IOException {
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path folderOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return ResultsFolder.resolve(parent == null ? file.toAbsolutePath() : parent)
                .path();
    }
}
