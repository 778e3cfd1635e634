package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineBytesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a\n",
                "a\nb",
                "a\r\nb\r\n",
                "a\rb\r",
                "\n\n",
                "\r\r\n\n",
                "\n\r",
                "a\r\n\r\nb\n\rc",
                "\t\n \n"
            })
    void linesAreThoseOfABufferedReader(String text) throws IOException {
        assertThat(lines(text)).isEqualTo(expected(text));
    }

    /** A block of the file may end anywhere: in a line that is longer, or between CR and LF. */
    @Test
    void blocksDoNotShow() throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append("x".repeat(random.nextInt(i % 20 == 0 ? 300_000 : 9_000)))
                    .append(List.of("\n", "\r", "\r\n").get(i % 3));
        }
        assertThat(lines(text.toString())).isEqualTo(expected(text.toString()));
        for (int length = 65_534; length <= 65_537; length++) {
            String atTheEdge = "y".repeat(length) + "\r\nz\n";
            assertThat(lines(atTheEdge)).containsExactly("1 " + "y".repeat(length), "2 z");
        }
    }

    private List<String> lines(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("lines"), text);
        List<String> lines = new ArrayList<>();
        LineBytes.forEach(
                file,
                (number, bytes, offset, length) ->
                        lines.add(number + " " + new String(bytes, offset, length, StandardCharsets.UTF_8)));
        return lines;
    }

    private List<String> expected(String text) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(Files.writeString(folder.resolve("lines"), text))) {
            reader.lines().forEach(line -> lines.add(lines.size() + 1 + " " + line));
        }
        return lines;
    }
}
