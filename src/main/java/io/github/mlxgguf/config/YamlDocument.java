package io.github.mlxgguf.config;

import java.io.StringReader;
import java.util.List;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** YAML text to a tree of nodes that still know their line and column. */
final class YamlDocument {
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
            throw notYaml(source + where, e.getProblem());
        } catch (YAMLException e) {
            throw notYaml(
                    source, String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable"));
        }
    }

    private static ConfigException notYaml(String where, String problem) {
        return new ConfigException("The configuration", List.of(where + ": not valid YAML: " + problem + "."));
    }
}
