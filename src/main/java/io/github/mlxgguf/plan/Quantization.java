package io.github.mlxgguf.plan;

import io.github.mlxgguf.trace.Format;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the name of a quantisation tells: {@code Q4_K_M}, {@code 8bit}, {@code bf16}. */
public final class Quantization {
    /** A name at the end of a model's key, as a pattern without groups. */
    static final String NAME = "(?:i|t)?q\\d(?:_[a-z0-9]+)*|\\d+bit|bf16|f16|fp16|f32|fp32|mxfp4|nvfp4";

    /** How GGUF quantisations are spelled: {@code q4_k_m}, {@code iq3_xs}. */
    private static final Pattern GGUF = Pattern.compile("(?:iq|q|tq)\\d.*");

    /** How MLX quantisations are spelled: {@code 4bit}, {@code 8bit}. {@code bf16}, {@code f16}, {@code mxfp4} may be either. */
    private static final Pattern MLX = Pattern.compile("\\d+bit");

    private Quantization() {}

    /** Whether two names mean one quantisation: case does not count, and {@code fp16} is {@code f16}. */
    public static boolean same(String one, String other) {
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
}
