package io.github.mlxgguf.report.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.github.mlxgguf.analysis.history.Change.Basis;
import io.github.mlxgguf.analysis.history.History;
import io.github.mlxgguf.trace.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A history for programs: every point of every series, snake_case keys, null for unknown. */
public final class HistoryJson {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule()
                    .addSerializer(Side.class, new IdSerializer<>(Side.class, Side::id))
                    .addSerializer(Basis.class, new IdSerializer<>(Basis.class, basis -> basis.name()
                            .toLowerCase(Locale.ROOT))))
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build()
            .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private HistoryJson() {}

    /** What stands on top of everything made from the runs comes before any figure. */
    private record Document(
            List<String> evidence, @JsonUnwrapped History history) {}

    /** A word of the records instead of a name of the code. */
    private static final class IdSerializer<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<T, String> id;

        IdSerializer(Class<T> type, Function<T, String> id) {
            super(type);
            this.id = id;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider unused) throws IOException {
            out.writeString(id.apply(value));
        }
    }

    /** Writes one document, which may be long: a thousand runs have a hundred thousand points. */
    public static void write(History history, Writer out) {
        try {
            WRITER.writeValue(
                    out,
                    new Document(
                            HistoryModelBuilder.banners(history).stream()
                                    .map(banner -> banner.title() + ". " + banner.text())
                                    .toList(),
                            history));
            out.write("\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
