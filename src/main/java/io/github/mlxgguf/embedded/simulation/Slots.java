package io.github.mlxgguf.embedded.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** The places in which answers are made at once; each remembers its last prompt. Safe for use by several threads. */
final class Slots {
    private final Semaphore free;
    private final List<Slot> slots = new ArrayList<>();

    Slots(int count) {
        this.free = new Semaphore(count, true);
        for (int i = 0; i < count; i++) {
            slots.add(new Slot());
        }
    }

    /** Waits in order of arrival, then takes the free slot whose last prompt begins most like this one. */
    Slot take(PromptTokens prompt) {
        free.acquireUninterruptibly();
        synchronized (this) {
            Slot best = slots.stream()
                    .filter(slot -> !slot.busy)
                    .reduce((a, b) -> b.common(prompt) > a.common(prompt) ? b : a)
                    .orElseThrow();
            best.busy = true;
            return best;
        }
    }

    /** Gives a slot back; its last prompt is now this one. */
    void give(Slot slot, PromptTokens prompt) {
        synchronized (this) {
            slot.last = prompt;
            slot.busy = false;
        }
        free.release();
    }

    /** Notes that a slot's context holds so many tokens, and tells the tokens for which all slots have memory. */
    synchronized long noteTokens(Slot slot, int tokens) {
        slot.mostTokens = Math.max(slot.mostTokens, tokens);
        return slots.stream().mapToLong(each -> each.mostTokens).sum();
    }

    /** One place. */
    static final class Slot {
        private PromptTokens last = PromptTokens.NONE;
        private int mostTokens;
        private boolean busy;

        /** Tokens at the start that its last prompt shares with this one. */
        int common(PromptTokens prompt) {
            return last.common(prompt);
        }
    }
}
