package io.github.mlxgguf.embedded.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.embedded.gguf.GgufFile.TensorHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A model with experts, as a file: Mixtral's form of a Llama. */
class MixtureModelTest {
    private static final int WIDTH = 64;
    private static final int INNER = 96;
    private static final int EXPERTS = 4;
    private static final LlamaShape MIXTURE = new LlamaShape(400, WIDTH, INNER, 1, 4, 2, 256).withExperts(EXPERTS, 2);

    private static final int F32 = 0;
    private static final int F16 = 1;
    private static final int Q8_0 = 8;

    @Test
    void theHeadNamesTheExperts() throws IOException {
        assertThat(file(TensorType.F16).metadata())
                .containsEntry("general.architecture", "llama")
                .containsEntry("llama.feed_forward_length", INNER)
                .containsEntry("llama.expert_count", EXPERTS)
                .containsEntry("llama.expert_used_count", 2);
        assertThat(GgufFile.of(model(new LlamaShape(400, WIDTH, INNER, 1, 4, 2, 256), TensorType.F16, 1))
                        .metadata())
                .doesNotContainKeys("llama.expert_count", "llama.expert_used_count");
    }

    @Test
    void expertsAreStacksOfMatricesAndTheRouterStaysExact() throws IOException {
        GgufFile quantised = file(TensorType.Q8_0);
        Map<String, TensorHead> tensors = quantised.tensors();

        assertThat(tensors.keySet())
                .containsExactly(
                        "token_embd.weight",
                        "blk.0.attn_norm.weight",
                        "blk.0.attn_q.weight",
                        "blk.0.attn_k.weight",
                        "blk.0.attn_v.weight",
                        "blk.0.attn_output.weight",
                        "blk.0.ffn_norm.weight",
                        "blk.0.ffn_gate_inp.weight",
                        "blk.0.ffn_gate_exps.weight",
                        "blk.0.ffn_up_exps.weight",
                        "blk.0.ffn_down_exps.weight",
                        "output_norm.weight",
                        "output.weight");
        long router = quantised.head("blk.0.ffn_gate_inp.weight").offset();
        long routerBytes = 4L * WIDTH * EXPERTS;
        long stackBytes = WIDTH * INNER * EXPERTS / 32 * 34;
        assertThat(tensors)
                .containsEntry("blk.0.ffn_gate_inp.weight", new TensorHead(List.of(64L, 4L), F32, router))
                .containsEntry(
                        "blk.0.ffn_gate_exps.weight", new TensorHead(List.of(64L, 96L, 4L), Q8_0, router + routerBytes))
                .containsEntry(
                        "blk.0.ffn_up_exps.weight",
                        new TensorHead(List.of(64L, 96L, 4L), Q8_0, router + routerBytes + stackBytes))
                .containsEntry(
                        "blk.0.ffn_down_exps.weight",
                        new TensorHead(List.of(96L, 64L, 4L), Q8_0, router + routerBytes + 2 * stackBytes));
        assertThat(file(TensorType.F16).head("blk.0.ffn_down_exps.weight").type())
                .isEqualTo(F16);
    }

    @Test
    void bothEncodingsHoldTheSameNetwork() throws IOException {
        GgufFile half = file(TensorType.F16);
        GgufFile quantised = file(TensorType.Q8_0);

        assertThat(quantised.numbers("blk.0.ffn_gate_inp.weight")).isEqualTo(half.numbers("blk.0.ffn_gate_inp.weight"));
        for (String tensor : half.tensors().keySet()) {
            // a step of the scale is 1/127 of the largest in a block, and the constant component is 4
            assertThat(quantised.numbers(tensor)).as(tensor).containsExactly(half.numbers(tensor), within(0.17f));
        }
        assertThat(quantised.numbers("blk.0.ffn_down_exps.weight"))
                .containsExactly(half.numbers("blk.0.ffn_down_exps.weight"), within(0.004f));
    }

    @Test
    void eachExpertIsAnother() throws IOException {
        float[] gates = file(TensorType.F16).numbers("blk.0.ffn_gate_exps.weight");

        List<List<Float>> experts = IntStream.range(0, EXPERTS)
                .mapToObj(expert -> Arrays.copyOfRange(gates, expert * WIDTH * INNER, (expert + 1) * WIDTH * INNER))
                .map(MixtureModelTest::list)
                .toList();

        assertThat(experts).doesNotHaveDuplicates();
    }

    @Test
    void noExpertWritesTheConstantComponentAndTheRouterDoesNotReadIt() throws IOException {
        GgufFile file = file(TensorType.F16);
        float[] down = file.numbers("blk.0.ffn_down_exps.weight");
        float[] router = file.numbers("blk.0.ffn_gate_inp.weight");

        for (int expert = 0; expert < EXPERTS; expert++) {
            int start = expert * WIDTH * INNER;
            assertThat(Arrays.copyOfRange(down, start, start + INNER)).containsOnly(0f);
            assertThat(Arrays.copyOfRange(down, start + INNER, start + 2 * INNER))
                    .doesNotContain(0f);
            assertThat(router[expert * WIDTH]).isZero();
            assertThat(router[expert * WIDTH + 1]).isNotZero();
        }
    }

    /** If this changes, files in caches are no longer what the code makes: raise the generator version. */
    @Test
    void theSameArgumentsMakeTheSameBytesEverywhere() throws Exception {
        assertThat(sha256(TensorType.F16, 1))
                .isEqualTo("cb14deb53774b07132defb90980ce755ca706b78881d950c583f9ca15b8760c3");
        assertThat(sha256(TensorType.Q8_0, 1))
                .isEqualTo("0eb571051ae0b9e5a15c1cbf6a53332ad7d0c2ffb7b3e9bb4dc39fafc936448f");
        assertThat(sha256(TensorType.Q8_0, 2)).isNotEqualTo(sha256(TensorType.Q8_0, 1));
    }

    @Test
    void theSizeIsKnownBeforeTheFileIsWritten() throws IOException {
        for (TensorType type : new TensorType[] {TensorType.F16, TensorType.Q8_0}) {
            assertThat(write(type, 1)).hasSize((int) model(MIXTURE, type, 1).fileBytes());
        }
    }

    @Test
    void allParametersAreCountedAndThoseThatWorkOnOneToken() {
        int attention = 2 * 64 * 64 + 2 * 64 * 32;
        int rest = 2 * 400 * 64 + attention + 4 * 64 + 2 * 64 + 64;

        assertThat(MIXTURE.parameters()).isEqualTo(rest + 4 * 3 * 64 * 96);
        assertThat(MIXTURE.activeParameters()).isEqualTo(rest + 2 * 3 * 64 * 96);
        assertThat(MIXTURE.keyValueCacheBytes(256)).isEqualTo(2L * 2 * 1 * 32 * 256);
    }

    @Test
    void impossibleNumbersOfExpertsAreRefused() {
        LlamaShape dense = new LlamaShape(400, WIDTH, INNER, 1, 4, 2, 256);

        assertThatThrownBy(() -> dense.withExperts(4, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected no experts, or at least 2 of which 1 to all are used, found 4 experts of which 5"
                        + " are used");
        assertThatThrownBy(() -> dense.withExperts(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dense.withExperts(4, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(dense.withExperts(0, 0)).isEqualTo(dense);
    }

    private static GgufFile file(TensorType type) throws IOException {
        return new GgufFile(write(type, 1));
    }

    private static String sha256(TensorType type, long seed) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(write(type, seed)));
    }

    private static byte[] write(TensorType type, long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model(MIXTURE, type, seed).writeTo(Channels.newChannel(out));
        return out.toByteArray();
    }

    private static RandomModel model(LlamaShape shape, TensorType type, long seed) {
        return new RandomModel("mixture", shape, type, seed);
    }

    private static List<Float> list(float[] numbers) {
        return IntStream.range(0, numbers.length).mapToObj(i -> numbers[i]).toList();
    }
}
