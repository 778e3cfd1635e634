package io.github.mlxgguf.config;

/**
 * How conclusions are drawn.
 *
 * @param practicalEquivalence half-width of the band around 1 in which a ratio is called equal, for example 0.03
 */
public record ReportConfig(double practicalEquivalence) {}
