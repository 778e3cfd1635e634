package io.github.mlxgguf.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.record.RunData.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record as our own writer spells it: the envelope first, so that the body can be read in one go, without a tree of nodes. A
 * large run has 20,000 of them. Whatever is unusual about a line, it leaves to the tree, which also knows what to say of it.
 */
final class PlainRecord {
    private static final byte[] SCHEMA_VERSION = bytes("{\"schema_version\":");
    private static final byte[] KIND = bytes(",\"kind\":");
    private static final byte[] RUN_ID = bytes(",\"run_id\":");
    private static final byte[] SEQ = bytes(",\"seq\":");
    private static final byte[] TS = bytes(",\"ts\":");
    private static final byte[] SESSION = bytes(",\"session\":");
    private static final byte[] T_NS = bytes(",\"t_ns\":");
    private static final byte[] SERVER_KIND = bytes(",\"server_kind\":");

    /** The greatest double has 309 digits. */
    private static final int DIGITS_OF_ANY_DOUBLE = 300;

    private PlainRecord() {}

    /** The record of a line, or null if there is anything unusual about it. */
    static @Nullable Entry parse(ObjectMapper mapper, String line) {
        byte[] text = bytes(line);
        if (mayBeInfinite(text)) {
            return null;
        }
        Envelope envelope = envelope(new PlainJson(text, 0, text.length));
        RecordKind kind =
                envelope == null ? null : RecordKind.fromId(envelope.kind()).orElse(null);
        if (envelope == null || kind == null) {
            return null;
        }
        try {
            // The whole line: the mapper passes over the envelope, and sees a key that is there twice.
            return new Entry(envelope, mapper.readValue(text, kind.bodyType()));
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static @Nullable Envelope envelope(PlainJson json) {
        String schemaVersion = text(json, SCHEMA_VERSION);
        String kind = text(json, KIND);
        String runId = text(json, RUN_ID);
        Long seq = whole(json, SEQ);
        String ts = text(json, TS);
        Long session = whole(json, SESSION);
        Long tNs = whole(json, T_NS);
        String serverKind = text(json, SERVER_KIND);
        if (schemaVersion == null
                || kind == null
                || runId == null
                || seq == null
                || ts == null
                || session == null
                || session != session.intValue()
                || tNs == null
                || serverKind == null
                || !json.skip(',')) {
            return null;
        }
        return new Envelope(schemaVersion, kind, runId, seq, ts, session.intValue(), tNs, serverKind);
    }

    /** A number of so many digits, or with an exponent of three: the tree looks whether a double holds it. */
    private static boolean mayBeInfinite(byte[] text) {
        int digits = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] >= '0' && text[i] <= '9') {
                digits++;
                if (digits >= DIGITS_OF_ANY_DOUBLE) {
                    return true;
                }
            } else {
                if (digits >= 3
                        && isExponent(text, i - digits - 1)
                        && (text[i] == ',' || text[i] == '}' || text[i] == ']')) {
                    return true;
                }
                digits = 0;
            }
        }
        return false;
    }

    private static boolean isExponent(byte[] text, int before) {
        int at = before > 0 && text[before] == '+' ? before - 1 : before;
        return at > 0 && (text[at] == 'e' || text[at] == 'E');
    }

    private static @Nullable String text(PlainJson json, byte[] key) {
        return json.skip(key) ? json.text() : null;
    }

    private static @Nullable Long whole(PlainJson json, byte[] key) {
        return json.skip(key) ? json.whole() : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
