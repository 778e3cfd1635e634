package io.github.mlxgguf.calibration;

import org.jspecify.annotations.Nullable;

/**
 * What a simulated server really did for one request.
 *
 * @param receivedNs the last byte of the request was read, monotonic clock of the machine
 * @param firstSentNs the first text event was handed to the socket
 * @param decodeTokensPerSecond tokens after the first over the time from the first to the last; null for one token
 */
record TrueGeneration(
        long receivedNs,
        long firstSentNs,
        @Nullable Double decodeTokensPerSecond,
        long outputTokens,
        long inputTokens) {}
