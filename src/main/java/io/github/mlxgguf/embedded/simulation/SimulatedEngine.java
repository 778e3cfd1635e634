package io.github.mlxgguf.embedded.simulation;

import io.github.mlxgguf.embedded.engine.Engine;
import io.github.mlxgguf.embedded.engine.EngineIdentity;
import io.github.mlxgguf.embedded.engine.EngineStamps;
import io.github.mlxgguf.embedded.engine.GenerationListener;
import io.github.mlxgguf.embedded.engine.GenerationResult;
import io.github.mlxgguf.embedded.engine.GenerationTask;
import io.github.mlxgguf.embedded.engine.LoadStamps;
import io.github.mlxgguf.embedded.engine.PromptTooLongException;
import io.github.mlxgguf.embedded.engine.StopReason;
import java.util.Optional;

/**
 * Plays a scripted model. Answers that are made at the same time do not slow each other: each runs at the scripted speed.
 *
 * <p>A cancelled answer stops at once, but never before its prompt is computed, as in LM Studio.
 */
final class SimulatedEngine implements Engine {
    /** Memory for a context grows in steps, as MLX grows its cache. */
    static final int CONTEXT_STEP_TOKENS = 256;

    private final SimulatedLoad load;
    private final int contextLength;
    private final LoadStamps stamps;
    private final Slots slots;
    private final BusyTime busy = new BusyTime();
    private final ResidentMemory memory;
    private final ResidentMemory contexts = new ResidentMemory();
    private final Object acceptance = new Object();
    private int accepted;
    private int made;

    /**
     * An engine that is ready.
     *
     * @param memory holds the weights, and later what leaks
     */
    SimulatedEngine(SimulatedLoad load, int contextLength, int parallel, LoadStamps stamps, ResidentMemory memory) {
        this.load = load;
        this.contextLength = contextLength;
        this.stamps = stamps;
        this.slots = new Slots(parallel);
        this.memory = memory;
    }

    @Override
    public EngineIdentity identity() {
        return new EngineIdentity(SimulatedLoader.ENGINE, SimulatedLoader.VERSION);
    }

    @Override
    public LoadStamps loadStamps() {
        return stamps;
    }

    @Override
    public Optional<GenerationResult> generate(GenerationTask task, GenerationListener listener)
            throws PromptTooLongException {
        PromptTokens prompt = PromptTokens.of(task.prompt());
        int room = contextLength - prompt.count() - 1;
        if (room < 1) {
            throw new PromptTooLongException(prompt.count(), contextLength);
        }
        int number;
        synchronized (acceptance) {
            number = ++accepted;
            listener.accepted();
        }
        Slots.Slot slot = slots.take(prompt);
        try {
            return answer(new Work(number, prompt, slot, Math.min(task.maxOutputTokens(), room)), task, listener);
        } finally {
            slots.give(slot, prompt);
        }
    }

    /** Nothing comes back before the process ends. */
    @Override
    public void close() {}

    /** What is fixed when an answer has got its slot. */
    private record Work(int number, PromptTokens prompt, Slots.Slot slot, int limit) {}

    private Optional<GenerationResult> answer(Work work, GenerationTask task, GenerationListener listener) {
        int inputTokens = work.prompt().count();
        // the last token of a prompt is always computed: from it comes the first of the answer
        int cached = load.model().promptCache() ? Math.min(work.slot().common(work.prompt()), inputTokens - 1) : 0;
        long start = System.nanoTime();
        busy.begin(start);
        SimulatedAnswer answer;
        try {
            growContext(work.slot(), inputTokens);
            double busyBefore = busy.seconds(start);
            double prefill = load.prefillSeconds(inputTokens - cached, busyBefore);
            long ready = start + Math.round(prefill * 1e9);
            PreciseWait.until(ready, () -> false);
            answer = new SimulatedAnswer(
                    load.model().answer(),
                    load.schedule(work.number(), busyBefore + prefill),
                    listener,
                    tokens -> growContext(work.slot(), inputTokens + tokens));
            answer.run(ready, work.limit(), !"off".equals(task.reasoning()));
        } finally {
            busy.end(System.nanoTime());
        }
        listener.finished(new EngineStamps(
                work.number(),
                start,
                answer.firstNs(),
                answer.lastNs(),
                inputTokens,
                cached,
                answer.tokens(),
                answer.reasoningTokens(),
                contexts.bytes(),
                grownLeak(),
                answer.cancelled()));
        return answer.cancelled() ? Optional.empty() : Optional.of(result(work, task, start, cached, answer));
    }

    private static GenerationResult result(
            Work work, GenerationTask task, long start, int cached, SimulatedAnswer answer) {
        Long first = answer.firstNs();
        Long last = answer.lastNs();
        StopReason reason = work.limit() < task.maxOutputTokens() ? StopReason.CONTEXT_FULL : StopReason.MAX_TOKENS;
        return new GenerationResult(
                work.prompt().count(),
                work.prompt().count() - cached,
                answer.tokens(),
                answer.reasoningTokens(),
                first == null ? 0 : (first - start) / 1e6,
                first == null || last == null ? 0 : (last - first) / 1e6,
                answer.tokens() < work.limit() ? StopReason.END_OF_TEXT : reason);
    }

    private void growContext(Slots.Slot slot, int tokens) {
        int steps = (tokens + CONTEXT_STEP_TOKENS - 1) / CONTEXT_STEP_TOKENS;
        contexts.growTo(slots.noteTokens(slot, steps * CONTEXT_STEP_TOKENS)
                * load.model().contextBytesPerToken());
    }

    private synchronized long grownLeak() {
        made++;
        memory.growTo(stamps.residentBytes() + load.model().leak().bytesAfter(made));
        return memory.bytes() - stamps.residentBytes();
    }
}
