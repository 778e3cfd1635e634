package io.github.mlxgguf.report.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.mlxgguf.analysis.history.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** A history for programs: every point of every series, snake_case keys, null for unknown. */
public final class HistoryJson {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build()
            .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private HistoryJson() {}

    /** Writes one document, which may be long: a thousand runs have a hundred thousand points. */
    public static void write(History history, Writer out) {
        try {
            WRITER.writeValue(out, history);
            out.write("\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
