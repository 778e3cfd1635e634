package io.github.mlxgguf.record;

/**
 * What the config expected of a pair.
 *
 * @param metric for example {@code decode_ratio}
 * @param scenario id of the scenario that is judged
 * @param operator {@code >=}, {@code <=}, {@code >} or {@code <}
 * @param bound a ratio, or MB per request
 */
public record ExpectationInfo(String metric, String scenario, String operator, double bound) {}
