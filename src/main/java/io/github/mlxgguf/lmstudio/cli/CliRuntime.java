package io.github.mlxgguf.lmstudio.cli;

import io.github.mlxgguf.trace.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An engine as {@code lms runtime ls} lists it.
 *
 * @param version what follows the {@code @}; LM Studio's packaging of the engine
 * @param selected whether new loads of its formats use it
 * @param formats what it loads; empty if the table does not say
 */
public record CliRuntime(String name, @Nullable String version, boolean selected, List<Format> formats) {
    /** Copies the list. */
    public CliRuntime {
        formats = List.copyOf(formats);
    }
}
