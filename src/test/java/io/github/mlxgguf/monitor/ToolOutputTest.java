package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToolOutputTest {
    @Test
    void whatAToolPrintsIsTaken() {
        assertThat(ToolOutput.of(List.of("/bin/echo", "two words"))).contains("two words\n");
        assertThat(ToolOutput.of(List.of("/bin/echo")))
                .as("nothing was printed")
                .isEmpty();
    }

    @Test
    void aToolThatIsNotThereIsUnknown() {
        assertThat(ToolOutput.of(List.of("/no/such/tool"))).isEmpty();
    }
}
