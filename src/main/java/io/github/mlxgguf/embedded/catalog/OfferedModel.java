package io.github.mlxgguf.embedded.catalog;

import io.github.mlxgguf.trace.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One build in a server's list, real or simulated: all that the list says about it. */
public interface OfferedModel {
    /** What a load call takes. */
    String key();

    /** What stands before the slash of a key, as a rule. */
    String publisher();

    String displayName();

    String architecture();

    Format format();

    /** As LM Studio spells it. */
    String quantization();

    double bitsPerWeight();

    /** Number of parameters as a publisher would write it. */
    String params();

    /** Size of the files. */
    long sizeBytes();

    int maxContextLength();

    /** The entry of the list that hides this build with its siblings, or null for an entry of its own. */
    default @Nullable String catalogueEntry() {
        return null;
    }

    /** Which of the siblings the entry shows and loads. */
    default boolean selected() {
        return false;
    }

    /** The context that a load really gets, whatever was asked for; 0 if it gets what was asked for. */
    default int fittedContext() {
        return 0;
    }

    /** Allowed values of the reasoning switch; empty for a model without one. */
    default List<String> reasoningOptions() {
        return List.of();
    }
}
