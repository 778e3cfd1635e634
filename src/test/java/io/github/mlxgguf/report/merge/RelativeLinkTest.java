package io.github.mlxgguf.report.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RelativeLinkTest {
    private static final Path MERGED = Path.of("results", "merged-1");

    @Test
    void leadsFromOneFolderToAFileInAnother() {
        assertThat(RelativeLink.between(MERGED, Path.of("results", "run-1", "timeline.html")))
                .contains("../run-1/timeline.html");
        assertThat(RelativeLink.between(MERGED.resolve("1-group"), Path.of("results", "run-1", "timeline.html")))
                .contains("../../run-1/timeline.html");
    }

    @Test
    void aNameEndsNoLinkAndStartsNoMarkup() {
        assertThat(RelativeLink.between(MERGED, Path.of("results", "a b)[x](<script>\"#?%", "timeline.html")))
                .contains("../a%20b%29%5Bx%5D%28%3Cscript%3E%22%23%3F%25/timeline.html");
    }
}
