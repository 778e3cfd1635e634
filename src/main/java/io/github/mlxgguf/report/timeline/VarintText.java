package io.github.mlxgguf.report.timeline;

import java.io.ByteArrayOutputStream;
import java.util.Base64;

/**
 * Whole numbers as text: seven bits a byte, the lowest first, the eighth bit says that more follow; the bytes in base64. Small
 * numbers take one byte, so neighbours are written as differences.
 */
final class VarintText {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long previous;

    /** Adds a number that is not negative. */
    void unsigned(long number) {
        long rest = number;
        while (rest >= 0x80) {
            bytes.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /** Adds the difference to the number before; a negative one becomes odd. */
    void difference(long number) {
        unsigned(zigzag(number));
    }

    /** As {@link #difference}, with 0 for an absent number. */
    void differenceOrAbsent(long number) {
        if (number == TimelineSeries.ABSENT) {
            unsigned(0);
        } else {
            unsigned(zigzag(number) + 1);
        }
    }

    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private long zigzag(long number) {
        long step = number - previous;
        previous = number;
        return step << 1 ^ step >> 63;
    }
}
