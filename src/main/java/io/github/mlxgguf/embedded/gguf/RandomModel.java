package io.github.mlxgguf.embedded.gguf;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A Llama model of random weights: real for an engine, gibberish for a reader.
 *
 * <p>With experts it is a Mixtral: in each layer a router, F32 in every encoding, and the experts' matrices in three stacks. The
 * names of keys and tensors are those of llama.cpp ({@code gguf-py/gguf/constants.py}).
 *
 * <p>The weights depend on the seed and the shape alone, so two encodings of a model are two quantisations of one network, and
 * a file is the same to the last byte wherever it is made.
 */
public final class RandomModel {
    /** Raise it whenever the same arguments make other bytes. */
    public static final int GENERATOR_VERSION = 2;

    private static final int FILE_TYPE_F16 = 1;
    private static final int FILE_TYPE_Q8_0 = 7;
    private static final float NORM_EPSILON = 1e-5f;
    private static final float ROPE_BASE = 10_000f;

    private final LlamaShape shape;
    private final Metadata metadata;
    private final List<Tensor> tensors;
    private final RandomWeights weights;

    /**
     * A model, not yet written.
     *
     * @param name what the file says about itself
     * @param matrixType the encoding of all but norms and routers, which stay F32 as everywhere
     */
    public RandomModel(String name, LlamaShape shape, TensorType matrixType, long seed) {
        this.shape = shape;
        this.metadata = metadata(name, shape, matrixType);
        this.tensors = tensors(shape, matrixType);
        this.weights = new RandomWeights(shape, seed);
    }

    public LlamaShape shape() {
        return shape;
    }

    /** The size of the file in bytes, known before it is written. */
    public long fileBytes() {
        return GgufWriter.fileBytes(metadata, tensors);
    }

    /** Writes the whole file in constant memory. */
    public void writeTo(WritableByteChannel channel) throws IOException {
        GgufWriter.write(channel, metadata, tensors, weights::fill);
    }

    private static Metadata metadata(String name, LlamaShape shape, TensorType matrixType) {
        Vocabulary vocabulary = Vocabulary.ofSize(shape.vocabulary());
        Metadata metadata = new Metadata()
                .put("general.architecture", "llama")
                .put("general.name", name)
                .put("general.file_type", matrixType == TensorType.Q8_0 ? FILE_TYPE_Q8_0 : FILE_TYPE_F16)
                .put("general.alignment", GgufHead.ALIGNMENT)
                .put("llama.vocab_size", shape.vocabulary())
                .put("llama.context_length", shape.contextLength())
                .put("llama.embedding_length", shape.embedding())
                .put("llama.block_count", shape.layers())
                .put("llama.feed_forward_length", shape.feedForward())
                .put("llama.attention.head_count", shape.heads())
                .put("llama.attention.head_count_kv", shape.keyValueHeads())
                .put("llama.attention.layer_norm_rms_epsilon", NORM_EPSILON)
                .put("llama.rope.dimension_count", shape.embedding() / shape.heads())
                .put("llama.rope.freq_base", ROPE_BASE)
                .put("tokenizer.ggml.model", "llama")
                .putStrings("tokenizer.ggml.tokens", vocabulary.tokens())
                .putFloats("tokenizer.ggml.scores", vocabulary.scores())
                .putInts("tokenizer.ggml.token_type", vocabulary.types())
                .put("tokenizer.ggml.unknown_token_id", Vocabulary.UNKNOWN)
                .put("tokenizer.ggml.bos_token_id", Vocabulary.BEGIN)
                .put("tokenizer.ggml.eos_token_id", Vocabulary.END)
                .put("tokenizer.ggml.add_bos_token", true)
                .put("tokenizer.ggml.add_space_prefix", true);
        return shape.isMixture()
                ? metadata.put("llama.expert_count", shape.experts())
                        .put("llama.expert_used_count", shape.expertsUsed())
                : metadata;
    }

    private static List<Tensor> tensors(LlamaShape shape, TensorType type) {
        int width = shape.embedding();
        List<Tensor> list = new ArrayList<>();
        list.add(new Tensor("token_embd.weight", type, width, shape.vocabulary()));
        for (int layer = 0; layer < shape.layers(); layer++) {
            String prefix = "blk." + layer + ".";
            list.add(new Tensor(prefix + "attn_norm.weight", TensorType.F32, width, 1));
            list.add(new Tensor(prefix + "attn_q.weight", type, width, width));
            list.add(new Tensor(prefix + "attn_k.weight", type, width, shape.keyValueWidth()));
            list.add(new Tensor(prefix + "attn_v.weight", type, width, shape.keyValueWidth()));
            list.add(new Tensor(prefix + "attn_output.weight", type, width, width));
            list.add(new Tensor(prefix + "ffn_norm.weight", TensorType.F32, width, 1));
            list.addAll(shape.isMixture() ? experts(prefix, shape, type) : feedForward(prefix, shape, type));
        }
        list.add(new Tensor("output_norm.weight", TensorType.F32, width, 1));
        list.add(new Tensor("output.weight", type, width, shape.vocabulary()));
        return list;
    }

    private static List<Tensor> feedForward(String prefix, LlamaShape shape, TensorType type) {
        return List.of(
                new Tensor(prefix + "ffn_gate.weight", type, shape.embedding(), shape.feedForward()),
                new Tensor(prefix + "ffn_up.weight", type, shape.embedding(), shape.feedForward()),
                new Tensor(prefix + "ffn_down.weight", type, shape.feedForward(), shape.embedding()));
    }

    private static List<Tensor> experts(String prefix, LlamaShape shape, TensorType type) {
        int width = shape.embedding();
        int inner = shape.feedForward();
        return List.of(
                new Tensor(prefix + "ffn_gate_inp.weight", TensorType.F32, width, shape.experts()),
                new Tensor(prefix + "ffn_gate_exps.weight", type, width, inner, shape.experts()),
                new Tensor(prefix + "ffn_up_exps.weight", type, width, inner, shape.experts()),
                new Tensor(prefix + "ffn_down_exps.weight", type, inner, width, shape.experts()));
    }
}
