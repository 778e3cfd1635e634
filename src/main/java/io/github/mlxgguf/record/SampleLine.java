package io.github.mlxgguf.record;

import io.github.mlxgguf.trace.Sample;

/**
 * One line of {@code samples.jsonl}.
 *
 * @param session number of the JVM session whose clock the sample's time is on
 */
public record SampleLine(int session, Sample sample) {}
