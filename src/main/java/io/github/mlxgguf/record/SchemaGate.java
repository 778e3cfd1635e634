package io.github.mlxgguf.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets in what is a records file of this version, and says of any other what it is and what to do: older, newer, of two versions at
 * once, or none of ours. Single lines that cannot be read are no matter here: a crash leaves such.
 */
public final class SchemaGate {
    /** Where so many lines hold nothing of ours, no later one will. */
    private static final int MAX_STRANGE_LINES = 1_000;

    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String SCHEMA_VERSION = "schema_version";
    /** How our writer begins each line; enough of it is left of most lines that are cut off. */
    private static final Pattern BEGINNING = Pattern.compile("\\s*\\{\"schema_version\":\"([^\"]{1,9})\"");

    private final Path file;
    private @Nullable SchemaVersion version;
    private int versionLine;
    private boolean whole;
    private int strange;
    private int firstStrange;
    private String firstStrangeText = "";
    private String firstReason = "";
    private @Nullable SchemaVersion tornVersion;

    SchemaGate(Path file) {
        this.file = file;
    }

    /**
     * The version of the records in a file.
     *
     * @param file a {@code records.jsonl}, under whatever name
     * @return empty for a file without any line
     * @throws ResultsException if there is no such file, no line of it is a record of ours, or it mixes versions
     */
    public static Optional<SchemaVersion> versionOf(Path file) {
        SchemaGate gate = new SchemaGate(file);
        RunReader.forEachLine(file, gate::line);
        return gate.onlyVersion();
    }

    /** A line that nobody has looked at yet. */
    void line(int number, String line) {
        try {
            RunData.Entry entry = RecordJson.parse(line);
            if (!record(number, entry.envelope())) {
                unreadable(number, line, "unknown schema_version");
            }
        } catch (RecordJson.UnreadableLine e) {
            unreadable(number, line, e.reason());
        }
    }

    /**
     * A line is a record.
     *
     * @return whether it has a version; one that has none is an {@link #unreadable} line
     * @throws ResultsException if it is of another version than the lines above
     */
    boolean record(int number, Envelope envelope) {
        if (whole
                && envelope.schemaVersion().equals(RecordJson.SCHEMA_VERSION)
                && SchemaVersion.CURRENT.equals(version)) {
            return true;
        }
        Optional<SchemaVersion> found = SchemaVersion.parse(envelope.schemaVersion());
        found.ifPresent(present -> {
            note(number, present);
            whole = true;
        });
        return found.isPresent();
    }

    /**
     * A line is not a record of this version; one of another may be.
     *
     * @throws ResultsException if it is of another version than the lines above, or nothing so far was ours
     */
    void unreadable(int number, String line, String reason) {
        if (number == 1 && line.startsWith(BYTE_ORDER_MARK)) {
            throw new ResultsException(file.toAbsolutePath()
                    + " begins with a byte order mark, which an editor has put there. Save it as UTF-8 without one, or cut"
                    + " its first three bytes off.");
        }
        if (strange++ == 0) {
            firstStrange = number;
            firstStrangeText = Excerpt.of(line);
            firstReason = reason;
        }
        Optional<SchemaVersion> said = saidBy(number, line);
        if (said.isPresent()) {
            note(number, said.get());
        } else if (version == null && tornVersion == null) {
            Matcher begun = BEGINNING.matcher(line);
            tornVersion =
                    begun.lookingAt() ? SchemaVersion.parse(begun.group(1)).orElse(null) : null;
        }
        if (strange >= MAX_STRANGE_LINES && version == null && tornVersion == null) {
            throw foreign();
        }
    }

    /**
     * The file has ended.
     *
     * @throws ResultsException if it is not of this version, or has lines and none of them is a record
     */
    void requireReadable() {
        requireCurrent();
        if (!whole && strange > 0) {
            throw new ResultsException(file.toAbsolutePath()
                    + " holds no whole record: expected a run record in its first line, found "
                    + strange + (strange == 1 ? " line" : " lines") + " that cannot be read, the first being line "
                    + firstStrange + " (" + firstReason
                    + "). What was made from it before stays as it is.");
        }
    }

    /** As {@link #requireReadable}; lines of this version may all be damaged. */
    void requireCurrent() {
        SchemaVersion found = onlyVersion().orElse(SchemaVersion.CURRENT);
        int order = found.compareTo(SchemaVersion.CURRENT);
        if (order < 0) {
            throw new ResultsException(beginning(found) + ", and this version of the suite reads "
                    + SchemaVersion.CURRENT + ". Upgrade it with `migrate " + folderOr(file)
                    + "`, which keeps the original beside it.");
        }
        if (order > 0) {
            throw new ResultsException(beginning(found) + ", made by a newer version of this suite; this one reads "
                    + SchemaVersion.CURRENT + ". Update the suite.");
        }
    }

    /** What to name to {@code migrate}: of a folder it makes the reports again too. */
    private static Path folderOr(Path file) {
        Path folder = file.getParent();
        return file.endsWith(ResultsFolder.RECORDS) && folder != null ? folder : file;
    }

    private Optional<SchemaVersion> onlyVersion() {
        if (version == null && tornVersion == null && strange > 0) {
            throw foreign();
        }
        return Optional.ofNullable(version == null ? tornVersion : version);
    }

    private String beginning(SchemaVersion found) {
        return file.toAbsolutePath() + ": line " + (version == null ? firstStrange : versionLine) + " is of schema "
                + found;
    }

    private void note(int number, SchemaVersion found) {
        if (version == null) {
            version = found;
            versionLine = number;
        } else if (!version.equals(found)) {
            throw new ResultsException(file.toAbsolutePath() + " mixes versions of the schema: line " + versionLine
                    + " is of " + version + ", line " + number + " of " + found
                    + ". A run is written in one; take the file from a backup or a bundle.");
        }
    }

    /** What a whole JSON object says of itself, although it is no record of this version. */
    private Optional<SchemaVersion> saidBy(int number, String line) {
        JsonNode node;
        try {
            node = RecordJson.parseTree(line);
        } catch (RecordJson.UnreadableLine torn) {
            return Optional.empty();
        }
        JsonNode said = node.path(SCHEMA_VERSION);
        if (!node.path("kind").isTextual()) {
            return Optional.empty();
        }
        if (said.isNumber()) {
            throw new ResultsException(file.toAbsolutePath() + ": line " + number + " has the number " + said
                    + " as its schema_version: expected a text, as in \"schema_version\":\"" + SchemaVersion.CURRENT
                    + "\". Something has rewritten the file; take it from a backup or a bundle.");
        }
        return SchemaVersion.parse(said.asText(""));
    }

    private ResultsException foreign() {
        return new ResultsException(file.toAbsolutePath()
                + " is no records file of mlx-gguf-bench: expected a run record in its first line"
                + " ({\"schema_version\":\"" + SchemaVersion.CURRENT + "\",\"kind\":\"run\",…), found "
                + firstStrangeText
                + " in line " + firstStrange + ". Give the results folder of a run, for example results/latest.");
    }
}
