package io.github.mlxgguf.embedded.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class RowEncoderTest {
    @Test
    void aBlockHoldsItsScaleAndThenItsBytes() {
        float[] row = new float[32];
        row[0] = 127;
        row[1] = -127;
        row[2] = 63.4f;
        row[31] = -1;

        ByteBuffer block = encode(TensorType.Q8_0, row);

        assertThat(block.remaining()).isEqualTo(34);
        assertThat(block.getShort(0)).isEqualTo((short) 0x3c00);
        assertThat(block.get(2)).isEqualTo((byte) 127);
        assertThat(block.get(3)).isEqualTo((byte) -127);
        assertThat(block.get(4)).isEqualTo((byte) 63);
        assertThat(block.get(5)).isZero();
        assertThat(block.get(33)).isEqualTo((byte) -1);
    }

    @Test
    void aBlockOfZerosHasScaleZero() {
        ByteBuffer block = encode(TensorType.Q8_0, new float[32]);

        while (block.hasRemaining()) {
            assertThat(block.get()).isZero();
        }
    }

    @Test
    void quantisedNumbersComeBackWithinHalfAStep() {
        float[] row = new float[64];
        SplitMix random = new SplitMix(7, 7);
        for (int i = 0; i < row.length; i++) {
            row[i] = random.nextNormal();
        }

        ByteBuffer blocks = encode(TensorType.Q8_0, row);

        for (int i = 0; i < row.length; i++) {
            int start = i / 32 * 34;
            float scale = HalfFloat.toFloat(blocks.getShort(start));
            assertThat(blocks.get(start + 2 + i % 32) * scale).isCloseTo(row[i], within(0.55f * scale));
        }
    }

    @Test
    void aRowThatEndsInsideABlockIsRefused() {
        assertThatThrownBy(() -> TensorType.Q8_0.byteSize(33))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A row of Q8_0 holds a multiple of 32 numbers, but this one has 33");
    }

    private static ByteBuffer encode(TensorType type, float[] row) {
        ByteBuffer out = ByteBuffer.allocate((int) type.byteSize(row.length)).order(ByteOrder.LITTLE_ENDIAN);
        RowEncoder.encode(type, row, out);
        return out.flip();
    }
}
