package io.github.mlxgguf.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Time stamps and facts of one streamed generation, as they were; every figure is derived from them elsewhere.
 *
 * <p>All times are nanoseconds of the {@link SessionClock}.
 *
 * @param startNs the request body was handed to the socket
 * @param promptStartNs {@code prompt_processing.start} arrived, or null if the server sends none
 * @param promptEndNs the first {@code prompt_processing.end} arrived, or null
 * @param text every piece of non-empty generated text, in order of arrival
 * @param endNs the last event arrived
 * @param stats what the server reported at the end
 * @param modelInstanceId the instance that answered, as the server says, or null
 * @param loadedInside a model load happened inside the request, so its times measure something else
 * @param responseText the answer, without reasoning
 * @param reasoningText the reasoning, possibly empty
 */
public record GenerationTrace(
        long startNs,
        @Nullable Long promptStartNs,
        @Nullable Long promptEndNs,
        List<TextEvent> text,
        long endNs,
        ServerStats stats,
        @Nullable String modelInstanceId,
        boolean loadedInside,
        String responseText,
        String reasoningText) {

    /** Copies the list. */
    public GenerationTrace {
        text = List.copyOf(text);
    }
}
