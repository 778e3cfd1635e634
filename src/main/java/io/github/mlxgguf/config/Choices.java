package io.github.mlxgguf.config;

import io.github.mlxgguf.trace.Architecture;
import io.github.mlxgguf.trace.Format;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The words that stand for the values of an enum, in the enum's order. */
final class Choices {
    static final Map<String, ServerConfig.Kind> SERVER_KINDS = lowerCase(ServerConfig.Kind.values());
    static final Map<String, ServerConfig.Resident> RESIDENT = lowerCase(ServerConfig.Resident.values());
    static final Map<String, DeploymentConfig.Priority> PRIORITIES = lowerCase(DeploymentConfig.Priority.values());
    static final Map<String, Format> FORMATS = byId(Format.values(), Format::id);
    static final Map<String, Architecture> ARCHITECTURES = byId(Architecture.values(), Architecture::id);
    static final Map<String, PairConfig.Varies> VARIES = byId(PairConfig.Varies.values(), PairConfig.Varies::id);

    private Choices() {}

    private static <E extends Enum<E>> Map<String, E> lowerCase(E[] values) {
        return byId(values, value -> value.name().toLowerCase(Locale.ROOT));
    }

    private static <E> Map<String, E> byId(E[] values, Function<E, String> id) {
        Map<String, E> byId = new LinkedHashMap<>();
        for (E value : values) {
            byId.put(id.apply(value), value);
        }
        return byId;
    }
}
