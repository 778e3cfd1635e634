package io.github.mlxgguf.config;

import java.io.StringReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** YAML text to a tree of nodes that still know their line and column. */
final class YamlDocument {
    private static final Pattern UNQUOTED_OPERATOR = Pattern.compile(
            "^(?:found character '[<>]' that cannot start any token"
                    + "|expected chomping or indentation indicators, but found [^(]*|expected a comment or a line break, but found [^(]*)");
    private static final Pattern EXPECTATION = Pattern.compile(":\\s*(?<expected>[<>]=?\\s*[0-9]+(?:\\.[0-9]+)?)");

    private YamlDocument() {}

    /**
     * Reads the text; an empty one is an empty map.
     *
     * @throws ConfigException if the text is not YAML or holds several documents
     */
    static YamlMap parse(String text, String source, ReadContext context) {
        try {
            Mark start = new Mark(source, 0, 0, 0, new int[0], 0);
            return new YamlValue(new Yaml().compose(new StringReader(text)), start, "", context).map();
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String where = mark == null ? "" : ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
            throw notYaml(source + where, withCure(e.getProblem(), mark, text));
        } catch (YAMLException e) {
            throw notYaml(
                    source, String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable"));
        }
    }

    /** People leave the quotes out where an expectation begins with its operator; YAML has a meaning of its own for it. */
    private static String withCure(String problem, @Nullable Mark mark, String text) {
        Matcher operator = UNQUOTED_OPERATOR.matcher(problem);
        if (mark == null || !operator.find()) {
            return problem;
        }
        Matcher expectation = EXPECTATION.matcher(
                text.lines().skip(mark.getLine()).findFirst().orElse(""));
        return expectation.find()
                ? operator.group() + "; put it in quotes: \"" + expectation.group("expected") + "\""
                : problem;
    }

    private static ConfigException notYaml(String where, String problem) {
        return new ConfigException("The configuration", List.of(where + ": not valid YAML: " + problem + "."));
    }
}
