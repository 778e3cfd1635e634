package io.github.mlxgguf.server;

import io.github.mlxgguf.trace.Format;
import org.jspecify.annotations.Nullable;

/**
 * What a second witness, besides the server's own list, says of a loaded instance. The list may describe another build of the
 * same model than the one that is loaded; this does not.
 *
 * @param witness who said so, for example {@code lms ps}
 * @param modelKey with the variant, if it is an unselected build of a catalogue model
 * @param device null is this machine
 * @param config context length and slots, as applied
 */
public record LoadedBuild(
        String witness,
        String modelKey,
        @Nullable Format format,
        @Nullable String quantization,
        @Nullable String selectedVariant,
        @Nullable String device,
        LoadConfig config) {}
