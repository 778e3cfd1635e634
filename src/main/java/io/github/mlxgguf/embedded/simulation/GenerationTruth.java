package io.github.mlxgguf.embedded.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it really was; written after its last byte was handed over. Times as in {@link TruthLine}. What only the engine
 * knows is null if its worker died.
 *
 * @param number the how many-th answer of the instance, from 1, in the order in which prompts were accepted
 * @param streamed whether text was sent as it came; {@code sentNs} is empty if not
 * @param receivedNs the server had read the last byte of the request
 * @param prefillStartNs the engine began with the prompt, after waiting for a slot
 * @param engineFirstTokenNs the first token was made
 * @param engineLastTokenNs the last token was made
 * @param enginePieceNs for each text event, when the last token in it was made
 * @param sentNs for each text event, just before its bytes were handed to the socket, on the thread that did it
 * @param tokensPerDelta for each text event, the tokens in it
 * @param reasoningDeltas how many of the text events, the first ones, were reasoning
 * @param endSentNs the last event was handed to the socket; null if it could not be, and without a stream
 * @param inputTokens of the prompt
 * @param cachedTokens those of them that were not computed again
 * @param outputTokens reasoning and answer together
 * @param decodeTokensPerSecond tokens after the first, over the time from the first to the last; null under two tokens
 * @param chars length of the answer, without reasoning, in UTF-16 code units
 * @param contextBytes memory that the instance has allocated for contexts so far
 * @param leakedBytes memory that the instance has lost for good so far, this answer included
 * @param cancelled whether it was ended because nobody waited any more
 * @param fault the scripted fault that struck, or null
 */
public record GenerationTruth(
        String instanceId,
        String modelKey,
        int loadNumber,
        @Nullable Integer number,
        boolean streamed,
        long receivedNs,
        @Nullable Long prefillStartNs,
        @Nullable Long engineFirstTokenNs,
        @Nullable Long engineLastTokenNs,
        List<Long> enginePieceNs,
        List<Long> sentNs,
        List<Integer> tokensPerDelta,
        int reasoningDeltas,
        @Nullable Long endSentNs,
        @Nullable Integer inputTokens,
        @Nullable Integer cachedTokens,
        @Nullable Integer outputTokens,
        @Nullable Integer reasoningTokens,
        @Nullable Double decodeTokensPerSecond,
        int chars,
        @Nullable Long contextBytes,
        @Nullable Long leakedBytes,
        boolean cancelled,
        @Nullable String fault)
        implements TruthLine {
    /** Copies the lists. */
    public GenerationTruth {
        enginePieceNs = List.copyOf(enginePieceNs);
        sentNs = List.copyOf(sentNs);
        tokensPerDelta = List.copyOf(tokensPerDelta);
    }
}
