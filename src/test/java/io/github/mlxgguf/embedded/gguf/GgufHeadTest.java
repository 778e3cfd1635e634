package io.github.mlxgguf.embedded.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class GgufHeadTest {
    @Test
    void theHeadIsWrittenAsTheFormatSays() {
        Metadata metadata = new Metadata()
                .put("a", "hi")
                .put("n", 7)
                .put("f", 1f)
                .put("b", true)
                .putStrings("s", List.of("x"))
                .putInts("i", new int[] {-1});
        List<Tensor> tensors = List.of(
                new Tensor("t", TensorType.F32, 3, 1),
                new Tensor("u", TensorType.F16, 2, 5),
                new Tensor("w", TensorType.F16, 2, 5, 3));

        String hex = HexFormat.of().formatHex(GgufHead.encode(metadata, tensors));

        assertThat(hex)
                .startsWith("47475546" + "03000000" + "0300000000000000" + "0600000000000000")
                .contains("0100000000000000" + "61" + "08000000" + "0200000000000000" + "6869")
                .contains("0100000000000000" + "6e" + "04000000" + "07000000")
                .contains("0100000000000000" + "66" + "06000000" + "0000803f")
                .contains("0100000000000000" + "62" + "07000000" + "01")
                .contains("0100000000000000" + "73" + "09000000" + "08000000" + "0100000000000000" + "0100000000000000"
                        + "78")
                .contains("0100000000000000" + "69" + "09000000" + "05000000" + "0100000000000000" + "ffffffff")
                .contains("0100000000000000" + "74" + "01000000" + "0300000000000000" + "00000000" + "0000000000000000")
                .contains("0100000000000000" + "75" + "02000000" + "0200000000000000" + "0500000000000000" + "01000000"
                        + "2000000000000000")
                .contains("0100000000000000" + "77" + "03000000" + "0200000000000000" + "0500000000000000"
                        + "0300000000000000" + "01000000" + "4000000000000000");
        assertThat(hex.length() / 2 % GgufHead.ALIGNMENT).isZero();
    }
}
