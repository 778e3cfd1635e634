package io.github.mlxgguf.config;

import io.github.mlxgguf.trace.Architecture;
import io.github.mlxgguf.trace.Side;
import java.util.List;

/**
 * Two builds of one model.
 *
 * @param name unique, for people and for {@code -Dbench.pairs}
 * @param varies which difference between the two is intended
 * @param baseline the divisor of every ratio; the GGUF build in a GGUF/MLX pair
 * @param candidate the dividend; the MLX build in a GGUF/MLX pair
 * @param expect expectations of this pair alone; see {@link BenchmarkConfig#expectationsOf}
 */
public record PairConfig(
        String name,
        Architecture architecture,
        Varies varies,
        VariantConfig baseline,
        VariantConfig candidate,
        List<Expectation> expect) {

    /** Copies the list. */
    public PairConfig {
        expect = List.copyOf(expect);
    }

    /** A pair of which nothing is expected but what is expected of all. */
    public PairConfig(
            String name, Architecture architecture, Varies varies, VariantConfig baseline, VariantConfig candidate) {
        this(name, architecture, varies, baseline, candidate, List.of());
    }

    /** The difference that a pair is about. */
    public enum Varies {
        FORMAT("format"),
        QUANTIZATION("quantization");

        private final String id;

        Varies(String id) {
            this.id = id;
        }

        /** The spelling used in the config and in the summary. */
        public String id() {
            return id;
        }
    }

    /** One of the two builds. */
    public VariantConfig variant(Side side) {
        return side == Side.BASELINE ? baseline : candidate;
    }

    /** Both sides, baseline first. */
    public static List<Side> sides() {
        return List.of(Side.BASELINE, Side.CANDIDATE);
    }
}
