package io.github.mlxgguf.bundle;

import io.github.mlxgguf.analysis.text.Numbers;
import java.util.ArrayList;
import java.util.List;

/** What one step of a check finds, while it is at it. */
final class StepNotes {
    /** A file of another run differs everywhere; the rest says nothing new. */
    private static final int MAX_FINDINGS = 50;

    private final Verification.Look look;
    private final List<String> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    StepNotes(Verification.Look look) {
        this.look = look;
    }

    void finding(String sentence) {
        findings.add(sentence);
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    boolean passed() {
        return findings.isEmpty();
    }

    Verification.Step step() {
        int more = findings.size() - MAX_FINDINGS;
        List<String> shown = new ArrayList<>(findings.subList(0, Math.min(MAX_FINDINGS, findings.size())));
        if (more > 0) {
            shown.add("and " + Numbers.count(more) + " more");
        }
        return new Verification.Step(look, shown, notes);
    }
}
