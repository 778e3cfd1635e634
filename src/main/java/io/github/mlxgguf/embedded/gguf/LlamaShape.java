package io.github.mlxgguf.embedded.gguf;

/**
 * The dimensions of a Llama network; with experts it is a Mixtral, which llama.cpp calls a Llama too.
 *
 * @param vocabulary tokens
 * @param embedding width of the residual stream, a multiple of 32
 * @param feedForward inner width, a multiple of 32; with experts that of each expert
 * @param heads query heads, a divisor of {@code embedding}
 * @param keyValueHeads a divisor of {@code heads}
 * @param contextLength tokens it claims to have been trained for
 * @param experts feed-forward networks in each layer among which a router chooses; 0 for a dense network
 * @param expertsUsed how many of them work on a token; 0 for a dense network
 */
public record LlamaShape(
        int vocabulary,
        int embedding,
        int feedForward,
        int layers,
        int heads,
        int keyValueHeads,
        int contextLength,
        int experts,
        int expertsUsed) {
    /**
     * Checks the experts.
     *
     * @throws IllegalArgumentException for a single expert, or if more are used than there are
     */
    public LlamaShape {
        boolean dense = experts == 0 && expertsUsed == 0;
        boolean mixture = experts > 1 && expertsUsed > 0 && expertsUsed <= experts;
        if (!dense && !mixture) {
            throw new IllegalArgumentException("Expected no experts, or at least 2 of which 1 to all are used, found "
                    + experts + " experts of which " + expertsUsed + " are used");
        }
    }

    /** A dense network: one feed-forward network in each layer. */
    public LlamaShape(
            int vocabulary,
            int embedding,
            int feedForward,
            int layers,
            int heads,
            int keyValueHeads,
            int contextLength) {
        this(vocabulary, embedding, feedForward, layers, heads, keyValueHeads, contextLength, 0, 0);
    }

    /** The same network with as many feed-forward networks in each layer, each of the inner width. */
    public LlamaShape withExperts(int count, int used) {
        return new LlamaShape(
                vocabulary, embedding, feedForward, layers, heads, keyValueHeads, contextLength, count, used);
    }

    /** Whether each layer has experts and a router. */
    public boolean isMixture() {
        return experts > 0;
    }

    int keyValueWidth() {
        return embedding / heads * keyValueHeads;
    }

    /** Number of weights, norms included. */
    public long parameters() {
        return parametersWith(Math.max(1, experts));
    }

    /** Number of weights that work on one token; all of them in a dense network. */
    public long activeParameters() {
        return parametersWith(Math.max(1, expertsUsed));
    }

    /**
     * Bytes of the key-value cache: a key and a value of half precision for each layer and token.
     *
     * @param tokens cells of the cache, context length times parallel slots
     */
    public long keyValueCacheBytes(long tokens) {
        return 2L * 2 * layers * keyValueWidth() * tokens;
    }

    private long parametersWith(int feedForwardNetworks) {
        long attention = 2L * embedding * embedding + 2L * embedding * keyValueWidth();
        long router = (long) experts * embedding;
        long layer = attention + router + 3L * embedding * feedForward * feedForwardNetworks + 2L * embedding;
        return 2L * vocabulary * embedding + layers * layer + embedding;
    }
}
