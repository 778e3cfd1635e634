package io.github.mlxgguf.analysis.summary;

/** How far two builds are the same work, from the best to the worst; below {@link #C} no winner is named. */
public enum Grade {
    A,
    B,
    C,
    D;

    /** The lower of two grades. */
    public Grade atMost(Grade cap) {
        return compareTo(cap) >= 0 ? this : cap;
    }

    /** Whether figures of such a pair may be judged. */
    public boolean allowsVerdicts() {
        return this != D;
    }
}
