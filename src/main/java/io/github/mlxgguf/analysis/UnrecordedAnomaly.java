package io.github.mlxgguf.analysis;

import io.github.mlxgguf.metric.Anomaly;
import io.github.mlxgguf.record.AnomalyBody;
import io.github.mlxgguf.record.RunData;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An anomaly in the samples of a session that crashed before it could be recorded.
 *
 * @param session number of the session on whose clock its times are
 */
public record UnrecordedAnomaly(int session, Anomaly anomaly) {
    static List<UnrecordedAnomaly> of(RunData data, List<SessionAccount> accounts) {
        Set<String> recorded = data.of(AnomalyBody.class).stream()
                .map(entry -> key(entry.envelope().session(), (AnomalyBody) entry.body()))
                .collect(Collectors.toSet());
        return accounts.stream()
                .flatMap(account ->
                        account.recounted().stream().map(made -> new UnrecordedAnomaly(account.session(), made)))
                .filter(made -> !recorded.contains(key(
                        made.session(),
                        made.anomaly().kind().id(),
                        made.anomaly().startNs())))
                .toList();
    }

    private static String key(int session, AnomalyBody body) {
        return key(session, body.anomaly(), body.startNs());
    }

    private static String key(int session, String kind, long startNs) {
        return session + "|" + kind + "|" + startNs;
    }
}
