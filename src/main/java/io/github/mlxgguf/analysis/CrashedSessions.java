package io.github.mlxgguf.analysis;

import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SampleLine;
import io.github.mlxgguf.record.SampleReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The sessions of a run that have no end record, made again from the samples as they pass; no sample is kept. A session none of
 * whose samples came stays unknown, which the report says.
 */
public final class CrashedSessions implements Consumer<SampleLine> {
    private final RunData data;
    private final Map<Integer, SessionAccount> recorded;
    private final Map<Integer, SessionRecount> recounts = new TreeMap<>();

    private CrashedSessions(RunData data) {
        this.data = data;
        this.recorded = SessionAccount.recorded(data);
        data.run().ifPresent(run -> recorded.values().stream()
                .filter(account -> account.flags() == null)
                .forEach(account -> recounts.put(account.session(), new SessionRecount(run, data, account.session()))));
    }

    /** Those of a run, before its first sample. */
    public static CrashedSessions of(RunData data) {
        return new CrashedSessions(data);
    }

    /** Those of a run after its last sample, for who wants nothing else of the samples; reads them only if there is such a session. */
    static CrashedSessions read(RunData data) {
        CrashedSessions crashed = of(data);
        if (!crashed.recounts.isEmpty()) {
            try {
                SampleReader.readRun(data, crashed);
            } catch (ResultsException unreadable) {
                return of(data);
            }
        }
        return crashed;
    }

    @Override
    public void accept(SampleLine line) {
        SessionRecount recount = recounts.get(line.session());
        if (recount != null) {
            recount.accept(line.sample());
        }
    }

    /** Anomalies in the samples that a crash kept from being recorded, session by session. */
    public List<UnrecordedAnomaly> unrecorded() {
        return UnrecordedAnomaly.of(data, accounts());
    }

    /** All sessions of the run, in their order. */
    List<SessionAccount> accounts() {
        Map<Integer, SessionAccount> accounts = new TreeMap<>(recorded);
        recounts.forEach((session, recount) -> recount.account().ifPresent(account -> accounts.put(session, account)));
        return List.copyOf(accounts.values());
    }
}
