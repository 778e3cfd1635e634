package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunFindings.AnomalyRow;
import io.github.mlxgguf.metric.Anomaly;
import io.github.mlxgguf.metric.AnomalyKind;
import io.github.mlxgguf.record.AnomalyBody;
import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SessionBody;
import io.github.mlxgguf.record.UnloadBody;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happened while a run was measured, from its anomaly records, and from the samples of sessions that crashed. */
final class AnomalyRows {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final RunData data;

    private AnomalyRows(RunData data) {
        this.data = data;
    }

    static List<AnomalyRow> of(RunData data, List<SessionAccount> accounts) {
        return new AnomalyRows(data).read(accounts);
    }

    private List<AnomalyRow> read(List<SessionAccount> accounts) {
        List<Found> found = new ArrayList<>();
        data.of(AnomalyBody.class)
                .forEach(entry -> found.add(new Found(entry.envelope().session(), (AnomalyBody) entry.body())));
        UnrecordedAnomaly.of(data, accounts)
                .forEach(made -> found.add(new Found(made.session(), placed(made.session(), made.anomaly()))));
        found.sort(Comparator.comparingInt(Found::session)
                .thenComparing(one -> one.body().startNs()));
        return found.stream().map(this::row).toList();
    }

    /** A crash kept it from being recorded; what was loaded at that time is known all the same. */
    private AnomalyBody placed(int session, Anomaly anomaly) {
        LoadBody resident = null;
        for (RunData.Entry entry : data.entries()) {
            Body body = entry.body();
            if (entry.envelope().session() != session) {
                continue;
            }
            if (body instanceof LoadBody load && load.failure() == null && load.startNs() <= anomaly.endNs()) {
                resident = load;
            } else if (body instanceof UnloadBody unload && unload.endNs() < anomaly.endNs()) {
                resident = null;
            }
        }
        return resident == null
                ? AnomalyBody.of(anomaly, null, null, null, null, null)
                : AnomalyBody.of(
                        anomaly, resident.pair(), resident.variant(), resident.format(), null, resident.round());
    }

    private AnomalyRow row(Found found) {
        AnomalyBody body = found.body();
        return new AnomalyRow(
                time(found),
                body.anomaly(),
                AnomalyKind.fromId(body.anomaly()).map(AnomalyKind::meaning).orElse(body.anomaly()),
                body.pair(),
                label(body),
                body.scenario(),
                body.round(),
                body.text());
    }

    private @Nullable String label(AnomalyBody body) {
        return data.run().stream()
                .flatMap(run -> run.pairs().stream())
                .filter(pair -> pair.name().equals(body.pair()))
                .map(pair -> "baseline".equals(body.variant()) ? pair.baseline() : pair.candidate())
                .map(variant -> variant.label())
                .findFirst()
                .orElse(body.format());
    }

    private @Nullable String time(Found found) {
        return data.bodies(SessionBody.class).stream()
                .filter(session -> session.number() == found.session())
                .map(session -> wallTime(session.wallAnchor(), found.body().startNs()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String wallTime(String anchor, long tNs) {
        try {
            return TIME.format(Instant.parse(anchor).plusNanos(tNs));
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private record Found(int session, AnomalyBody body) {}
}
