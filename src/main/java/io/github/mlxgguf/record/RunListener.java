package io.github.mlxgguf.record;

import java.nio.file.Path;

/**
 * Told what happens in a run; found by {@link java.util.ServiceLoader}. Called on the test thread. An implementation must not
 * throw for want of a place to write: it would void a measurement that is already on disk.
 */
public interface RunListener {
    /** The run's folder exists and its first records are written. */
    default void runStarted(Path resultsFolder, RunBody run) {}

    /**
     * A cell has ended; its scenario record and all that belong to it are written.
     *
     * @param cell the cell's record
     * @param evidence what a reader of this cell wants at hand
     */
    default void cellFinished(ScenarioBody cell, CellEvidence evidence) {}

    /**
     * The run was interrupted, and its last record is written. Called while the JVM goes down: be quick. {@link #runFinished} is not
     * called then; the report is made by a process of its own.
     */
    default void runInterrupted(Path resultsFolder) {}

    /** The last record is written; the folder is complete but for reports. */
    default void runFinished(Path resultsFolder) {}
}
