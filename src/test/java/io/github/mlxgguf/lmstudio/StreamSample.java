package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.trace.TextEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A valid chat stream made by dice, with every liberty that servers were seen to take, and what must be read from it.
 *
 * @param kinds the kind of each text event, in order
 */
record StreamSample(
        String stream, List<TextEvent.Kind> kinds, List<Integer> chars, String reasoning, String answer, long tokens) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] PIECES = {
        "Hello",
        " ",
        "Grüße",
        "안녕",
        "🦙",
        "a\"b",
        "{\"x\":1}",
        "\\",
        "\n\n",
        "data: ",
        "event: error",
        "\u2028",
        "e\u0301",
        "\t",
        "</think>"
    };

    byte[] bytes() {
        return stream.getBytes(StandardCharsets.UTF_8);
    }

    static StreamSample of(Random dice) {
        return new Maker(dice).make();
    }

    private static final class Maker {
        private final Random dice;
        private final String end;
        private final StringBuilder stream = new StringBuilder();
        private final List<TextEvent.Kind> kinds = new ArrayList<>();
        private final List<Integer> chars = new ArrayList<>();
        private final StringBuilder reasoning = new StringBuilder();
        private final StringBuilder answer = new StringBuilder();

        Maker(Random dice) {
            this.dice = dice;
            this.end = dice.nextBoolean() ? "\n" : "\r\n";
        }

        StreamSample make() {
            event("chat.start", JSON.createObjectNode().put("model_instance_id", "m"));
            event("prompt_processing.start", JSON.createObjectNode());
            event("prompt_processing.progress", JSON.createObjectNode().put("progress", 0.5));
            event("prompt_processing.end", JSON.createObjectNode());
            if (dice.nextBoolean()) {
                event("prompt_processing.end", JSON.createObjectNode());
            }
            if (dice.nextBoolean()) {
                deltas(TextEvent.Kind.REASONING, "reasoning", reasoning);
            }
            deltas(TextEvent.Kind.ANSWER, "message", answer);
            long tokens = 1L + dice.nextInt(500);
            end(tokens);
            if (dice.nextBoolean()) {
                stream.append("data: [DONE]").append(end).append(end);
            }
            return new StreamSample(stream.toString(), kinds, chars, reasoning.toString(), answer.toString(), tokens);
        }

        private void deltas(TextEvent.Kind kind, String name, StringBuilder into) {
            event(name + ".start", JSON.createObjectNode());
            int count = 1 + dice.nextInt(6);
            for (int i = 0; i < count; i++) {
                // The first piece is never blank, so that a lost one shows.
                String text = i == 0 ? "Well" : text();
                into.append(text);
                if (!text.isEmpty()) {
                    kinds.add(kind);
                    chars.add(text.length());
                }
                event(name + ".delta", JSON.createObjectNode().put("content", text));
            }
            event(name + ".end", JSON.createObjectNode());
        }

        private String text() {
            StringBuilder text = new StringBuilder();
            int pieces = dice.nextInt(4);
            for (int i = 0; i < pieces; i++) {
                text.append(PIECES[dice.nextInt(PIECES.length)]);
            }
            return text.toString();
        }

        private void end(long tokens) {
            ObjectNode data = JSON.createObjectNode();
            ObjectNode result = data.putObject("result").put("model_instance_id", "m");
            ArrayNode output = result.putArray("output");
            if (reasoning.length() > 0) {
                output.addObject().put("type", "reasoning").put("content", reasoning.toString());
            }
            output.addObject().put("type", "message").put("content", answer.toString());
            result.putObject("stats").put("input_tokens", 7).put("total_output_tokens", tokens);
            event("chat.end", data);
        }

        private void event(String type, ObjectNode data) {
            if (dice.nextInt(5) == 0) {
                stream.append(": still here").append(end);
            }
            if (dice.nextInt(8) == 0) {
                write("brand.new", JSON.createObjectNode().put("future", true), null);
            }
            data.put("some_new_field", dice.nextInt());
            boolean named = dice.nextInt(4) != 0;
            write(named ? type : null, data, named && dice.nextBoolean() ? null : type);
        }

        private void write(@Nullable String line, ObjectNode data, @Nullable String typeInside) {
            if (typeInside != null) {
                data.put("type", typeInside);
            }
            if (line != null) {
                stream.append(dice.nextBoolean() ? "event: " : "event:")
                        .append(line)
                        .append(end);
            }
            String json = dice.nextInt(4) == 0 ? data.toPrettyString() : data.toString();
            for (String part : json.split("\\r?\\n", -1)) {
                stream.append(dice.nextBoolean() ? "data: " : "data:")
                        .append(part)
                        .append(end);
            }
            stream.append(end);
        }
    }
}
