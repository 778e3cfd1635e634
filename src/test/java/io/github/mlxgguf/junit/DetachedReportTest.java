package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DetachedReportTest {
    @Test
    void theNameOfTheCommandLineIsAClassThatCanBeStarted() throws Exception {
        assertThat(Class.forName(DetachedReport.MAIN).getMethod("main", String[].class))
                .isNotNull();
    }
}
