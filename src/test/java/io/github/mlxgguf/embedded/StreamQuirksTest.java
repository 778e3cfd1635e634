package io.github.mlxgguf.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.embedded.RawConnection.Received;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a server writes its streams, byte by byte; the simulated engine says what is known. */
@Timeout(60)
class StreamQuirksTest {
    private static final String MODEL = """
            models:
              - key: one
                format: gguf
                quantization: Q8_0
                size_bytes: 1000000
                resident_bytes: 1000000
                speed: {load_seconds: 0, prefill_tokens_per_second: 50000, decode_tokens_per_second: 500}
                answer: {text: "%s", tokens: %d, tokens_per_delta: 1}
            """;
    private static final String ACCENTS = "é à ü ö ñ ß € 記 憶 🚀 ";

    @TempDir
    private Path directory;

    private @Nullable SimulatedServers simulated;

    @AfterEach
    void stop() {
        if (simulated != null) {
            simulated.close();
        }
    }

    @Test
    void bareEventsHaveEmptyData() throws Exception {
        String body = body(answer("quirks: [bare_events]", "ab", 1));

        assertThat(body)
                .contains("event: message.start\ndata: {}\n\n")
                .contains("event: message.end\ndata: {}\n\n")
                .contains("event: prompt_processing.end\ndata: {}\n\n")
                .contains("event: prompt_processing.start\ndata: {\"type\":\"prompt_processing.start\"}\n\n");
    }

    @Test
    void thePromptCanEndTwice() throws Exception {
        String twice = "event: prompt_processing.end\ndata: {\"type\":\"prompt_processing.end\"}\n\n";

        assertThat(body(answer("quirks: [doubled_prompt_end]", "ab", 1)))
                .contains(twice + twice + "event: message.start");
    }

    @Test
    void unknownEventsAndFieldsCome() throws Exception {
        String field = "\"future_field\":{\"level\":1,\"list\":[true,null]}";
        String body = body(answer("quirks: [unknown_events_and_fields]", "ab", 1));

        assertThat(body)
                .contains("event: chat.queued\ndata: {\"type\":\"chat.queued\",\"position\":0," + field + "}\n\n")
                .contains("event: message.annotation\ndata: {\"type\":\"message.annotation\",\"content\":\"not of the"
                        + " answer\"," + field + "}\n\n")
                .contains("\"content\":\"ab\"," + field);
        assertThat(simulated().client().get("/api/v1/models").text()).contains(field);
        assertThat(simulated()
                        .client()
                        .get("/api/v1/models")
                        .json()
                        .at("/models/0/loaded_instances/0/config/future_field/level")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aDoneLineCanFollowTheEnd() throws Exception {
        assertThat(body(answer("quirks: [done_line]", "ab", 1))).endsWith("}}}\n\ndata: [DONE]\n\n");
    }

    @Test
    void withoutQuirksNothingFollowsTheEnd() throws Exception {
        assertThat(body(answer("quirks: []", "ab", 1))).endsWith("}}}\n\n").doesNotContain("DONE", "\n:", "future");
    }

    @Test
    void commentsCanStandBetweenEvents() throws Exception {
        assertThat(body(answer("quirks: [comment_lines]", "ab", 1)))
                .startsWith(": keep-alive\n\nevent: chat.start\n")
                .contains("\n\n: keep-alive\n\nevent: message.delta\n");
    }

    @Test
    void textEventsCanLeaveInBunches() throws Exception {
        List<Integer> deltas = chunks(answer("quirks: [coalesced]", ACCENTS, 10)).stream()
                .map(chunk -> chunk.split("event: message.delta", -1).length - 1)
                .filter(count -> count > 0)
                .toList();

        assertThat(deltas).containsExactly(4, 4, 2);
    }

    @Test
    void eachEventIsAChunkOfItsOwnByDefault() throws Exception {
        assertThat(chunks(answer("quirks: []", ACCENTS, 10)))
                .filteredOn(chunk -> !chunk.isEmpty())
                .allMatch(chunk -> chunk.startsWith("event: ") && chunk.endsWith("\n\n"));
    }

    @Test
    void charactersAreCutByChunksAndBySegments() throws Exception {
        Received received = answer("quirks: [split_utf8]", ACCENTS, 20);

        List<byte[]> chunks = received.chunks();
        assertThat(chunks).filteredOn(StreamQuirksTest::endsInsideCharacter).hasSizeGreaterThanOrEqualTo(4);
        // inside a chunk, the reads show where a segment ended
        assertThat(received.reads())
                .filteredOn(StreamQuirksTest::endsInsideCharacter)
                .as("reads that end inside a character and not at a chunk's end")
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(new String(joined(chunks), StandardCharsets.UTF_8))
                .contains("é", "€", "記")
                .doesNotContain("\ufffd");
    }

    @Test
    void bunchesCanBeCutToo() throws Exception {
        Received received = answer("quirks: [split_utf8, coalesced]", ACCENTS, 10);

        assertThat(received.chunks()).anyMatch(StreamQuirksTest::endsInsideCharacter);
        assertThat(body(received).split("event: message.delta", -1)).hasSize(11);
    }

    private Received answer(String quirks, String text, int tokens) throws Exception {
        simulated = new SimulatedServers(directory, quirks + "\n" + MODEL.formatted(text, tokens));
        assertThat(simulated
                        .client()
                        .post("/api/v1/models/load", "{\"model\":\"one\"}")
                        .status())
                .isEqualTo(200);
        return simulated.server.post("/api/v1/chat", ScriptedServers.chat("one", tokens));
    }

    private SimulatedServers simulated() {
        return Objects.requireNonNull(simulated);
    }

    private static List<String> chunks(Received received) {
        return received.chunks().stream()
                .map(chunk -> new String(chunk, StandardCharsets.UTF_8))
                .toList();
    }

    private static String body(Received received) {
        return new String(joined(received.chunks()), StandardCharsets.UTF_8);
    }

    private static byte[] joined(List<byte[]> parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int start = all.length;
            all = Arrays.copyOf(all, start + part.length);
            System.arraycopy(part, 0, all, start, part.length);
        }
        return all;
    }

    /** The last byte begins a character of several bytes, or goes on with one whose rest is missing. */
    private static boolean endsInsideCharacter(byte[] bytes) {
        return bytes.length > 0 && (bytes[bytes.length - 1] & 0xC0) == 0xC0;
    }
}
