package io.github.mlxgguf.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sample of a line as the monitor writes it, in one go: a day at 10 Hz is 864,000 lines, and by a tree of nodes each
 * costs several times as much. Whatever is unusual about a line, it leaves to {@link RecordJson#parseSample}, which also knows
 * what to say of it.
 */
final class SampleParser {
    private static final String SESSION = "session";
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            // Keys twice are looked for here; Jackson's way is a set of them for each line.
            .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final RecordComponent[] COMPONENTS = Sample.class.getRecordComponents();
    private static final Map<String, Field> FIELDS = fields();
    private static final MethodHandle NEW_SAMPLE = newSample();
    /** One bit for each component that must not be null. */
    private static final long REQUIRED = required();

    private static final long SESSION_BIT = 1L << COMPONENTS.length;

    /** A value that these lines do not hold where it stands. */
    private static final Object UNUSUAL = new Object();

    private SampleParser() {}

    /** How a component is spelled. */
    private enum Kind {
        LONG,
        INTEGER,
        DOUBLE,
        TEXT,
        TRUTH,
        DOUBLES
    }

    private record Field(int place, Kind kind) {}

    /** The sample of a line, or null if there is anything unusual about it. */
    static @Nullable SampleLine parse(byte[] text, int offset, int length) {
        if (length == 0 || text[offset] != '{') {
            return null; // a parser of bytes would look for the mark of an encoding
        }
        try (JsonParser json = JSON.createParser(text, offset, length)) {
            return json.nextToken() == JsonToken.START_OBJECT ? object(json) : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    private static @Nullable SampleLine object(JsonParser json) throws IOException {
        @Nullable Object[] values = new @Nullable Object[COMPONENTS.length];
        int session = 0;
        long seen = 0;
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            long bit;
            if (key.equals(SESSION)) {
                if (token != JsonToken.VALUE_NUMBER_INT || json.getNumberType() != NumberType.INT) {
                    return null;
                }
                session = json.getIntValue();
                bit = SESSION_BIT;
            } else {
                Field field = FIELDS.get(key);
                Object value = field == null ? UNUSUAL : value(json, token, field.kind);
                if (field == null || value == UNUSUAL) {
                    return null;
                }
                values[field.place] = value;
                bit = 1L << field.place;
            }
            if ((seen & bit) != 0) {
                return null;
            }
            seen |= bit;
        }
        boolean whole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        return whole && (seen & SESSION_BIT) != 0 && hasRequired(values)
                ? new SampleLine(session, sample(values))
                : null;
    }

    private static boolean hasRequired(@Nullable Object[] values) {
        for (long left = REQUIRED; left != 0; left &= left - 1) {
            if (values[Long.numberOfTrailingZeros(left)] == null) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object value(JsonParser json, JsonToken token, Kind kind) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (kind) {
            case LONG -> isWhole(json, token) ? (Object) json.getLongValue() : UNUSUAL;
            case INTEGER ->
                isWhole(json, token) && json.getNumberType() == NumberType.INT ? (Object) json.getIntValue() : UNUSUAL;
            case DOUBLE -> real(json, token);
            case TEXT -> token == JsonToken.VALUE_STRING ? json.getText() : UNUSUAL;
            case TRUTH -> token.isBoolean() ? (Object) json.getBooleanValue() : UNUSUAL;
            case DOUBLES -> token == JsonToken.START_ARRAY ? reals(json) : UNUSUAL;
        };
    }

    private static boolean isWhole(JsonParser json, JsonToken token) throws IOException {
        return token == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != NumberType.BIG_INTEGER;
    }

    private static Object real(JsonParser json, JsonToken token) throws IOException {
        return token == JsonToken.VALUE_NUMBER_FLOAT || isWhole(json, token) ? (Object) json.getDoubleValue() : UNUSUAL;
    }

    private static Object reals(JsonParser json) throws IOException {
        List<Object> values = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            Object value = real(json, token);
            if (value == UNUSUAL) {
                return UNUSUAL;
            }
            values.add(value);
        }
        return values;
    }

    private static Sample sample(@Nullable Object[] values) {
        try {
            return (Sample) NEW_SAMPLE.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a sample cannot be made", impossible);
        }
    }

    private static Map<String, Field> fields() {
        Map<String, Field> fields = new HashMap<>();
        for (int place = 0; place < COMPONENTS.length; place++) {
            fields.put(ContractNames.inFile(COMPONENTS[place].getName()), new Field(place, kind(COMPONENTS[place])));
        }
        return fields;
    }

    private static Kind kind(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == long.class || type == Long.class) {
            return Kind.LONG;
        } else if (type == Integer.class) {
            return Kind.INTEGER;
        } else if (type == Double.class) {
            return Kind.DOUBLE;
        } else if (type == String.class) {
            return Kind.TEXT;
        } else if (type == Boolean.class) {
            return Kind.TRUTH;
        } else if (component.getGenericType() instanceof ParameterizedType list
                && list.getRawType() == List.class
                && list.getActualTypeArguments()[0] == Double.class) {
            return Kind.DOUBLES;
        }
        throw new IllegalStateException("no way to read " + component + " of a sample; add it here");
    }

    private static long required() {
        long required = 0;
        for (int place = 0; place < COMPONENTS.length; place++) {
            if (!NullnessIntrospector.isNullable(COMPONENTS[place])) {
                required |= 1L << place;
            }
        }
        return required;
    }

    private static MethodHandle newSample() {
        Class<?>[] types =
                Arrays.stream(COMPONENTS).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return MethodHandles.lookup()
                    .findConstructor(Sample.class, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Sample.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record has no canonical constructor", e);
        }
    }
}
