package io.github.mlxgguf.embedded.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
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
            Script script = YAML.readValue(text, Script.class);
            check(script, source);
            return script;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
            String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
            throw refused(source + where + ": " + path + e.getOriginalMessage());
        }
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
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("The script", problems);
        }
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
        return path.isEmpty() ? "" : path + ": ";
    }

    private static ConfigException refused(String problem) {
        return new ConfigException("The script", List.of(problem));
    }
}
