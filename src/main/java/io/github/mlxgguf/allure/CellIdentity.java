package io.github.mlxgguf.allure;

import io.github.mlxgguf.record.ScenarioBody;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How a cell is called in Allure. Made from stable names alone: the JUnit position of a variant changes with the order of rounds and
 * pairs, and a history keyed by it would mix the builds.
 */
record CellIdentity(String pair, String variant, String format, String scenario, int round) {
    private static final int HASH_DIGITS = 32;

    static CellIdentity of(ScenarioBody cell) {
        return new CellIdentity(cell.pair(), cell.variant(), cell.format(), cell.scenario(), cell.round());
    }

    /** For example {@code baseline (gguf)}. */
    String variantLabel() {
        return variant + " (" + format + ")";
    }

    /** For example {@code simple-generation · baseline (gguf) · round 2}. */
    String name() {
        return scenario + " · " + variantLabel() + " · round " + round;
    }

    /** The name with its pair: distinct for each cell of a run. */
    String fullName() {
        return pair + " · " + name();
    }

    /** Tells this cell from every other, in this run and the next. */
    String historyId() {
        return hash(pair, variant, format, scenario, Integer.toString(round));
    }

    /** Tells what is tested; all rounds of it share one. */
    String testCaseId() {
        return hash(pair, variant, format, scenario);
    }

    /** The zero byte cannot stand in a name, so no two lists of names look the same. */
    private static String hash(String... names) {
        byte[] bytes = String.join("\0", names).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256().digest(bytes)).substring(0, HASH_DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
