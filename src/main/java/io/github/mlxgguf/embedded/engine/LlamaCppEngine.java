package io.github.mlxgguf.embedded.engine;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * llama.cpp, in this process.
 *
 * <p>The prompt cache of a slot is on, as in LM Studio: a slot computes only what differs from its last prompt. That fakes
 * nothing, since the log tells how many tokens were computed and how many the prompt has; whoever wants a cold prefill puts
 * something new at the start of the prompt.
 *
 * <p>As many prompts as there are slots are with llama.cpp at once, and no prompt waits for another one's launch: llama.cpp
 * takes tasks in the order in which they come, and one that comes always finds a free slot, so the order alone tells which
 * task in the log is whose.
 */
final class LlamaCppEngine implements Engine {
    private static final Duration TIMINGS_LIMIT = Duration.ofSeconds(5);
    /** The begin token, and the space that the tokenizer puts in front. */
    private static final int ADDED_TOKENS = 2;

    private final LlamaModel model;
    private final LlamaLogFile log;
    private final int contextLength;
    private final Semaphore slots;
    private final EngineIdentity identity;
    private final Object submission = new Object();
    private int submitted;

    LlamaCppEngine(LlamaModel model, LlamaLogFile log, EngineSettings settings) throws IOException {
        this.model = model;
        this.log = log;
        this.contextLength = settings.contextLength();
        this.slots = new Semaphore(settings.parallel(), true);
        Integer build = log.ask(LlamaLog::build);
        this.identity = new EngineIdentity(LlamaCppLoader.ENGINE, build == null ? null : "b" + build);
    }

    @Override
    public EngineIdentity identity() {
        return identity;
    }

    @Override
    public Optional<GenerationResult> generate(GenerationTask task, GenerationListener listener)
            throws EngineException {
        int room = roomFor(task);
        listener.accepted();
        slots.acquireUninterruptibly();
        try {
            return answer(task, Math.min(task.maxOutputTokens(), room), listener);
        } catch (RuntimeException e) {
            // the exception type of the binding is not public
            throw new EngineException("llama.cpp gave up: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new EngineException("The log of llama.cpp cannot be read: " + e.getMessage(), e);
        } finally {
            slots.release();
        }
    }

    @Override
    public void close() {
        try {
            log.close();
        } catch (IOException e) {
            // it was open for reading only, so nothing is lost
        }
        model.close();
    }

    private Optional<GenerationResult> answer(GenerationTask task, int maxTokens, GenerationListener listener)
            throws IOException, EngineException {
        LlamaIterator pieces;
        int order;
        synchronized (submission) { // number and place in the queue of llama.cpp must agree
            pieces = model.generate(parameters(task, maxTokens)).iterator();
            order = submitted++;
        }
        boolean whole;
        try {
            whole = hear(pieces, listener);
        } finally {
            if (pieces.hasNext()) {
                pieces.cancel(); // whatever ended it here: the slot must be free before the next prompt comes
            }
        }
        if (!whole) {
            log.ask(heard -> {
                heard.forget(order);
                return null;
            });
            return Optional.empty();
        }
        TaskTimings timings = log.await(heard -> heard.takeFinished(order), TIMINGS_LIMIT);
        if (timings == null) {
            throw new EngineException("llama.cpp answered but wrote no timing lines for prompt " + (order + 1));
        }
        return Optional.of(new GenerationResult(
                timings.promptTokens(),
                timings.processedPromptTokens(),
                timings.outputTokens(),
                0,
                timings.promptMs(),
                timings.outputMs(),
                stopReason(task, maxTokens, timings)));
    }

    /** Whether the answer came to its end, and was not ended by the listener. */
    private static boolean hear(LlamaIterator pieces, GenerationListener listener) {
        while (pieces.hasNext()) {
            String text = pieces.next().text;
            if (!text.isEmpty() && !listener.piece(text)) {
                return false;
            }
        }
        return true;
    }

    private static StopReason stopReason(GenerationTask task, int maxTokens, TaskTimings timings) {
        if (timings.outputTokens() < maxTokens) {
            return StopReason.END_OF_TEXT;
        }
        return maxTokens < task.maxOutputTokens() ? StopReason.CONTEXT_FULL : StopReason.MAX_TOKENS;
    }

    /** How many tokens the answer may have. A prompt is only tokenised here if it is long enough to matter. */
    private int roomFor(GenerationTask task) throws PromptTooLongException {
        int mostTokens = task.prompt().getBytes(StandardCharsets.UTF_8).length + ADDED_TOKENS;
        if ((long) mostTokens + task.maxOutputTokens() < contextLength) {
            return task.maxOutputTokens();
        }
        int promptTokens = model.encode(task.prompt()).length + 1; // encode leaves out the begin token
        int room = contextLength - promptTokens - 1;
        if (room < 1) {
            throw new PromptTooLongException(promptTokens, contextLength);
        }
        return room;
    }

    private static InferenceParameters parameters(GenerationTask task, int maxTokens) {
        InferenceParameters parameters = new InferenceParameters(task.prompt())
                .setNPredict(maxTokens)
                .setIgnoreEos(true)
                .setCachePrompt(true);
        Double temperature = task.temperature();
        if (temperature != null) {
            parameters.setTemperature(temperature.floatValue());
        }
        Double topP = task.topP();
        if (topP != null) {
            parameters.setTopP(topP.floatValue());
        }
        Integer topK = task.topK();
        if (topK != null) {
            parameters.setTopK(topK);
        }
        Double minP = task.minP();
        if (minP != null) {
            parameters.setMinP(minP.floatValue());
        }
        Double repeatPenalty = task.repeatPenalty();
        if (repeatPenalty != null) {
            parameters.setRepeatPenalty(repeatPenalty.floatValue());
        }
        return parameters;
    }
}
