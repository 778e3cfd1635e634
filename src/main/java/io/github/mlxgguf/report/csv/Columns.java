package io.github.mlxgguf.report.csv;

import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.RecordJson;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record type as columns, named as in the JSON files; those of a record within it follow in its place as
 * {@code outer.inner}. A column that the file contract gains is here without a change.
 *
 * @param <R> the record type
 */
final class Columns<R extends Record> {
    private final List<String> names = new ArrayList<>();
    private final List<List<Method>> paths = new ArrayList<>();

    private Columns() {}

    static <R extends Record> Columns<R> of(Class<R> type) {
        Columns<R> columns = new Columns<>();
        columns.add(type, "", List.of());
        return columns;
    }

    List<String> names() {
        return List.copyOf(names);
    }

    /** The cells of one row, in the order of the names; null is unknown. */
    List<@Nullable Object> cells(R row) {
        List<@Nullable Object> cells = new ArrayList<>(paths.size());
        addCells(row, cells);
        return cells;
    }

    /** The same, behind those that are in a list. */
    void addCells(R row, List<@Nullable Object> cells) {
        for (List<Method> path : paths) {
            cells.add(shown(follow(row, path)));
        }
    }

    private void add(Class<?> type, String prefix, List<Method> outer) {
        for (RecordComponent component : type.getRecordComponents()) {
            List<Method> path = new ArrayList<>(outer);
            path.add(component.getAccessor());
            String name = prefix + RecordJson.key(component.getName());
            if (component.getType().isRecord()) {
                add(component.getType(), name + ".", path);
            } else {
                names.add(name);
                paths.add(path);
            }
        }
    }

    private static @Nullable Object follow(Object start, List<Method> path) {
        @Nullable Object value = start;
        for (Method accessor : path) {
            if (value == null) {
                return null;
            }
            try {
                value = accessor.invoke(value);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a record does not give its " + accessor.getName(), e);
            }
        }
        return value;
    }

    /** The checks of an answer are {@code id=passed}; their explanations stay in the records. */
    private static @Nullable Object shown(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return value;
        }
        return list.stream()
                .map(element -> element instanceof GenerationBody.Check check
                        ? check.id() + "=" + (check.passed() == null ? "unknown" : check.passed())
                        : element)
                .toList();
    }
}
