package io.github.mlxgguf.junit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text at the start of a prompt that keeps it out of every prompt cache.
 *
 * <p>It is made from run, pair, round, scenario, role, prompt and iteration, never from the build, so both builds of a pair get the
 * same prompt. Its shape is fixed: five groups of three digits without a leading zero. The tokenizers in use cut digits
 * singly or by threes, so every salt has the same number of tokens.
 */
final class Salt {
    private static final int GROUPS = 5;
    private static final int SMALLEST = 100;
    private static final int GROUP_VALUES = 900;

    private Salt() {}

    /** The salt of one request; equal arguments give equal salts. */
    static String of(String runId, String pair, int round, String scenario, String role, String prompt, int iteration) {
        byte[] hash = sha256(String.join("|", runId, pair, "" + round, scenario, role, prompt, "" + iteration));
        StringBuilder salt = new StringBuilder("[");
        for (int group = 0; group < GROUPS; group++) {
            int bits = ((hash[2 * group] & 0xff) << 8) | (hash[2 * group + 1] & 0xff);
            salt.append(group == 0 ? "" : " ").append(SMALLEST + bits % GROUP_VALUES);
        }
        return salt.append("]").toString();
    }

    /** SHA-256 of a text's UTF-8 bytes, hexadecimal. */
    static String sha256Hex(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
