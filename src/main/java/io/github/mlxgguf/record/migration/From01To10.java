package io.github.mlxgguf.record.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.record.SchemaVersion;

/**
 * From 0.1, which grew while the suite grew, to 1.0: each field that came later is added to the files from before it.
 *
 * <p>What was not looked at becomes null. A list becomes empty where the suite of that time had nothing to put into it: expectations,
 * deployments, memory before a model, orphans, memory around single generations, flags of a whole session. {@code cooldown_until} becomes
 * {@code time}, because no other cool-down was known before the field.
 */
final class From01To10 implements MigrationStep {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** A role that the very first files had; nothing of it is in 1.0. */
    private static final String FAREWELL = "farewell";

    @Override
    public SchemaVersion from() {
        return new SchemaVersion(0, 1);
    }

    @Override
    public SchemaVersion to() {
        return new SchemaVersion(1, 0);
    }

    @Override
    public void upgrade(ObjectNode record) throws CannotUpgrade {
        record.put("schema_version", to().toString());
        switch (record.path("kind").asText()) {
            case "run" -> run(record);
            case "session" -> session(record);
            case "load" -> load(record);
            case "generation" -> generation(record);
            case "scenario" -> Keys.addAfter(record, "memory", "memory_points", none());
            case "end" -> end(record);
            default -> {
                // engine, unload and anomaly are as they were
            }
        }
    }

    private static void run(ObjectNode record) {
        if (record.get("hardware_profile") instanceof ObjectNode machine) {
            Keys.addAfter(machine, "ram_bytes", "gpu_wired_limit_bytes", JSON.nullNode());
        }
        if (record.get("settings") instanceof ObjectNode settings) {
            Keys.addAfter(settings, "iterations", "cooldown_until", JSON.textNode("time"));
        }
        Keys.addAfter(record, "settings", "deployment", none());
        for (JsonNode pair : record.path("pairs")) {
            if (pair instanceof ObjectNode object) {
                Keys.addAfter(object, "candidate", "expectations", none());
            }
        }
    }

    private static void session(ObjectNode record) {
        Keys.addAfter(record, "resumed_from", "memory", none());
        Keys.addAfter(record, "memory", "orphans", none());
    }

    private static void load(ObjectNode record) {
        Keys.addAfter(record, "round", "scenario", JSON.nullNode());
        Keys.addAfter(record, "worker_pid", "cooldown_seconds", JSON.nullNode());
    }

    private static void generation(ObjectNode record) throws CannotUpgrade {
        if (record.path("role").asText().equals(FAREWELL)) {
            throw new CannotUpgrade("/role: found '" + FAREWELL
                    + "', a role that schema 1.0 does not have and that stands for none of its own");
        }
        Keys.addAfter(record, "itl_ms", "energy_j", JSON.nullNode());
        Keys.addAfter(record, "energy_j", "joules_per_token", JSON.nullNode());
    }

    private static void end(ObjectNode record) {
        if (record.get("sampler") instanceof ObjectNode sampler) {
            Keys.addAfter(sampler, "cpu_share", "allocated_bytes_per_second", JSON.nullNode());
        }
        Keys.addAfter(record, "sampler", "flags", none());
    }

    private static ArrayNode none() {
        return JSON.arrayNode();
    }
}
