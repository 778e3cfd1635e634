package io.github.mlxgguf.embedded.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RandomModelTest {
    private static final LlamaShape SMALL = new LlamaShape(400, 64, 96, 1, 4, 2, 256);

    /** If this changes, files in caches are no longer what the code makes: raise the generator version. */
    @Test
    void theSameArgumentsMakeTheSameBytesEverywhere() throws Exception {
        assertThat(RandomModel.GENERATOR_VERSION).isEqualTo(2);
        assertThat(sha256(write(TensorType.F16, 1)))
                .isEqualTo("22a406197a242cfeb69bebb3503b588fad8f672287e9cb694b8bcaad5a50e034");
        assertThat(sha256(write(TensorType.Q8_0, 1)))
                .isEqualTo("8989d7c42fd32b0760aaacef3b3f0ab8378c4e8720f926564f8834fa79dc0433");
    }

    @Test
    void anotherSeedMakesOtherBytesOfTheSameLength() throws Exception {
        byte[] one = write(TensorType.F16, 1);
        byte[] two = write(TensorType.F16, 2);

        assertThat(two).hasSameSizeAs(one).isNotEqualTo(one);
    }

    @Test
    void theSizeIsKnownBeforeTheFileIsWritten() throws Exception {
        for (TensorType type : new TensorType[] {TensorType.F16, TensorType.Q8_0}) {
            assertThat(write(type, 1)).hasSize((int) model(type, 1).fileBytes());
        }
    }

    @Test
    void bothEncodingsHoldTheSameWeights() throws Exception {
        float[] half = firstEmbeddings(TensorType.F16);
        float[] quantised = firstEmbeddings(TensorType.Q8_0);

        for (int i = 0; i < half.length; i++) {
            assertThat(quantised[i]).isCloseTo(half[i], within(0.02f));
        }
    }

    @Test
    void parametersAndCacheAreCounted() {
        assertThat(SMALL.parameters())
                .isEqualTo(2 * 400 * 64 + (2 * 64 * 64 + 2 * 64 * 32 + 3 * 64 * 96 + 2 * 64) + 64);
        assertThat(SMALL.keyValueCacheBytes(256)).isEqualTo(2L * 2 * 1 * 32 * 256);
    }

    private static float[] firstEmbeddings(TensorType type) throws IOException {
        byte[] file = write(type, 1);
        int start = file.length - (int) dataBytes(type);
        ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[32];
        for (int i = 0; i < values.length; i++) {
            values[i] = type == TensorType.F16
                    ? HalfFloat.toFloat(data.getShort(start + 2 * i))
                    : HalfFloat.toFloat(data.getShort(start)) * data.get(start + 2 + i);
        }
        return values;
    }

    /** All rows of this shape are multiples of the alignment, so there is no padding to count. */
    private static long dataBytes(TensorType type) {
        long norms = 3L * SMALL.embedding();
        return TensorType.F32.byteSize(norms) + type.byteSize(SMALL.parameters() - norms);
    }

    private static byte[] write(TensorType type, long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model(type, seed).writeTo(Channels.newChannel(out));
        return out.toByteArray();
    }

    private static RandomModel model(TensorType type, long seed) {
        return new RandomModel("small", SMALL, type, seed);
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
