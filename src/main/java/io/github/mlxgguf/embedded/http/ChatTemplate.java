package io.github.mlxgguf.embedded.http;

/** The simplest chat template: a role, a colon, the text. It belongs to the prompt, so its tokens count as input. */
final class ChatTemplate {
    private final StringBuilder text = new StringBuilder();

    /** A conversation that goes on from an earlier one, or starts with an empty text. */
    ChatTemplate(String earlier) {
        text.append(earlier);
    }

    ChatTemplate system(String message) {
        return line("System", message);
    }

    ChatTemplate user(String message) {
        return line("User", message);
    }

    ChatTemplate assistant(String message) {
        return line("Assistant", message);
    }

    /** All that was said. */
    String transcript() {
        return text.toString();
    }

    /** What the engine continues. */
    String prompt() {
        return text + "Assistant:";
    }

    private ChatTemplate line(String role, String message) {
        text.append(role).append(": ").append(message).append('\n');
        return this;
    }
}
