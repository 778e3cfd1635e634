package io.github.mlxgguf.report.csv;

import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.RecordJson;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record type as columns, named as in the JSON files; those of a record within it follow in its place as
 * {@code outer.inner}. A column that the file contract gains is here without a change.
 *
 * @param <R> the record type
 */
final class Columns<R extends Record> {
    private final List<String> names = new ArrayList<>();
    private final List<Function<Object, @Nullable Object>> readers = new ArrayList<>();

    private Columns() {}

    static <R extends Record> Columns<R> of(Class<R> type) {
        Columns<R> columns = new Columns<>();
        columns.add(type, "", row -> row);
        return columns;
    }

    List<String> names() {
        return List.copyOf(names);
    }

    /** The cells of one row, in the order of the names; null is unknown. */
    List<@Nullable Object> cells(R row) {
        List<@Nullable Object> cells = new ArrayList<>(readers.size());
        addCells(row, cells);
        return cells;
    }

    /** The same, behind those that are in a list. */
    void addCells(R row, List<@Nullable Object> cells) {
        for (Function<Object, @Nullable Object> reader : readers) {
            cells.add(reader.apply(row));
        }
    }

    private void add(Class<?> type, String prefix, Function<Object, @Nullable Object> outer) {
        for (RecordComponent component : type.getRecordComponents()) {
            Function<Object, @Nullable Object> value = reader(component.getAccessor());
            Function<Object, @Nullable Object> reader = prefix.isEmpty() ? value : within(outer, value);
            String name = prefix + RecordJson.key(component.getName());
            if (component.getType().isRecord()) {
                add(component.getType(), name + ".", reader);
            } else {
                names.add(name);
                readers.add(List.class.isAssignableFrom(component.getType()) ? shown(reader) : reader);
            }
        }
    }

    private static Function<Object, @Nullable Object> within(
            Function<Object, @Nullable Object> outer, Function<Object, @Nullable Object> value) {
        return row -> {
            Object inner = outer.apply(row);
            return inner == null ? null : value.apply(inner);
        };
    }

    /** A call as if it stood here, like a lambda: reflection is slow, and a large run has fifty million cells. */
    @SuppressWarnings("unchecked")
    private static Function<Object, @Nullable Object> reader(Method accessor) {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            MethodHandle handle = lookup.unreflect(accessor);
            return (Function<Object, @Nullable Object>) LambdaMetafactory.metafactory(
                            lookup,
                            "apply",
                            MethodType.methodType(Function.class),
                            MethodType.methodType(Object.class, Object.class),
                            handle,
                            handle.type().wrap())
                    .getTarget()
                    .invoke();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a record does not give its " + accessor.getName(), e);
        }
    }

    /** The checks of an answer are {@code id=passed}; their explanations stay in the records. */
    private static Function<Object, @Nullable Object> shown(Function<Object, @Nullable Object> list) {
        return row -> {
            Object value = list.apply(row);
            if (!(value instanceof List<?> elements)
                    || elements.isEmpty()
                    || !(elements.get(0) instanceof GenerationBody.Check)) {
                return value;
            }
            return elements.stream()
                    .map(GenerationBody.Check.class::cast)
                    .map(check -> check.id() + "=" + (check.passed() == null ? "unknown" : check.passed()))
                    .toList();
        };
    }
}
