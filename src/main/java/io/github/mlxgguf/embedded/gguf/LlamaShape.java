package io.github.mlxgguf.embedded.gguf;

/**
 * The dimensions of a Llama network.
 *
 * @param vocabulary tokens
 * @param embedding width of the residual stream, a multiple of 32
 * @param feedForward inner width, a multiple of 32
 * @param heads query heads, a divisor of {@code embedding}
 * @param keyValueHeads a divisor of {@code heads}
 * @param contextLength tokens it claims to have been trained for
 */
public record LlamaShape(
        int vocabulary, int embedding, int feedForward, int layers, int heads, int keyValueHeads, int contextLength) {

    int keyValueWidth() {
        return embedding / heads * keyValueHeads;
    }

    /** Number of weights, norms included. */
    public long parameters() {
        long attention = 2L * embedding * embedding + 2L * embedding * keyValueWidth();
        long layer = attention + 3L * embedding * feedForward + 2L * embedding;
        return 2L * vocabulary * embedding + layers * layer + embedding;
    }

    /**
     * Bytes of the key-value cache: a key and a value of half precision for each layer and token.
     *
     * @param tokens cells of the cache, context length times parallel slots
     */
    public long keyValueCacheBytes(long tokens) {
        return 2L * 2 * layers * keyValueWidth() * tokens;
    }
}
