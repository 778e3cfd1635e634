package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.embedded.script.Quirk;
import java.util.Set;
import java.util.function.LongConsumer;

/** How a server writes its event streams: plainly, or with the quirks of its script. */
final class StreamHabits {
    private static final Set<String> BARE = Set.of("message.start", "message.end", "prompt_processing.end");
    private static final Set<String> TEXT = Set.of("message.delta", "reasoning.delta");

    private final Set<Quirk> quirks;

    StreamHabits(Set<Quirk> quirks) {
        this.quirks = quirks;
    }

    /** Events written to the body of an answer. */
    EventStream over(ByteStream out) {
        FrameSink sink = quirks.contains(Quirk.SPLIT_UTF8) ? new SplitFrames(out) : FrameSink.plain(out);
        return new Stream(quirks.contains(Quirk.COALESCED) ? new BunchedFrames(sink) : sink, out);
    }

    private final class Stream implements EventStream {
        private final FrameSink frames;
        private final ByteStream out;

        Stream(FrameSink frames, ByteStream out) {
            this.frames = frames;
            this.out = out;
        }

        @Override
        public void send(String type, ObjectNode data) {
            send(type, data, StreamHabits::unstamped);
        }

        @Override
        public void send(String type, ObjectNode data, LongConsumer sentNs) {
            sendOnce(type, data, sentNs);
            if (type.equals("prompt_processing.end") && quirks.contains(Quirk.DOUBLED_PROMPT_END)) {
                sendOnce(type, data, StreamHabits::unstamped);
            }
            if (quirks.contains(Quirk.UNKNOWN_EVENTS_AND_FIELDS)) {
                UnknownAdditions.eventAfter(type)
                        .ifPresent(more -> sendOnce(more.type(), more.data(), StreamHabits::unstamped));
            }
        }

        @Override
        public void sendRaw(String type, String data) {
            frame(type, data, StreamHabits::unstamped);
        }

        private void sendOnce(String type, ObjectNode data, LongConsumer sentNs) {
            ObjectNode withType = Json.object();
            if (!quirks.contains(Quirk.BARE_EVENTS) || !BARE.contains(type)) {
                withType.put("type", type).setAll(data);
                if (quirks.contains(Quirk.UNKNOWN_EVENTS_AND_FIELDS)) {
                    UnknownAdditions.field(withType);
                }
            }
            frame(type, Json.text(withType), sentNs);
        }

        private void frame(String type, String data, LongConsumer sentNs) {
            String comment = quirks.contains(Quirk.COMMENT_LINES) ? ": keep-alive\n\n" : "";
            write(comment + "event: " + type + "\ndata: " + data + "\n\n", TEXT.contains(type), sentNs);
        }

        @Override
        public void complete() {
            if (quirks.contains(Quirk.DONE_LINE)) {
                write("data: [DONE]\n\n", false, StreamHabits::unstamped);
            }
            cut();
        }

        @Override
        public void cut() {
            frames.flush();
            out.end();
        }

        @Override
        public void drop() {
            frames.flush();
            out.drop();
        }

        private void write(String frame, boolean text, LongConsumer sentNs) {
            frames.frame(new FrameSink.Frame(frame, text, sentNs));
        }
    }

    /** For what the truth does not ask about. */
    private static void unstamped(long momentNs) {}
}
