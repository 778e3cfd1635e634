package io.github.mlxgguf.analysis;

import io.github.mlxgguf.metric.Anomaly;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.EndBody.SamplerInfo;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SampleReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /** Of every session of a run, in their order. */
    static List<SessionAccount> of(RunData data) {
        Map<Integer, SessionAccount> accounts = new TreeMap<>();
        for (int session = 1; session <= data.lastSession(); session++) {
            accounts.put(session, new SessionAccount(session, null, null, List.of()));
        }
        for (RunData.Entry entry : data.of(EndBody.class)) {
            EndBody end = (EndBody) entry.body();
            int session = entry.envelope().session();
            accounts.put(session, new SessionAccount(session, end.sampler(), end.flags(), List.of()));
        }
        accounts.putAll(recount(data, accounts));
        return List.copyOf(accounts.values());
    }

    /** All conditions that any session went through. */
    static Set<String> flagsOf(List<SessionAccount> accounts) {
        return accounts.stream()
                .map(SessionAccount::flags)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    private static Map<Integer, SessionAccount> recount(RunData data, Map<Integer, SessionAccount> accounts) {
        Map<Integer, SessionRecount> recounts = new TreeMap<>();
        RunBody run = data.run().orElse(null);
        if (run != null && Files.isRegularFile(data.folder().resolve(ResultsFolder.SAMPLES))) {
            accounts.values().stream()
                    .filter(account -> account.flags() == null)
                    .forEach(account ->
                            recounts.put(account.session(), new SessionRecount(run, data, account.session())));
        }
        Map<Integer, SessionAccount> made = new TreeMap<>();
        if (recounts.isEmpty()) {
            return made;
        }
        try {
            SampleReader.read(data.folder(), line -> {
                SessionRecount recount = recounts.get(line.session());
                if (recount != null) {
                    recount.accept(line.sample());
                }
            });
        } catch (ResultsException unreadable) {
            return made; // unknown, which the report says
        }
        List<SessionRecount> all = new ArrayList<>(recounts.values());
        all.forEach(recount -> recount.account().ifPresent(account -> made.put(account.session(), account)));
        return made;
    }
}
