package io.github.mlxgguf.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bits per weight that the name of a quantisation stands for. */
public final class NominalBits {
    private static final Pattern FIRST_NUMBER = Pattern.compile("\\d+");

    /** MLX adds a scale and a bias of 16 bits each to a group of 64 weights; a GGUF block adds about as much. */
    private static final double OVERHEAD_BITS = 0.5;

    /** Of llama.cpp's types where they are not the digit and {@link #OVERHEAD_BITS}, after its quantize tool. */
    private static final Map<String, Double> BITS = Map.ofEntries(
            Map.entry("bf16", 16.0),
            Map.entry("f16", 16.0),
            Map.entry("fp16", 16.0),
            Map.entry("f32", 32.0),
            Map.entry("fp32", 32.0),
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

    private NominalBits() {}

    /**
     * Effective bits per weight, scales included.
     *
     * @param quantization for example {@code Q4_K_M} or {@code 8bit}, in any case
     * @return null if the name tells none
     */
    public static @Nullable Double perWeight(String quantization) {
        String name = quantization.toLowerCase(Locale.ROOT);
        Double known = BITS.get(name);
        if (known != null) {
            return known;
        }
        Matcher digits = FIRST_NUMBER.matcher(name);
        return digits.find() ? Double.valueOf(Double.parseDouble(digits.group()) + OVERHEAD_BITS) : null;
    }
}
