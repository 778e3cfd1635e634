package io.github.mlxgguf.trace;

import java.util.Arrays;
import java.util.Optional;

/** The file format of a model build, which decides the engine that runs it. */
public enum Format {
    /** llama.cpp's single-file format. */
    GGUF("gguf", "GGUF"),
    /** Apple's MLX: safetensors run by the MLX engine on Apple Silicon. */
    MLX("mlx", "MLX");

    private final String id;
    private final String label;

    Format(String id, String label) {
        this.id = id;
        this.label = label;
    }

    /** The spelling used in the config, in records and by LM Studio's REST API. */
    public String id() {
        return id;
    }

    /** The spelling used in text for people. */
    public String label() {
        return label;
    }

    /** The format whose {@link #id()} is {@code id}, or empty; LM Studio's CLI says {@code safetensors} for MLX. */
    public static Optional<Format> fromId(String id) {
        if (id.equals("safetensors")) {
            return Optional.of(MLX);
        }
        return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
    }
}
