package io.github.mlxgguf.embedded.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EmbeddedCatalogTest {
    @Test
    void theStandardModelsAreTwoQuantisationsOfOneNetwork() {
        assertThat(EmbeddedCatalog.STANDARD.models())
                .extracting(CatalogModel::key)
                .containsExactly("embedded/gibberish-50m@f16", "embedded/gibberish-50m@q8_0");
        assertThat(EmbeddedCatalog.STANDARD.models())
                .extracting(CatalogModel::sizeBytes)
                .containsExactly(96_621_984L, 51_402_144L);
        assertThat(EmbeddedCatalog.STANDARD.models().get(0).shape().parameters())
                .isEqualTo(48_249_344L);
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
