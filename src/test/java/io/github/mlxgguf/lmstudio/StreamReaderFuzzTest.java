package io.github.mlxgguf.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.TextEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams made by dice with fixed seeds: cut anywhere, they read the same; garbled anywhere, they fail with a typed failure or
 * read the same. No hang, no other exception, no missing text.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamReaderFuzzTest {
    private static final int SPLITS = 2_000;
    private static final int GARBLED = 6_000;
    private static final int CUT_STREAMS = 12;
    private static final int OVER_SOCKETS = 150;

    @Test
    void anySplitOfAStreamReadsTheSame() {
        for (int seed = 0; seed < SPLITS; seed++) {
            Random dice = new Random(seed);
            StreamSample sample = StreamSample.of(dice);

            GenerationTrace trace = read(sample.bytes(), new Pieces(sample.bytes(), dice, 1 + dice.nextInt(40)));

            assertSame(trace, sample, "seed " + seed);
        }
    }

    @Test
    void oneByteAtATimeReadsTheSame() {
        for (int seed = 0; seed < 50; seed++) {
            StreamSample sample = StreamSample.of(new Random(seed));

            assertSame(read(sample.bytes(), new Pieces(sample.bytes(), new Random(seed), 1)), sample, "seed " + seed);
        }
    }

    @Test
    void aStreamCutAtAnyByteFailsUnlessItsLastEventWasWhole() {
        int cuts = 0;
        for (int seed = 0; seed < CUT_STREAMS; seed++) {
            StreamSample sample = StreamSample.of(new Random(seed));
            int whole = endOfLastEvent(sample.bytes());
            for (int length = 0; length < sample.bytes().length; length++) {
                byte[] cut = Arrays.copyOf(sample.bytes(), length);
                String where = "seed " + seed + " cut at " + length;
                try {
                    assertSame(read(cut, new Pieces(cut, new Random(length), 64)), sample, where);
                    assertThat(length).as(where).isGreaterThanOrEqualTo(whole);
                } catch (ServerFailure.StreamCut expected) {
                    assertThat(length).as(where).isLessThan(whole + 2);
                    cuts++;
                }
            }
        }
        assertThat(cuts).isGreaterThan(5_000);
    }

    @Test
    void aGarbledStreamFailsOrReadsTheSame() {
        int failures = 0;
        for (int seed = 0; seed < GARBLED; seed++) {
            Random dice = new Random(seed);
            StreamSample sample = StreamSample.of(dice);
            byte[] garbled = garble(sample.bytes(), dice);
            try {
                GenerationTrace trace = read(garbled, new Pieces(garbled, dice, 64));
                assertNothingMissing(trace, sample, "seed " + seed);
            } catch (ServerFailure typed) {
                assertThat(typed.getMessage()).as("seed " + seed).isNotBlank();
                failures++;
            } catch (RuntimeException other) {
                fail("seed " + seed + ": " + new String(garbled, StandardCharsets.UTF_8), other);
            }
        }
        assertThat(failures).as("most damage matters").isGreaterThan(GARBLED / 4);
    }

    @Test
    void aStreamThatEndsWithACarriageReturnEnds() {
        byte[] ends = "event: message.delta\r".getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> read(ends, new Pieces(ends, new Random(0), 64)))
                .isInstanceOf(ServerFailure.StreamCut.class);
    }

    @Test
    void noiseIsNeverAnAnswer() {
        for (int seed = 0; seed < SPLITS; seed++) {
            Random dice = new Random(seed);
            byte[] noise = new byte[dice.nextInt(600)];
            dice.nextBytes(noise);
            try {
                GenerationTrace trace = read(noise, new Pieces(noise, dice, 64));
                fail("seed " + seed + " read " + trace);
            } catch (ServerFailure expected) {
                assertThat(expected.kind()).as("seed " + seed).isIn("stream_cut", "protocol");
            }
        }
    }

    @Test
    void anySplitIntoChunksAndSegmentsReadsTheSame() throws Exception {
        BlockingQueue<byte[]> next = new ArrayBlockingQueue<>(1);
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            byte[] wire = next.take();
            Random random = new Random(wire.length);
            out.write(ScriptedServer.streamHead());
            for (int from = 0; from < wire.length; ) {
                int size = Math.min(wire.length - from, 1 + random.nextInt(120));
                out.write(wire, from, size); // one segment each: Nagle's algorithm is off
                from += size;
            }
        })) {
            LmStudioServer client = Clients.of(server.uri(), Clients.limits(Duration.ofSeconds(20)));
            for (int seed = 0; seed < OVER_SOCKETS; seed++) {
                Random random = new Random(seed);
                StreamSample sample = StreamSample.of(random);
                next.put(chunked(sample.bytes(), random));

                assertSame(client.generate(Clients.MODEL, Clients.REQUEST), sample, "seed " + seed);
            }
            client.close();
        }
    }

    private static GenerationTrace read(byte[] bytes, Pieces pieces) {
        ChatRecorder recorder = new ChatRecorder("Chat with m");
        Response response = new Response.Builder()
                .request(new Request.Builder().url("http://x/api/v1/chat").build())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create(Okio.buffer(pieces), MediaType.get("text/event-stream"), (long) bytes.length))
                .build();
        Throwable failure = StreamReader.read(response, pieces, recorder, stage -> {});
        if (failure instanceof ServerFailure typed) {
            throw typed;
        }
        assertThat(failure).isNull();
        return recorder.finish(0);
    }

    private static void assertSame(GenerationTrace trace, StreamSample sample, String where) {
        assertThat(trace.responseText()).as(where).isEqualTo(sample.answer());
        assertThat(trace.reasoningText()).as(where).isEqualTo(sample.reasoning());
        assertThat(trace.text()).as(where).extracting(TextEvent::kind).isEqualTo(sample.kinds());
        assertThat(trace.text()).as(where).extracting(TextEvent::chars).isEqualTo(sample.chars());
        assertThat(trace.stats().outputTokens()).as(where).isEqualTo(sample.tokens());
        assertThat(trace.promptStartNs()).as(where).isNotNull();
        assertThat(trace.modelInstanceId()).as(where).isEqualTo("m");
    }

    /** White space that is lost or added inside a text cannot be told from a server that trims. */
    private static void assertNothingMissing(GenerationTrace trace, StreamSample sample, String where) {
        assertThat(dense(trace.reasoningText() + trace.responseText()))
                .as(where)
                .contains(dense(sample.reasoning() + sample.answer()));
    }

    private static String dense(String text) {
        return text.codePoints()
                .filter(point -> !Character.isWhitespace(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static byte[] garble(byte[] bytes, Random dice) {
        int at = dice.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + dice.nextInt(30));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        int after = at;
        switch (dice.nextInt(5)) {
            case 0 -> { // another byte
                out.write(dice.nextInt(256));
                after = at + 1;
            }
            case 1 -> out.write(dice.nextInt(256)); // one more byte
            case 2 -> after = at + length; // a slice is lost
            case 3 -> out.write(bytes, at, length); // a slice comes twice
            default -> { // a line is broken off and the stream goes on
                out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        out.write(bytes, after, bytes.length - after);
        return out.toByteArray();
    }

    /** The first byte position after which the {@code chat.end} event is complete. */
    private static int endOfLastEvent(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int done = text.lastIndexOf("data: [DONE]");
        return (done < 0 ? text : text.substring(0, done)).length();
    }

    private static byte[] chunked(byte[] bytes, Random dice) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; ) {
            int size = Math.min(bytes.length - from, 1 + dice.nextInt(80));
            out.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, from, size);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            from += size;
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** Gives its bytes in pieces of random size, and stamps each with its number. */
    private static final class Pieces implements Source, StreamReader.Stamps {
        private final Buffer bytes = new Buffer();
        private final Random dice;
        private final int longest;
        private int reads;

        Pieces(byte[] bytes, Random dice, int longest) {
            this.bytes.write(bytes);
            this.dice = dice;
            this.longest = longest;
        }

        @Override
        public long read(Buffer sink, long byteCount) {
            reads++;
            return bytes.read(sink, Math.min(byteCount, 1 + dice.nextInt(longest)));
        }

        @Override
        public okio.Timeout timeout() {
            return okio.Timeout.NONE;
        }

        @Override
        public void close() {
            // nothing to release
        }

        @Override
        public long lastReadNs() {
            return reads;
        }

        @Override
        public int reads() {
            return reads;
        }
    }
}
