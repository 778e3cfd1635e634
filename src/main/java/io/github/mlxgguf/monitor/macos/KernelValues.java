package io.github.mlxgguf.monitor.macos;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Values that the kernel tells by name, as {@code sysctl} prints them. */
@FunctionalInterface
interface KernelValues {
    /** The value as the kernel keeps it, or null if it does not know this name or does not tell. */
    byte @Nullable [] read(String name);

    /** A value of 4 bytes (unsigned) or of 8; null if there is none or it has another size. */
    default @Nullable Long number(String name) {
        byte[] value = read(name);
        if (value == null) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        return switch (value.length) {
            case Integer.BYTES -> Integer.toUnsignedLong(bytes.getInt());
            case Long.BYTES -> bytes.getLong();
            default -> null;
        };
    }
}
