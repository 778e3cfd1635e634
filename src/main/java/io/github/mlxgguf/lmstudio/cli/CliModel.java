package io.github.mlxgguf.lmstudio.cli;

import io.github.mlxgguf.trace.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as {@code lms ls --json} and {@code lms ps --json} describe it.
 *
 * @param modelKey what {@code lms load} takes; a build of a catalogue model may carry its variant, {@code key@4bit}
 * @param type {@code llm} or {@code embedding}
 * @param format the tool says {@code safetensors} where the REST API says {@code mlx}
 * @param path folder or file under the models folder; {@code --exact} compares with this
 * @param sizeBytes size of the files; of the selected build only, for a catalogue model
 * @param repository {@code indexedModelIdentifier}; what follows an {@code @} is the repository of the build
 * @param device null is this machine, anything else is another one (LM Link)
 * @param variants keys of the builds of a catalogue model, else empty
 */
public record CliModel(
        String modelKey,
        @Nullable String type,
        @Nullable Format format,
        @Nullable String displayName,
        @Nullable String publisher,
        @Nullable String path,
        @Nullable Long sizeBytes,
        @Nullable String repository,
        @Nullable String device,
        @Nullable String params,
        @Nullable String architecture,
        @Nullable String quantization,
        List<String> variants,
        @Nullable String selectedVariant,
        @Nullable Long maxContextLength) {

    /** Copies the list. */
    public CliModel {
        variants = List.copyOf(variants);
    }

    /** The key without a variant. */
    public String baseKey() {
        int at = modelKey.indexOf('@');
        return at < 0 ? modelKey : modelKey.substring(0, at);
    }
}
