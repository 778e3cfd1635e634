package io.github.mlxgguf.lmstudio.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code lms load} is asked.
 *
 * @param name a key, a variant's key, or a path
 * @param identifier what the API shall call the copy
 * @param contextLength tokens, or null for the server's default
 * @param parallel predictions at once, or null for the server's default
 * @param exact whether to pass {@code --exact}. Without it the tool searches, and takes the first model whose key resembles the
 *     name
 */
public record LoadCommand(
        String name,
        String identifier,
        @Nullable Integer contextLength,
        @Nullable Integer parallel,
        boolean exact) {

    /** The arguments of the tool. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("load", name));
        if (exact) {
            arguments.add("--exact");
        }
        arguments.addAll(List.of("--identifier", identifier));
        if (parallel != null) {
            arguments.addAll(List.of("--parallel", parallel.toString()));
        }
        if (contextLength != null) {
            arguments.addAll(List.of("-c", contextLength.toString()));
        }
        arguments.add("-y");
        return arguments;
    }

    /** The same, but searched for. */
    public LoadCommand searched() {
        return new LoadCommand(name, identifier, contextLength, parallel, false);
    }

    /** The same model by another name. */
    public LoadCommand named(String other) {
        return new LoadCommand(other, identifier, contextLength, parallel, exact);
    }
}
