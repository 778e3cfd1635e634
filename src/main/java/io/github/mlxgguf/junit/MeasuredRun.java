package io.github.mlxgguf.junit;

import java.nio.file.Path;

/**
 * The run of this JUnit session. It is still open, so it has no {@code end} record yet; every record before that is in the file.
 *
 * @param folder its results folder
 */
public record MeasuredRun(Path folder) {}
