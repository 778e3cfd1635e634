package io.github.mlxgguf.embedded.simulation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One line of a truth file.
 *
 * <p>Every time is {@link System#nanoTime()}. On Linux and macOS its origin is the machine's, not the process's (there it is
 * {@code CLOCK_MONOTONIC} and {@code mach_absolute_time}), so the times of the worker, of the server and of a client on the same
 * machine can be subtracted from each other.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LoadTruth.class, name = "load"),
    @JsonSubTypes.Type(value = GenerationTruth.class, name = "generation"),
    @JsonSubTypes.Type(value = UnloadTruth.class, name = "unload")
})
public sealed interface TruthLine permits LoadTruth, GenerationTruth, UnloadTruth {
    /** The instance it is about; ids are used again after an unload. */
    String instanceId();

    /** The model it is about. */
    String modelKey();

    /** The how many-th load of the key in this server, from 1; with the key it names a load. */
    int loadNumber();
}
