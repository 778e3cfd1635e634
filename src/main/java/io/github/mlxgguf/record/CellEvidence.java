package io.github.mlxgguf.record;

/**
 * The evidence of one cell, ready to attach.
 *
 * @param recordsJsonl its lines of {@code records.jsonl}
 * @param samplesJsonl its lines of {@code samples.jsonl}
 */
public record CellEvidence(String recordsJsonl, String samplesJsonl) {}
