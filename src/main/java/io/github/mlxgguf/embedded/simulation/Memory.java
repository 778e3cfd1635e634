package io.github.mlxgguf.embedded.simulation;

import java.io.IOException;

/** Memory that can be made to be there. */
interface Memory {
    /** Grows to so many bytes; never shrinks. */
    void growTo(long target) throws IOException;

    /** Bytes that are there. */
    long bytes();
}
