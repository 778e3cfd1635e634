package io.github.mlxgguf.embedded.script;

import io.github.mlxgguf.embedded.catalog.OfferedModel;
import io.github.mlxgguf.trace.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One build that a simulated server offers, and the truth about it.
 *
 * @param key what a load call takes; of a build in a catalogue entry, {@code entry@variant}
 * @param catalogueEntry the key under which the list hides this build with its siblings, or null for an entry of its own
 * @param selected which of the siblings the entry shows and loads
 * @param sizeBytes what the list says about the files
 * @param residentBytes what the worker really allocates and touches at its load
 * @param mmap whether those bytes are pages of a file that is mapped, instead of memory of the worker's own
 * @param contextBytesPerToken what it allocates, at its first use, for every token of prompt and answer
 * @param promptCache whether a prompt that begins like an earlier one is computed only from where it differs
 * @param fittedContext the context that is really applied, whatever was asked for; 0 to obey
 * @param reasoningOptions allowed values of the reasoning switch; empty for a model without one
 */
public record ScriptedModel(
        String key,
        @Nullable String catalogueEntry,
        boolean selected,
        String displayName,
        String publisher,
        String architecture,
        Format format,
        String quantization,
        double bitsPerWeight,
        String params,
        long sizeBytes,
        int maxContextLength,
        long residentBytes,
        boolean mmap,
        long contextBytesPerToken,
        boolean promptCache,
        int fittedContext,
        List<String> reasoningOptions,
        Speed speed,
        Answer answer,
        Leak leak)
        implements OfferedModel {
    /** Fills in what a script left out. */
    public ScriptedModel {
        displayName = displayName == null ? key : displayName;
        publisher = publisher == null ? "simulated" : publisher;
        architecture = architecture == null ? "llama" : architecture;
        params = params == null ? "1B" : params;
        maxContextLength = maxContextLength == 0 ? 131_072 : maxContextLength;
        reasoningOptions = reasoningOptions == null ? List.of() : List.copyOf(reasoningOptions);
        answer = answer == null ? Answer.PLAIN : answer;
        leak = leak == null ? Leak.NONE : leak;
    }
}
