package io.github.mlxgguf.embedded.http;

/** An answer in which something goes wrong once: after some pieces of text, at the latest before its end. */
final class Struck implements AnswerReader.Progress {
    private final AnswerReader.Progress answer;
    private final int afterDeltas;
    private final Mishap mishap;
    private int deltas;
    private boolean over;

    Struck(AnswerReader.Progress answer, int afterDeltas, Mishap mishap) {
        this.answer = answer;
        this.afterDeltas = afterDeltas;
        this.mishap = mishap;
    }

    /** What goes wrong. */
    @FunctionalInterface
    interface Mishap {
        void strike() throws AnswerOverException, InterruptedException;
    }

    @Override
    public void accepted() {
        answer.accepted();
    }

    @Override
    public void piece(String text) throws AnswerOverException, InterruptedException {
        count();
        answer.piece(text);
    }

    @Override
    public void reasoning(String text) throws AnswerOverException, InterruptedException {
        count();
        answer.reasoning(text);
    }

    @Override
    public void ended() throws AnswerOverException, InterruptedException {
        strike();
        answer.ended();
    }

    private void count() throws AnswerOverException, InterruptedException {
        if (deltas == afterDeltas) {
            strike();
        }
        deltas++;
    }

    private void strike() throws AnswerOverException, InterruptedException {
        if (!over) {
            over = true;
            mishap.strike();
        }
    }
}
