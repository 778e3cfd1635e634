package io.github.mlxgguf.monitor.macos;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kernel that tells what it was given. */
final class FakeKernel implements KernelValues {
    private final Map<String, byte[]> values = new HashMap<>();

    /** One whose page counts agree with the texts of {@link VmStatTexts}. */
    static FakeKernel calm() {
        return new FakeKernel()
                .pages(1_000, 350, 20)
                .wide(MemoryProbe.PAGE_SIZE, VmStatTexts.PAGE)
                .wide("hw.memsize", 1L << 30)
                .narrow(SwapProbe.PRESSURE, 1)
                .swap(3_000_000);
    }

    FakeKernel pages(long free, long fileBacked, long purgeable) {
        return narrow(MemoryProbe.FREE, free)
                .narrow(MemoryProbe.FILE_BACKED, fileBacked)
                .narrow(MemoryProbe.PURGEABLE, purgeable);
    }

    FakeKernel swap(long usedBytes) {
        return raw(
                SwapProbe.SWAP,
                ByteBuffer.allocate(32)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(usedBytes * 3)
                        .putLong(usedBytes * 2)
                        .putLong(usedBytes)
                        .putInt(16_384)
                        .putInt(1)
                        .array());
    }

    /** A value of 4 bytes. */
    FakeKernel narrow(String name, long value) {
        return raw(
                name,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt((int) value)
                        .array());
    }

    /** A value of 8 bytes. */
    FakeKernel wide(String name, long value) {
        return raw(
                name,
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array());
    }

    FakeKernel raw(String name, byte[] value) {
        values.put(name, value);
        return this;
    }

    FakeKernel without(String name) {
        values.remove(name);
        return this;
    }

    @Override
    public byte @Nullable [] read(String name) {
        return values.get(name);
    }
}
