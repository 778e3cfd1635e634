package io.github.mlxgguf.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.github.mlxgguf.record.RunData.Entry;
import java.io.IOException;

/**
 * Records as one line of JSON each: the envelope first, the body's fields after it on the same level.
 *
 * <p>Keys are snake_case and always present, unknown is {@code null}, numbers never depend on the locale, and NaN and
 * infinity are refused: JSON has no word for them.
 */
public final class RecordJson {
    /** Version of the file contract: 0.x while the suite grows. */
    public static final String SCHEMA_VERSION = "0.1";

    private static final ObjectMapper MAPPER = newMapper();

    private RecordJson() {}

    /**
     * A record as one line, without the line's end.
     *
     * @throws IllegalArgumentException if it holds a number that is not finite
     */
    public static String line(Envelope envelope, Body body) {
        try {
            ObjectNode node = MAPPER.valueToTree(envelope);
            node.setAll((ObjectNode) MAPPER.valueToTree(body));
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a record cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The record of one line.
     *
     * @throws UnreadableLine if it is not a whole record of a known kind; the message says why
     */
    static Entry parse(String line) throws UnreadableLine {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (!node.isObject()) {
                throw new UnreadableLine("expected a JSON object, found " + excerpt(line));
            }
            String id = node.path("kind").asText("");
            RecordKind kind = RecordKind.fromId(id)
                    .orElseThrow(() -> new UnreadableLine("unknown kind of record '" + id
                            + "'; this version knows run, session, engine, load, generation, scenario, unload, end"));
            return new Entry(MAPPER.treeToValue(node, Envelope.class), MAPPER.treeToValue(node, kind.bodyType()));
        } catch (JsonProcessingException e) {
            throw new UnreadableLine("not a whole record: " + e.getOriginalMessage());
        }
    }

    static ObjectMapper newMapper() {
        SimpleModule finiteNumbers = new SimpleModule("finite numbers only");
        finiteNumbers.addSerializer(Double.class, new FiniteDoubleSerializer());
        finiteNumbers.addSerializer(double.class, new FiniteDoubleSerializer());
        return JsonMapper.builder()
                .propertyNamingStrategy(new ContractNames())
                .annotationIntrospector(
                        AnnotationIntrospector.pair(new NullnessIntrospector(), new JacksonAnnotationIntrospector()))
                .addModule(finiteNumbers)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    static String excerpt(String line) {
        int shown = 60;
        return line.length() <= shown ? "'" + line + "'" : "'" + line.substring(0, shown) + "…'";
    }

    /** A line that holds no record; never leaves this package. */
    static final class UnreadableLine extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        UnreadableLine(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    private static final class FiniteDoubleSerializer extends StdScalarSerializer<Double> {
        private static final long serialVersionUID = 1L;

        FiniteDoubleSerializer() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            if (!Double.isFinite(value)) {
                provider.reportMappingProblem("found %s; a file holds finite numbers or null", value);
            }
            generator.writeNumber(value);
        }
    }
}
