package io.github.mlxgguf.embedded.script;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.mlxgguf.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the script of a simulated server; keys are the components of {@link Script} in snake_case. */
public final class ScriptReader {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
            .configure(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS, true)
            .build();

    private ScriptReader() {}

    /**
     * Reads a file.
     *
     * @throws ConfigException if it cannot be read, is no YAML, has an unknown key, or a model lacks what it needs
     */
    public static Script read(Path file) {
        try {
            return read(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw refused(file + ": cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                    + "). Name a script with -Dbench.script=FILE, or leave it out for the shipped one.");
        }
    }

    /**
     * Reads a text.
     *
     * @param source the name that stands before line numbers in messages
     * @throws ConfigException as for a file
     */
    public static Script read(String text, String source) {
        try {
            JsonNode tree = YAML.readTree(text);
            Script script = tree.isMissingNode() || tree.isNull()
                    ? new Script(0, null, Set.of(), List.of(), List.of())
                    : YAML.readValue(text, Script.class);
            check(script, source);
            return script;
        } catch (UnrecognizedPropertyException e) {
            // its place would be the end of the whole record
            throw refused(source + ": " + path(e) + ": found an unknown key; allowed: " + known(e) + ".");
        } catch (JsonMappingException e) {
            throw refused(source + place(e) + ": " + path(e) + ": " + wrong(e));
        } catch (JsonProcessingException e) {
            throw refused(source + place(e) + ": is not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String wrong(JsonMappingException e) {
        if (e instanceof InvalidFormatException format) {
            return "found '" + format.getValue() + "'; allowed: " + allowed(format.getTargetType()) + ".";
        }
        return e.getOriginalMessage();
    }

    private static String allowed(Class<?> type) {
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
        }
        return type == double.class ? "a number" : type == boolean.class ? "true, false" : "a whole number";
    }

    private static void check(Script script, String source) {
        List<String> problems = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        if (script.models().isEmpty()) {
            problems.add(source + ": models: found none; allowed: at least one.");
        }
        for (ScriptedModel model : script.models()) {
            String at = source + ": model " + model.key() + ": ";
            if (model.key() == null
                    || model.format() == null
                    || model.quantization() == null
                    || model.speed() == null) {
                problems.add(at + "key, format, quantization and speed must be there.");
                continue;
            }
            if (!keys.add(model.key().toLowerCase(Locale.ROOT))) {
                problems.add(at + "found a second time; allowed: a key of its own for every model.");
            }
            if (!(model.speed().prefillTokensPerSecond() > 0) || !(model.speed().decodeTokensPerSecond() > 0)) {
                problems.add(at + "prefill_tokens_per_second and decode_tokens_per_second must be above 0.");
            }
            if (model.sizeBytes() <= 0 || model.residentBytes() <= 0) {
                problems.add(at + "size_bytes and resident_bytes must be above 0.");
            }
            if (!plausible(model.speed())) {
                problems.add(
                        at + "load_seconds, jitter, between_loads, heat.busy_seconds and heat.loss must not be below"
                                + " 0, and heat.loss must be below 1.");
            }
            String leak = incomplete(model.leak());
            if (leak != null) {
                problems.add(at + "leak: " + leak);
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("The script", problems);
        }
    }

    private static boolean plausible(Speed speed) {
        return speed.loadSeconds() >= 0
                && speed.jitter() >= 0
                && speed.betweenLoads() >= 0
                && speed.heat().busySeconds() >= 0
                && speed.heat().loss() >= 0
                && speed.heat().loss() < 1;
    }

    private static @Nullable String incomplete(Leak leak) {
        if (leak.kind() == null) {
            return "needs a kind: none, bounded, linear or step.";
        }
        return switch (leak.kind()) {
            case NONE -> null;
            case BOUNDED ->
                leak.bytesPerRequest() > 0 && leak.requests() > 0
                        ? null
                        : "bounded needs bytes_per_request and requests above 0.";
            case LINEAR -> leak.bytesPerRequest() > 0 ? null : "linear needs bytes_per_request above 0.";
            case STEP ->
                leak.stepBytes() > 0 && leak.requests() > 0 ? null : "step needs step_bytes and requests above 0.";
        };
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static ConfigException refused(String problem) {
        return new ConfigException("The script", List.of(problem));
    }
}
