package io.github.mlxgguf.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SvgTest {
    @Test
    void whatAReaderWouldObeyIsShownAsReplaced() {
        assertThat(Svg.escape("a\u001b[2J\u0085\u202eb\u2066 <c>"))
                .isEqualTo("a\ufffd[2J\ufffd\ufffdb\ufffd &lt;c&gt;");
    }
}
