package io.github.mlxgguf.junit;

import io.github.mlxgguf.record.AnomalyBody;
import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.ScenarioBody;
import java.util.ArrayList;
import java.util.List;

/** Keeps the written lines of the current load, to hand each cell its own. */
final class CellLines {
    private final List<String> load = new ArrayList<>();
    private final List<String> cell = new ArrayList<>();

    /** Takes a line as it was written. */
    synchronized void add(Body body, String line) {
        if (body instanceof LoadBody) {
            load.clear();
            load.add(line);
        } else if (body instanceof GenerationBody || body instanceof ScenarioBody || isOfACell(body)) {
            cell.add(line);
        }
    }

    /** What befell the machine between two cells, or in a load, is in no cell. */
    private static boolean isOfACell(Body body) {
        return body instanceof AnomalyBody anomaly && anomaly.scenario() != null;
    }

    /** The lines of the cell that has just ended, its load's first; the next cell starts empty. */
    synchronized String of(ScenarioBody ended) {
        List<String> lines = new ArrayList<>(ended.loadSeq() == null ? List.of() : load);
        lines.addAll(cell);
        cell.clear();
        return String.join("\n", lines) + "\n";
    }
}
