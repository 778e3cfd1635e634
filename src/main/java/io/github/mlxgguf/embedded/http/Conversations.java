package io.github.mlxgguf.embedded.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stored answers that a later request may continue; only the newest, so that the server does not grow. */
final class Conversations {
    private static final int KEPT = 100;

    private final Map<String, String> transcripts = new LinkedHashMap<>();

    /** Stores a transcript and returns its new id. */
    synchronized String store(String transcript) {
        String id = "resp_" + UUID.randomUUID().toString().replace("-", "");
        transcripts.put(id, transcript);
        if (transcripts.size() > KEPT) {
            transcripts.remove(transcripts.keySet().iterator().next());
        }
        return id;
    }

    synchronized @Nullable String find(String id) {
        return transcripts.get(id);
    }
}
