package io.github.mlxgguf.record.migration;

import io.github.mlxgguf.record.SchemaVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The registry of steps, and the way through them. */
final class MigrationChain {
    private static final List<MigrationStep> STEPS = List.of(new From01To10());

    private MigrationChain() {}

    /** The steps from a version to the current one, in their order; empty if there is no way. */
    static Optional<List<MigrationStep>> from(SchemaVersion version) {
        return between(STEPS, version, SchemaVersion.CURRENT);
    }

    static Optional<List<MigrationStep>> between(List<MigrationStep> steps, SchemaVersion from, SchemaVersion to) {
        List<MigrationStep> chain = new ArrayList<>();
        SchemaVersion reached = from;
        while (reached.compareTo(to) < 0) {
            SchemaVersion here = reached;
            Optional<MigrationStep> next =
                    steps.stream().filter(step -> step.from().equals(here)).findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            chain.add(next.get());
            reached = next.get().to();
        }
        return reached.equals(to) ? Optional.of(List.copyOf(chain)) : Optional.empty();
    }
}
