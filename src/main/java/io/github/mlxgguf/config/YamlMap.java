package io.github.mlxgguf.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A map of the file. It knows which keys were asked for; {@link #finish()} reports the others as unknown. */
final class YamlMap {
    private final Mark where;
    private final String path;
    private final ReadContext context;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private YamlMap(Mark where, String path, ReadContext context) {
        this.where = where;
        this.path = path;
        this.context = context;
    }

    static YamlMap empty(Mark where, String path, ReadContext context) {
        return new YamlMap(where, path, context);
    }

    /** Takes the entries; a key that is not text or stands twice is reported. */
    static YamlMap of(MappingNode node, String path, ReadContext context) {
        YamlMap map = new YamlMap(node.getStartMark(), path, context);
        for (NodeTuple entry : node.getValue()) {
            Mark at = entry.getKeyNode().getStartMark();
            if (entry.getKeyNode() instanceof ScalarNode key) {
                NodeTuple first = map.entries.putIfAbsent(key.getValue(), entry);
                if (first != null) {
                    int line = first.getKeyNode().getStartMark().getLine() + 1;
                    context.problems()
                            .add(
                                    at,
                                    map.pathOf(key.getValue()),
                                    "found a second time; the first is on line " + line + ".");
                }
            } else {
                context.problems().add(at, path, "found a key that is a map or a list; allowed: text.");
            }
        }
        return map;
    }

    /** The value of a key, which is thereby a known one. */
    YamlValue value(String key) {
        known.add(key);
        NodeTuple entry = entries.get(key);
        return entry == null
                ? new YamlValue(null, where, pathOf(key), context)
                : new YamlValue(entry.getValueNode(), entry.getValueNode().getStartMark(), pathOf(key), context);
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** All keys as written, for maps whose keys are the user's own. */
    Set<String> keys() {
        return entries.keySet();
    }

    /** Reports something about a key itself rather than about its value. */
    void reportKey(String key, String text) {
        NodeTuple entry = entries.get(key);
        Mark at = entry == null ? where : entry.getKeyNode().getStartMark();
        context.problems().add(at, pathOf(key), text);
    }

    void report(String text) {
        context.problems().add(where, path, text);
    }

    /** Reports every key that nobody asked for. */
    void finish() {
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                String allowed = String.join(", ", known);
                context.problems()
                        .add(
                                entry.getKeyNode().getStartMark(),
                                pathOf(key),
                                "unknown key; allowed: " + allowed + "." + Suggestion.sentence(key, known));
            }
        });
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
