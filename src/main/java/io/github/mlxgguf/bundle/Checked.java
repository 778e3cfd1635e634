package io.github.mlxgguf.bundle;

import io.github.mlxgguf.bundle.Verification.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A check on its way: what is checked, and what has been found so far. */
final class Checked {
    private final Path bundle;
    private final @Nullable String sha256;
    private final int files;
    private final boolean allowRounding;
    private final Scratch scratch;
    private final List<Step> steps = new ArrayList<>();
    private @Nullable MadeAgain again;

    Checked(Path bundle, @Nullable String sha256, int files, boolean allowRounding, Scratch scratch) {
        this.bundle = bundle;
        this.sha256 = sha256;
        this.files = files;
        this.allowRounding = allowRounding;
        this.scratch = scratch;
    }

    Path bundle() {
        return bundle;
    }

    boolean allowRounding() {
        return allowRounding;
    }

    Scratch scratch() {
        return scratch;
    }

    /** The records could be looked at. */
    void read(MadeAgain made) {
        again = made;
    }

    void done(StepNotes step) {
        steps.add(step.step());
    }

    /** The last step that makes sense. */
    Verification stop(StepNotes step) {
        done(step);
        return end();
    }

    Verification end() {
        return new Verification(
                bundle,
                again == null ? null : again.runId(),
                sha256,
                files,
                again == null ? null : again.evidence(),
                again == null ? null : again.otherMaker(),
                steps);
    }
}
