package io.github.mlxgguf.config;

import io.github.mlxgguf.trace.Format;
import java.util.List;

/**
 * One build of a model.
 *
 * @param label for people, for example {@code MLX}
 * @param models keys under which a server may know it, in order of preference; never empty
 * @param quantization as the server writes it, for example {@code Q8_0} or {@code 8bit}
 */
public record VariantConfig(Format format, String label, List<String> models, String quantization) {
    /** Copies the list. */
    public VariantConfig {
        models = List.copyOf(models);
    }
}
