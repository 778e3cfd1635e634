package io.github.mlxgguf.record;

import io.github.mlxgguf.trace.Sample;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sample of a line as the monitor writes it, in one go: a day at 10 Hz is 864,000 lines, and a parser that is ready for
 * any JSON takes several times as long. Whatever is unusual about a line, it leaves to {@link RecordJson#parseSample}, which also
 * knows what to say of it.
 */
final class SampleParser {
    private static final RecordComponent[] COMPONENTS = Sample.class.getRecordComponents();
    private static final Kind[] KINDS =
            Arrays.stream(COMPONENTS).map(SampleParser::kind).toArray(Kind[]::new);
    /** Place of the session, behind those of the components. */
    private static final int SESSION = COMPONENTS.length;

    private static final byte[][] KEYS = keys();
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private static final MethodHandle NEW_SAMPLE = newSample();
    /** One bit for each place that must not be null. */
    private static final long REQUIRED = required();

    private static final int NO_KEY = -1;

    /** A value that these lines do not hold where it stands; null is one that they do. */
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

    /** The sample of a line, or null if there is anything unusual about it. */
    static @Nullable SampleLine parse(byte[] text, int offset, int length) {
        PlainJson json = new PlainJson(text, offset, length);
        @Nullable Object[] values = new @Nullable Object[COMPONENTS.length];
        int session = 0;
        long seen = 0;
        int place = SESSION - 1;
        for (boolean more = json.skip('{'); more; more = json.skip(',')) {
            place = key(json, place + 1);
            if (place == NO_KEY || (seen & 1L << place) != 0) {
                return null;
            }
            seen |= 1L << place;
            Object value = place == SESSION ? integer(json) : value(json, KINDS[place]);
            if (value == UNUSUAL) {
                return null;
            } else if (place != SESSION) {
                values[place] = value;
            } else if (value instanceof Integer number) {
                session = number;
            }
        }
        boolean whole = json.skip('}') && json.isAtEnd();
        return whole && (seen & 1L << SESSION) != 0 && hasRequired(values)
                ? new SampleLine(session, sample(values))
                : null;
    }

    /** Place of the key that comes next; the monitor writes them in the order of the places, from the session on. */
    private static int key(PlainJson json, int expected) {
        for (int i = 0; i < KEYS.length; i++) {
            int place = (expected + i) % KEYS.length;
            if (json.skip(KEYS[place])) {
                return place;
            }
        }
        return NO_KEY;
    }

    private static boolean hasRequired(@Nullable Object[] values) {
        for (long left = REQUIRED; left != 0; left &= left - 1) {
            if (values[Long.numberOfTrailingZeros(left)] == null) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object value(PlainJson json, Kind kind) {
        if (json.skip(NULL)) {
            return null;
        }
        return switch (kind) {
            case LONG -> orUnusual(json.whole());
            case INTEGER -> integer(json);
            case DOUBLE -> orUnusual(json.real());
            case TEXT -> orUnusual(json.text());
            case TRUTH -> truth(json);
            case DOUBLES -> reals(json);
        };
    }

    private static Object truth(PlainJson json) {
        if (json.skip(TRUE)) {
            return true;
        }
        return json.skip(FALSE) ? (Object) false : UNUSUAL;
    }

    private static Object integer(PlainJson json) {
        Long number = json.whole();
        return number == null || number != number.intValue() ? UNUSUAL : (Object) number.intValue();
    }

    private static Object reals(PlainJson json) {
        List<Object> values = new ArrayList<>();
        if (!json.skip('[')) {
            return UNUSUAL;
        }
        if (json.skip(']')) {
            return values;
        }
        do {
            Double value = json.real();
            if (value == null) {
                return UNUSUAL;
            }
            values.add(value);
        } while (json.skip(','));
        return json.skip(']') ? values : UNUSUAL;
    }

    private static Object orUnusual(@Nullable Object value) {
        return value == null ? UNUSUAL : value;
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

    /** Each with its quotes and its colon. */
    private static byte[][] keys() {
        return Stream.concat(
                        Arrays.stream(COMPONENTS).map(component -> ContractNames.inFile(component.getName())),
                        Stream.of("session"))
                .map(name -> ("\"" + name + "\":").getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
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
