package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SaltTest {
    @Test
    void equalRequestsGetEqualSaltsWhateverTheBuild() {
        String salt = Salt.of("run", "pair", 1, "simple-generation", "measured", "haiku", 2);

        assertThat(Salt.of("run", "pair", 1, "simple-generation", "measured", "haiku", 2))
                .isEqualTo(salt);
        assertThat(salt).matches("\\[[1-9]\\d\\d( [1-9]\\d\\d){4}]");
    }

    @Test
    void everyOtherRequestGetsAnotherOneOfTheSameShape() {
        Set<String> salts = new HashSet<>();
        for (int round = 1; round <= 10; round++) {
            for (int iteration = 1; iteration <= 100; iteration++) {
                salts.add(Salt.of("run", "pair", round, "simple-generation", "measured", "haiku", iteration));
                salts.add(Salt.of("run", "pair", round, "simple-generation", "warmup", "haiku", iteration));
                salts.add(Salt.of("run", "pair", round, "simple-generation", "measured", "fibonacci", iteration));
            }
        }

        assertThat(salts).hasSize(3_000).allSatisfy(salt -> assertThat(salt).hasSize(21));
    }

    @Test
    void theHashIsTheOneThatOtherToolsCompute() {
        assertThat(Salt.sha256Hex("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
