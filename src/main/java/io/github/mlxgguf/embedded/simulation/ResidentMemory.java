package io.github.mlxgguf.embedded.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Memory of this process outside the Java heap that is really there: allocated, written with noise that no compressor makes
 * smaller, and never given back. Safe for use by several threads.
 */
final class ResidentMemory implements Memory {
    /** Small enough to spread a load over time; large enough that the allocator's own page for each does not count. */
    static final int BLOCK_BYTES = 4 << 20;

    private static final int NOISE_BYTES = 64 << 10;

    private final byte[] noise = new byte[NOISE_BYTES];
    private final List<ByteBuffer> blocks = new ArrayList<>();
    private final List<Object> kept = new ArrayList<>();
    private long bytes;

    ResidentMemory() {
        new Random(NOISE_BYTES).nextBytes(noise);
    }

    /** Holds something as long as this is held: a mapping ends when nobody refers to it. */
    synchronized void keep(Object mapping) {
        kept.add(mapping);
    }

    @Override
    public synchronized void growTo(long target) {
        while (bytes < target) {
            int size = (int) Math.min(BLOCK_BYTES, target - bytes);
            ByteBuffer block = ByteBuffer.allocateDirect(size);
            while (block.hasRemaining()) {
                block.put(noise, 0, Math.min(NOISE_BYTES, block.remaining()));
            }
            blocks.add(block);
            bytes += size;
        }
    }

    @Override
    public synchronized long bytes() {
        return bytes;
    }
}
