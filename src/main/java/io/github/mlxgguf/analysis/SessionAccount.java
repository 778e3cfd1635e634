package io.github.mlxgguf.analysis;

import io.github.mlxgguf.metric.Anomaly;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.EndBody.SamplerInfo;
import io.github.mlxgguf.record.RunData;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A whole session, the time between its cells included: from its end record, or, where a crash left none, made again from its
 * samples.
 *
 * @param sampler the monitor's metrology; null if unknown
 * @param flags conditions of the machine; null if neither an end record nor samples tell
 * @param recounted anomalies in the samples of a session without an end; those on record are among them
 */
record SessionAccount(
        int session,
        @Nullable SamplerInfo sampler,
        @Nullable List<String> flags,
        List<Anomaly> recounted) {
    /** Copies the lists. */
    SessionAccount {
        flags = flags == null ? null : List.copyOf(flags);
        recounted = List.copyOf(recounted);
    }

    /** Of every session of a run, by number; what a session without an end record went through is unknown. */
    static SortedMap<Integer, SessionAccount> recorded(RunData data) {
        SortedMap<Integer, SessionAccount> accounts = new TreeMap<>();
        for (int session = 1; session <= data.lastSession(); session++) {
            accounts.put(session, new SessionAccount(session, null, null, List.of()));
        }
        for (RunData.Entry entry : data.of(EndBody.class)) {
            EndBody end = (EndBody) entry.body();
            int session = entry.envelope().session();
            accounts.put(session, new SessionAccount(session, end.sampler(), end.flags(), List.of()));
        }
        return accounts;
    }

    /** All conditions that any session went through. */
    static Set<String> flagsOf(List<SessionAccount> accounts) {
        return accounts.stream()
                .map(SessionAccount::flags)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }
}
