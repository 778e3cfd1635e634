package io.github.mlxgguf.analysis.certificate;

import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Something that keeps two builds from being the same work as far as was checked, with the figures that show it. An absent value is
 * unknown and no doubt.
 */
public sealed interface Doubt permits BuildDoubt, ConfigDoubt, RequestDoubt, MachineDoubt {
    /** The id in {@code summary.json}. */
    String id();

    /** The best grade that a pair with this doubt may have; {@link Grade#A} where the difference is intended. */
    Grade cap();

    /** What was found, in whole sentences. */
    String text();

    /** What would remove it, or null where it is intended. */
    @Nullable
    String remedy();

    /** The same, as {@code summary.json} has it. */
    default Reason reason() {
        return new Reason(id(), text(), remedy());
    }
}
