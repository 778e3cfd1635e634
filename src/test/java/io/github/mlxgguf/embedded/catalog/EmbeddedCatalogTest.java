package io.github.mlxgguf.embedded.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.mlxgguf.embedded.gguf.LlamaShape;
import org.junit.jupiter.api.Test;

class EmbeddedCatalogTest {
    @Test
    void theStandardModelsAreTwoQuantisationsOfADenseNetworkAndOfOneWithExperts() {
        assertThat(EmbeddedCatalog.STANDARD.models())
                .extracting(
                        CatalogModel::key, CatalogModel::params, CatalogModel::architecture, CatalogModel::sizeBytes)
                .containsExactly(
                        tuple("embedded/gibberish-50m@f16", "50M", "llama", 96_621_984L),
                        tuple("embedded/gibberish-50m@q8_0", "50M", "llama", 51_402_144L),
                        tuple("embedded/gibberish-moe-60m@f16", "60M-A26M", "llama", 118_873_024L),
                        tuple("embedded/gibberish-moe-60m@q8_0", "60M-A26M", "llama", 63_331_264L));
        LlamaShape dense = EmbeddedCatalog.STANDARD.models().get(0).shape();
        assertThat(dense.parameters()).isEqualTo(48_249_344L).isEqualTo(dense.activeParameters());
        LlamaShape mixture = EmbeddedCatalog.STANDARD.models().get(2).shape();
        assertThat(mixture.parameters()).isEqualTo(59_316_736L);
        assertThat(mixture.activeParameters()).isEqualTo(26_286_592L);
        assertThat(mixture.keyValueCacheBytes(2048)).isEqualTo(dense.keyValueCacheBytes(2048));
    }

    @Test
    void theTinyModelsAreOfBothKindsToo() {
        assertThat(EmbeddedCatalog.TINY.models())
                .extracting(CatalogModel::key, model -> model.shape().isMixture())
                .containsExactly(
                        tuple("embedded/gibberish-tiny@f16", false),
                        tuple("embedded/gibberish-tiny@q8_0", false),
                        tuple("embedded/gibberish-moe-tiny@f16", true),
                        tuple("embedded/gibberish-moe-tiny@q8_0", true));
    }

    @Test
    void keysAreFoundInAnyCase() {
        assertThat(EmbeddedCatalog.STANDARD.offers().find("Embedded/Gibberish-50M@Q8_0"))
                .contains(EmbeddedCatalog.STANDARD.models().get(1));
        assertThat(EmbeddedCatalog.STANDARD.offers().find("embedded/gibberish-50m"))
                .isEmpty();
    }

    @Test
    void anUnknownCatalogueIsRefused() {
        assertThatThrownBy(() -> EmbeddedCatalog.fromId("huge"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected standard or tiny as catalogue, found: huge");
    }
}
