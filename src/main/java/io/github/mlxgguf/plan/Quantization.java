package io.github.mlxgguf.plan;

import io.github.mlxgguf.trace.Format;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the name of a quantisation tells: {@code Q4_K_M}, {@code 8bit}, {@code bf16}. */
final class Quantization {
    /** A name at the end of a model's key, as a pattern without groups. */
    static final String NAME = "(?:i|t)?q\\d(?:_[a-z0-9]+)*|\\d+bit|bf16|f16|fp16|f32|fp32|mxfp4|nvfp4";

    /** How GGUF quantisations are spelled: {@code q4_k_m}, {@code iq3_xs}, {@code f16}, {@code mxfp4}. */
    private static final Pattern GGUF = Pattern.compile("(?:iq|q|tq)\\d.*|f16|f32|mxfp4");

    /** How MLX quantisations are spelled: {@code 4bit}, {@code 8bit}. {@code bf16} may be either. */
    private static final Pattern MLX = Pattern.compile("\\d+bit");

    private static final Pattern FIRST_NUMBER = Pattern.compile("\\d+");

    /** MLX adds a scale and a bias of 16 bits each to a group of 64 weights; a GGUF block adds about as much. */
    private static final double OVERHEAD_BITS = 0.5;

    /** Bits per weight of llama.cpp's types where they are not the digit and {@link #OVERHEAD_BITS}, after its quantize tool. */
    private static final Map<String, Double> BITS = Map.ofEntries(
            Map.entry("bf16", 16.0),
            Map.entry("f16", 16.0),
            Map.entry("f32", 32.0),
            Map.entry("mxfp4", 4.25),
            Map.entry("nvfp4", 4.5),
            Map.entry("q6_k", 6.56),
            Map.entry("q5_k_m", 5.69),
            Map.entry("q5_1", 6.0),
            Map.entry("q4_k_m", 4.85),
            Map.entry("q4_k_s", 4.58),
            Map.entry("q4_1", 5.0),
            Map.entry("iq4_xs", 4.25),
            Map.entry("q3_k_l", 4.27),
            Map.entry("q3_k_m", 3.91),
            Map.entry("q2_k", 2.96));

    private Quantization() {}

    /** Whether two names mean one quantisation. */
    static boolean same(String one, String other) {
        return normal(one).equals(normal(other));
    }

    /** One spelling for all: lower case, and {@code f16} for {@code fp16}. */
    static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("fp") ? "f" + lower.substring(2) : lower;
    }

    /** The format whose builds spell their quantisation like this, or null if both do. */
    static @Nullable Format format(String name) {
        String normal = normal(name);
        if (MLX.matcher(normal).matches()) {
            return Format.MLX;
        }
        return GGUF.matcher(normal).matches() ? Format.GGUF : null;
    }

    /** Effective bits per weight that the name stands for, or null if it tells none. */
    static @Nullable Double bitsPerWeight(String name) {
        String normal = normal(name);
        Double known = BITS.get(normal);
        if (known != null) {
            return known;
        }
        Matcher digits = FIRST_NUMBER.matcher(normal);
        return digits.find() ? Double.valueOf(Double.parseDouble(digits.group()) + OVERHEAD_BITS) : null;
    }
}
