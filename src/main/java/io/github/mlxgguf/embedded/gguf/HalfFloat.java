package io.github.mlxgguf.embedded.gguf;

/** IEEE 754 half precision, which Java 17 cannot do by itself. */
final class HalfFloat {
    private static final int MAX_EXPONENT = 31;

    private HalfFloat() {}

    /** Rounds to the nearest half, ties to even; what is too large becomes infinite. */
    static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00);
        }
        int exponent = (magnitude >>> 23) - 127 + 15;
        if (exponent >= MAX_EXPONENT) {
            return (short) (sign | 0x7c00);
        }
        if (exponent < -10) {
            return (short) sign;
        }
        int mantissa = exponent > 0 ? magnitude & 0x7fffff : (magnitude & 0x7fffff) | 0x800000;
        int dropped = exponent > 0 ? 13 : 14 - exponent;
        int half = (exponent > 0 ? exponent << 10 : 0) | (mantissa >>> dropped);
        int rest = mantissa & ((1 << dropped) - 1);
        int middle = 1 << (dropped - 1);
        if (rest > middle || (rest == middle && (half & 1) == 1)) {
            half++; // a carry runs into the exponent, which is just what rounding up means there
        }
        return (short) (sign | half);
    }

    /** The exact value of a half. */
    static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >>> 10) & MAX_EXPONENT;
        int mantissa = half & 0x3ff;
        if (exponent == MAX_EXPONENT) {
            return Float.intBitsToFloat(sign | 0x7f800000 | (mantissa << 13));
        }
        if (exponent == 0) {
            float subnormal = mantissa * 0x1p-24f;
            return sign == 0 ? subnormal : -subnormal;
        }
        return Float.intBitsToFloat(sign | ((exponent - 15 + 127) << 23) | (mantissa << 13));
    }
}
