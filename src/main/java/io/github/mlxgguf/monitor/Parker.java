package io.github.mlxgguf.monitor;

/** Waits about so long; may return early. Tests put a clock of their own behind it. */
@FunctionalInterface
interface Parker {
    void park(long nanos);
}
