package io.github.mlxgguf.embedded.gguf;

import java.util.Arrays;

/**
 * The weights of a random model, each row from a generator of its own.
 *
 * <p>Two things keep the output lively and readable. The first component of the residual stream is constant: no layer writes
 * it, and the output matrix reads it as a large negative score for bytes and control tokens, so text is valid UTF-8 and never
 * ends by itself. And the output row of a token is the embedding of another one, drawn by lot: what was said last pulls one
 * successor, the layers add their noise, and a greedy run wanders instead of repeating one word.
 *
 * <p>The router of a layer with experts does not read the constant component: it would favour the same experts for every token.
 */
final class RandomWeights {
    /** The component that no layer writes. */
    private static final int ANCHOR = 0;

    private static final float ANCHOR_EMBEDDING = 4f;
    private static final float ANCHOR_PENALTY = -40f;
    /** How loud a layer is against the residual stream; louder layers make the answer depend more on the whole prompt. */
    private static final float LAYER_GAIN = 1.6f;

    /**
     * How decided a router is. Its scores get this deviation, since it reads a stream normed to 1: with 1 the experts that it
     * takes would weigh about the same, with much more the first of them would do all the work.
     */
    private static final float ROUTER_GAIN = 1.5f;

    private static final String EMBEDDING = "token_embd.weight";
    private static final String OUTPUT = "output.weight";

    private final long seed;
    private final int[] predecessor;

    RandomWeights(LlamaShape shape, long seed) {
        this.seed = seed;
        this.predecessor = oneCycle(shape.vocabulary(), seed);
    }

    void fill(Tensor tensor, int rowIndex, float[] row) {
        if (tensor.isVector()) {
            Arrays.fill(row, 1f);
        } else if (tensor.name().equals(EMBEDDING)) {
            normal(EMBEDDING, rowIndex, row, 1f);
            row[ANCHOR] = ANCHOR_EMBEDDING;
        } else if (tensor.name().equals(OUTPUT)) {
            fillOutput(rowIndex, row);
        } else {
            fillLayer(tensor, rowIndex, row);
        }
    }

    private void fillOutput(int token, float[] row) {
        if (token < Vocabulary.FIRST_PIECE) {
            Arrays.fill(row, 0f);
            row[ANCHOR] = ANCHOR_PENALTY;
        } else {
            normal(EMBEDDING, predecessor[token], row, (float) (1 / Math.sqrt(row.length)));
            row[ANCHOR] = 0f;
        }
    }

    private void fillLayer(Tensor tensor, int rowIndex, float[] row) {
        Part part = Part.of(tensor);
        float deviation = (float) (1 / Math.sqrt(row.length));
        normal(tensor.name(), rowIndex, row, part.gain * deviation);
        if (part == Part.RESIDUAL_WRITER && rowIndex % tensor.rows() == ANCHOR) {
            Arrays.fill(row, 0f);
        } else if (part == Part.ROUTER) {
            row[ANCHOR] = 0f;
        }
    }

    /** What a matrix of a layer does, as far as it decides its weights. */
    private enum Part {
        ROUTER(ROUTER_GAIN),
        RESIDUAL_WRITER(LAYER_GAIN),
        OTHER(1f);

        private final float gain;

        Part(float gain) {
            this.gain = gain;
        }

        static Part of(Tensor tensor) {
            String name = tensor.name();
            if (name.endsWith("ffn_gate_inp.weight")) {
                return ROUTER;
            }
            return name.endsWith("attn_output.weight")
                            || name.endsWith("ffn_down.weight")
                            || name.endsWith("ffn_down_exps.weight")
                    ? RESIDUAL_WRITER
                    : OTHER;
        }
    }

    private void normal(String name, int rowIndex, float[] row, float deviation) {
        SplitMix random = new SplitMix(seed, ((long) name.hashCode() << 32) | rowIndex);
        for (int i = 0; i < row.length; i++) {
            row[i] = deviation * random.nextNormal();
        }
    }

    /** For each piece the one before it, all pieces in a single cycle drawn by lot (Sattolo's shuffle). */
    private static int[] oneCycle(int vocabulary, long seed) {
        int[] image = new int[vocabulary];
        Arrays.setAll(image, i -> i);
        SplitMix random = new SplitMix(seed, -1);
        for (int i = vocabulary - 1; i > Vocabulary.FIRST_PIECE; i--) {
            int other = Vocabulary.FIRST_PIECE + random.nextInt(i - Vocabulary.FIRST_PIECE);
            int kept = image[i];
            image[i] = image[other];
            image[other] = kept;
        }
        return image;
    }
}
