package io.github.mlxgguf.record.migration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.record.SchemaVersion;

/**
 * Upgrades records from one schema version to the next. A step knows its two versions and nothing of later ones, so it is written once
 * and never touched again: it works on JSON, not on the types, which go on to change.
 */
interface MigrationStep {
    /** The version that it takes. */
    SchemaVersion from();

    /** The version that it makes. */
    SchemaVersion to();

    /**
     * Upgrades one record in place. What the old version did not have becomes unknown, or empty where nothing is what it meant; the order
     * of keys becomes that of the new version.
     *
     * @throws CannotUpgrade if the new version has no room for something in it, or needs what an old file cannot know
     */
    void upgrade(ObjectNode record) throws CannotUpgrade;

    /** One record cannot be upgraded; never leaves this package. */
    final class CannotUpgrade extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        CannotUpgrade(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
