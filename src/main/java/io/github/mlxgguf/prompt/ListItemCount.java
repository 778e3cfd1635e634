package io.github.mlxgguf.prompt;

/** How many things an answer lists. */
final class ListItemCount implements AnswerCheck {
    private final int expected;

    ListItemCount(int expected) {
        this.expected = expected;
    }

    @Override
    public String id() {
        return "list-items";
    }

    @Override
    public Verdict check(String answer) {
        return new Verdict(false, "expected " + expected + " list items, found nothing yet");
    }
}
