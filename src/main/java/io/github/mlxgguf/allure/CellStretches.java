package io.github.mlxgguf.allure;

import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.trace.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the model did in each of the equal fields of a cell's time. */
final class CellStretches {
    private static final double NS_PER_MS = 1e6;

    /** From what is painted over to what paints over. */
    enum Stretch {
        IDLE("resident, idle"),
        AFTER("after answers"),
        ASKED("answering"),
        DECODE("decode"),
        PREFILL("prefill");

        private final String word;

        Stretch(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** The name of its style. */
        String style() {
            return "s-" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final long startNs;
    private final long endNs;
    private final @Nullable Stretch[] fields = new @Nullable Stretch[MemoryCurve.FIELDS];

    CellStretches(ScenarioBody cell, List<RunData.Entry> records) {
        this.startNs = cell.startNs();
        this.endNs = Math.max(cell.endNs(), cell.startNs() + 1);
        for (PhaseMemory phase : cell.memory()) {
            if (phase.phase().equals(Phase.IDLE.id())) {
                paint(Stretch.IDLE, phase.startNs(), phase.endNs());
            } else if (phase.phase().equals(Phase.AFTER.id())) {
                paint(Stretch.AFTER, phase.startNs(), phase.endNs());
            }
        }
        for (RunData.Entry entry : records) {
            if (entry.body() instanceof GenerationBody generation) {
                paint(generation);
            }
        }
    }

    /** Where no text was timed, it is not known when prefill ended. */
    private void paint(GenerationBody generation) {
        Double ttftMs = generation.ttftMs();
        if (ttftMs == null) {
            paint(Stretch.ASKED, generation.startNs(), generation.endNs());
            return;
        }
        long firstText = Math.min(generation.endNs(), generation.startNs() + Math.round(ttftMs * NS_PER_MS));
        paint(Stretch.DECODE, firstText, generation.endNs());
        paint(Stretch.PREFILL, generation.startNs(), firstText);
    }

    /** Every stretch has one field at least, so that a short prefill is seen. */
    private void paint(Stretch stretch, long fromNs, long toNs) {
        if (toNs < startNs || fromNs > endNs) {
            return;
        }
        int from = field(fromNs);
        int to = Math.max(from, field(toNs) - 1);
        for (int i = from; i <= to; i++) {
            Stretch present = fields[i];
            if (present == null || present.compareTo(stretch) < 0) {
                fields[i] = stretch;
            }
        }
    }

    private int field(long atNs) {
        double share = (double) (Math.max(startNs, Math.min(endNs, atNs)) - startNs) / (endNs - startNs);
        return (int) Math.min(MemoryCurve.FIELDS - 1L, (long) (share * MemoryCurve.FIELDS));
    }

    /** Null where no record tells. */
    @Nullable
    Stretch at(int field) {
        return fields[field];
    }

    boolean has(Stretch stretch) {
        for (Stretch field : fields) {
            if (field == stretch) {
                return true;
            }
        }
        return false;
    }
}
