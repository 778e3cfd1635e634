package io.github.mlxgguf.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.github.mlxgguf.record.RunData.Entry;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.util.Map;

/**
 * Records as one line of JSON each: the envelope first, the body's fields after it on the same level.
 *
 * <p>Keys are snake_case and always present, unknown is {@code null}, numbers never depend on the locale, and NaN and
 * infinity are refused: JSON has no word for them.
 */
public final class RecordJson {
    /** Version of the file contract; sealed: a change of any file's shape needs another, and a migration to it. */
    public static final String SCHEMA_VERSION = "1.0";

    private static final String SESSION = "session";
    private static final ObjectMapper MAPPER = newMapper();

    private RecordJson() {}

    /**
     * A record as one line, without the line's end.
     *
     * @throws IllegalArgumentException if it holds a number that is not finite
     */
    public static String line(Envelope envelope, Body body) {
        return line(MAPPER.valueToTree(envelope), body);
    }

    /**
     * A sample as one line, without the line's end.
     *
     * @param session number of the JVM session whose clock the sample's time is on
     * @throws IllegalArgumentException if it holds a number that is not finite
     */
    public static String line(int session, Sample sample) {
        return SampleText.line(MAPPER.getFactory(), session, sample);
    }

    /**
     * The key of a record component in our files, for example {@code t_ns} of {@code tNs}.
     *
     * @param component name of a component of a record that goes into a file
     */
    public static String key(String component) {
        return ContractNames.inFile(component);
    }

    /** A copy of a body that has flags, with one more unless it has it already. */
    static Body flagged(Body body, Flag flag) {
        ObjectNode node = MAPPER.valueToTree(body);
        ArrayNode flags = node.withArray("flags");
        for (JsonNode present : flags) {
            if (present.asText().equals(flag.id())) {
                return body;
            }
        }
        flags.add(flag.id());
        try {
            return MAPPER.treeToValue(node, body.getClass());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body that was read cannot be read again", e);
        }
    }

    /** A copy of a body without a flag, or the body itself if it has none. */
    static Body unflagged(Body body, Flag flag) {
        ObjectNode node = MAPPER.valueToTree(body);
        if (!(node.path("flags") instanceof ArrayNode flags)) {
            return body;
        }
        boolean removed = false;
        for (int i = flags.size() - 1; i >= 0; i--) {
            if (flags.get(i).asText().equals(flag.id())) {
                flags.remove(i);
                removed = true;
            }
        }
        if (!removed) {
            return body;
        }
        try {
            return MAPPER.treeToValue(node, body.getClass());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body that was read cannot be read again", e);
        }
    }

    /** A copy of a body that is counted on from other runs before it. */
    static Body shifted(Body body, int rounds, int sessions, long seqs) {
        ObjectNode node = MAPPER.valueToTree(body);
        if (node.path("round").isInt()) {
            node.put("round", Math.addExact(node.path("round").intValue(), rounds));
        }
        if (node.path("load_seq").isIntegralNumber()) {
            node.put("load_seq", Math.addExact(node.path("load_seq").longValue(), seqs));
        }
        if (body instanceof SessionBody session) {
            node.put("number", Math.addExact(session.number(), sessions));
        }
        try {
            return MAPPER.treeToValue(node, body.getClass());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body that was read cannot be read again", e);
        }
    }

    private static String line(ObjectNode start, Object rest) {
        try {
            start.setAll(rest instanceof ObjectNode node ? node : (ObjectNode) MAPPER.valueToTree(rest));
            return MAPPER.writeValueAsString(start);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The record of one line.
     *
     * @throws UnreadableLine if it is not a whole record of a known kind; the message says why
     */
    static Entry parse(String line) throws UnreadableLine {
        Entry plain = PlainRecord.parse(MAPPER, line);
        return plain == null ? parse(parseTree(line)) : plain;
    }

    static Entry parse(JsonNode node) throws UnreadableLine {
        String id = node.path("kind").asText("");
        RecordKind kind = RecordKind.fromId(id)
                .orElseThrow(
                        () -> new UnreadableLine(
                                "unknown kind of record '" + id
                                        + "'; this version knows run, session, engine, load, generation, scenario, unload, anomaly, end"));
        if (!node.path("schema_version").isTextual()) {
            // A number would be taken for the text that it looks like.
            throw new UnreadableLine("not a whole record: expected a text 'schema_version'");
        }
        return new Entry(convert(node, Envelope.class), convert(node, kind.bodyType()));
    }

    /** The sample of one line; as {@link #parse(String)}. */
    static SampleLine parseSample(String line) throws UnreadableLine {
        JsonNode node = parseTree(line);
        if (!node.path(SESSION).isInt()) {
            throw new UnreadableLine("not a whole sample: expected a number 'session'");
        }
        return new SampleLine(node.path(SESSION).intValue(), convert(node, Sample.class));
    }

    /** The JSON object of one line. */
    static JsonNode parseTree(String line) throws UnreadableLine {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (!node.isObject()) {
                throw new UnreadableLine("expected a JSON object, found " + Excerpt.of(line));
            }
            requireFinite(node, "");
            return node;
        } catch (JsonProcessingException e) {
            throw new UnreadableLine("not a whole JSON object: " + ParserWords.of(e));
        }
    }

    /** Our writer refuses what a double cannot hold; a reader would take it for infinity. */
    private static void requireFinite(JsonNode node, String path) throws UnreadableLine {
        if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
            throw new UnreadableLine(path + ": a number too large for a double; a file holds finite numbers or null");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            requireFinite(field.getValue(), path + "/" + field.getKey());
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                requireFinite(node.path(i), path + "/" + i);
            }
        }
    }

    private static <T> T convert(JsonNode node, Class<T> type) throws UnreadableLine {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new UnreadableLine("not a whole record: " + ParserWords.of(e));
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
                // JDK 17 and 19 spell some doubles differently; this writer is the same on all.
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
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
