package io.github.mlxgguf.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private final Arguments arguments = new Arguments(new String[] {"--port", "8", "--mmap", "true", "--log", "a b"});

    @Test
    void valuesFollowTheirNames() {
        assertThat(arguments.number("port")).isEqualTo(8);
        assertThat(arguments.flag("mmap")).isTrue();
        assertThat(arguments.path("log")).hasToString("a b");
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        assertThatThrownBy(() -> arguments.text("engine")).hasMessage("Missing argument --engine");
        assertThatThrownBy(() -> arguments.number("log")).hasMessage("Expected a whole number after --log, found: a b");
        assertThatThrownBy(() -> new Arguments(new String[] {"port"})).hasMessage("Expected --name value, found: port");
        assertThatThrownBy(() -> new Arguments(new String[] {"--port"}))
                .hasMessage("Expected --name value, found: --port");
    }
}
