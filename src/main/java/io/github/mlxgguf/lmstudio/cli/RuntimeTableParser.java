package io.github.mlxgguf.lmstudio.cli;

import io.github.mlxgguf.trace.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table of {@code lms runtime ls}, whose columns are found by their headings: an engine's name and version, a mark if
 * it is selected, the formats that it loads.
 */
final class RuntimeTableParser {
    private static final Pattern HEADING = Pattern.compile("\\S+(?: \\S+)*");

    private RuntimeTableParser() {}

    /** The engines in the order of the table, or empty if there is no such table. */
    static Optional<List<CliRuntime>> parse(String stdout) {
        @Nullable Columns columns = null;
        List<CliRuntime> runtimes = new ArrayList<>();
        for (String line : stdout.split("\\R", -1)) {
            Columns heading = Columns.of(line);
            if (heading != null) {
                columns = heading;
            } else if (columns != null
                    && !line.isBlank()
                    && columns.engine.in(line).length() > 0) {
                runtimes.add(columns.row(line));
            }
        }
        return columns == null ? Optional.empty() : Optional.of(List.copyOf(runtimes));
    }

    /** A column reaches from its heading to the next one; the last to the end of the line. */
    private record Column(int start, int end) {
        String in(String line) {
            return start >= line.length()
                    ? ""
                    : line.substring(start, Math.min(end, line.length())).strip();
        }
    }

    private record Columns(
            Column engine,
            @Nullable Column selected,
            @Nullable Column format) {
        static @Nullable Columns of(String line) {
            List<String> names = new ArrayList<>();
            List<Integer> starts = new ArrayList<>();
            Matcher matcher = HEADING.matcher(line);
            while (matcher.find()) {
                names.add(matcher.group().toUpperCase(Locale.ROOT));
                starts.add(matcher.start());
            }
            starts.add(Integer.MAX_VALUE);
            Column engine = null;
            Column selected = null;
            Column format = null;
            for (int column = 0; column < names.size(); column++) {
                Column here = new Column(starts.get(column), starts.get(column + 1));
                String name = names.get(column);
                if (name.endsWith("FORMAT") || name.endsWith("FORMATS")) {
                    format = here;
                } else if (name.equals("SELECTED")) {
                    selected = here;
                } else if (name.endsWith("ENGINE") || name.endsWith("RUNTIME")) {
                    engine = here;
                }
            }
            return engine != null && (selected != null || format != null)
                    ? new Columns(engine, selected, format)
                    : null;
        }

        CliRuntime row(String line) {
            String engineText = engine.in(line);
            int at = engineText.lastIndexOf('@');
            List<Format> formats = new ArrayList<>();
            if (format != null) {
                for (String word : format.in(line).split("[,\\s]+", -1)) {
                    Format found = CliModelParser.format(word);
                    if (found != null) {
                        formats.add(found);
                    }
                }
            }
            return new CliRuntime(
                    at < 0 ? engineText : engineText.substring(0, at),
                    at < 0 ? null : engineText.substring(at + 1),
                    selected != null && !selected.in(line).isEmpty(),
                    formats);
        }
    }
}
