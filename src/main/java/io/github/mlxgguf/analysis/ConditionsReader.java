package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.Conditions.Fact;
import io.github.mlxgguf.analysis.Conditions.FlagRow;
import io.github.mlxgguf.analysis.evidence.Flags;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.EndBody.SamplerInfo;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.HardwareProfile;
import io.github.mlxgguf.record.RunBody.Settings;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.SessionBody;
import io.github.mlxgguf.record.UnloadBody;
import io.github.mlxgguf.trace.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The conditions of a run, as its records have them. */
final class ConditionsReader {
    private static final int SHOWN_DIGEST_CHARS = 12;

    private static final String UNKNOWN_FLAG = "This version of the suite does not know this flag.";
    private static final String USE_THE_OTHER_SUITE = "Read the report of the suite that wrote the records.";

    private ConditionsReader() {}

    static Conditions read(RunData data, List<SessionAccount> accounts) {
        List<Fact> facts = new ArrayList<>();
        data.entries().stream()
                .findFirst()
                .ifPresent(
                        entry -> facts.add(new Fact("Started", entry.envelope().ts())));
        parts(data).ifPresent(facts::add);
        sessions(data).ifPresent(facts::add);
        data.run().ifPresent(run -> addRun(facts, run));
        engines(data).forEach(facts::add);
        data.run().ifPresent(run -> addSettings(facts, run));
        accounts.forEach(account -> facts.add(monitor(account, accounts.size())));
        return new Conditions(
                facts,
                flags(data, accounts),
                accounts.stream()
                        .filter(account -> account.flags() == null)
                        .map(SessionAccount::session)
                        .toList());
    }

    /** Which runs were put together, and which rounds are whose. */
    private static Optional<Fact> parts(RunData data) {
        return data.parts().isEmpty()
                ? Optional.empty()
                : Optional.of(new Fact(
                        "Put together from",
                        data.parts().stream()
                                .map(part -> "run " + part.runId() + " (begun " + part.started() + ", rounds "
                                        + Numbers.count(part.firstRound()) + " to " + Numbers.count(part.lastRound())
                                        + ")")
                                .collect(Collectors.joining(", "))));
    }

    /** How many JVMs worked on the run, and when each began. */
    private static Optional<Fact> sessions(RunData data) {
        List<SessionBody> sessions = data.bodies(SessionBody.class);
        if (sessions.size() < 2 || sessions.size() == data.parts().size()) {
            return Optional.empty();
        }
        return Optional.of(new Fact(
                "Sessions",
                sessions.size() + ": "
                        + sessions.stream()
                                .map(session ->
                                        (session.resumedFrom() == null ? "begun " : "resumed ") + session.wallAnchor())
                                .collect(Collectors.joining(", "))));
    }

    private static Fact monitor(SessionAccount account, int sessions) {
        SamplerInfo sampler = account.sampler();
        return new Fact(
                sessions > 1 ? "Monitor, session " + account.session() : "Monitor",
                sampler == null ? null : sampler(sampler));
    }

    private static void addRun(List<Fact> facts, RunBody run) {
        facts.add(new Fact(
                "Server",
                run.server().kind() + " at " + run.server().baseUrl()
                        + (run.server().version() == null
                                ? ""
                                : ", version " + run.server().version())));
        facts.add(new Fact("Machine", machine(run.hardwareProfile())));
        facts.add(new Fact("Memory", Numbers.bytes(run.hardwareProfile().ramBytes())));
        facts.add(new Fact(
                "Operating system",
                run.os().name() + " " + run.os().version() + " (" + run.os().arch() + ")"));
        facts.add(new Fact("Java", run.jvm().vendor() + " " + run.jvm().version()));
        facts.add(
                new Fact("Suite", run.suiteVersion() + (run.gitCommit() == null ? "" : ", commit " + run.gitCommit())));
    }

    private static @Nullable String machine(HardwareProfile hardware) {
        String text = Stream.of(
                        hardware.modelIdentifier(),
                        hardware.chip(),
                        cores(hardware.performanceCores(), "performance core"),
                        cores(hardware.efficiencyCores(), "efficiency core"),
                        cores(hardware.gpuCores(), "GPU core"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String cores(@Nullable Integer count, String noun) {
        return count == null ? null : Numbers.counted(count, noun);
    }

    private static Set<Fact> engines(RunData data) {
        Set<Fact> facts = new LinkedHashSet<>();
        for (EngineBody engine : data.bodies(EngineBody.class)) {
            String text = Stream.of(engine.engineName(), engine.engineVersion())
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(" "));
            facts.add(new Fact(
                    "Engine of " + engine.format(), text.isEmpty() ? null : text + " (" + engine.source() + ")"));
        }
        return facts;
    }

    private static void addSettings(List<Fact> facts, RunBody run) {
        Settings settings = run.settings();
        String digest = run.configDigest();
        facts.add(new Fact(
                "Config",
                run.configSource() + ", SHA-256 " + digest.substring(0, Math.min(SHOWN_DIGEST_CHARS, digest.length()))
                        + "…"));
        facts.add(new Fact(
                "Repetition",
                Numbers.counted(settings.rounds(), "round") + ", " + Numbers.counted(settings.warmup(), "warm-up")
                        + " and "
                        + Numbers.counted(settings.iterations(), "measured generation") + " per cell, cool-down "
                        + (settings.cooldownUntil().equals("settled") ? "until settled, at most " : "")
                        + Numbers.exact(settings.cooldownSeconds()) + " s, seed " + settings.seed()));
        facts.add(new Fact(
                "Generation",
                "up to " + Numbers.counted(settings.maxOutputTokens(), "token") + ", temperature "
                        + Numbers.exact(settings.temperature())));
        facts.add(new Fact(
                "Load",
                "context " + Numbers.counted(settings.contextLength(), "token") + ", "
                        + (settings.parallel() == null
                                ? "the server's default number of slots"
                                : Numbers.counted(settings.parallel(), "slot"))));
        facts.add(new Fact(
                "Practical equivalence",
                "±" + Numbers.exact(settings.practicalEquivalence() * 100) + "\u00a0%" + " around 1"));
    }

    private static String sampler(SamplerInfo sampler) {
        return Stream.of(
                        "every " + Numbers.figure(sampler.intervalMs()) + " ms",
                        sampler.achievedHz() == null ? null : Numbers.figure(sampler.achievedHz()) + " Hz achieved",
                        Numbers.count(sampler.missedTicks()) + " missed of "
                                + Numbers.count(sampler.samples() + sampler.missedTicks()) + " ticks",
                        sampler.worstGapMs() == null
                                ? null
                                : "longest gap " + Numbers.figure(sampler.worstGapMs()) + " ms",
                        sampler.cpuShare() == null ? null : Numbers.percent(sampler.cpuShare()) + " of one core")
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static List<FlagRow> flags(RunData data, List<SessionAccount> accounts) {
        Map<String, Integer> counts = new TreeMap<>();
        int all = accounts.size()
                + (int) data.entries().stream()
                        .map(RunData.Entry::body)
                        .filter(ConditionsReader::carriesFlags)
                        .count();
        for (RunData.Entry entry : data.entries()) {
            Set<String> once = new LinkedHashSet<>(flagsOf(entry.body()));
            if (!Flags.counts(List.copyOf(once))) {
                // Whatever befell records that count for nothing is in no figure either.
                once.retainAll(Set.of(Flag.SUPERSEDED.id()));
            }
            once.forEach(flag -> counts.merge(flag, 1, Integer::sum));
        }
        for (SessionAccount account : accounts) {
            Objects.requireNonNullElse(account.flags(), List.<String>of())
                    .forEach(flag -> counts.merge(flag, 1, Integer::sum));
        }
        List<FlagRow> rows = new ArrayList<>();
        counts.forEach((id, count) -> rows.add(Flag.fromId(id)
                .map(flag -> new FlagRow(id, count, all, flag.meaning(), flag.threshold(), flag.remedy()))
                .orElseGet(() -> new FlagRow(id, count, all, UNKNOWN_FLAG, null, USE_THE_OTHER_SUITE))));
        return rows;
    }

    private static boolean carriesFlags(Body body) {
        if (body instanceof GenerationBody generation) {
            return generation.role().equals(Role.MEASURED.id());
        }
        return body instanceof LoadBody || body instanceof ScenarioBody || body instanceof UnloadBody;
    }

    private static List<String> flagsOf(Body body) {
        if (body instanceof LoadBody load) {
            return load.flags();
        }
        if (body instanceof GenerationBody generation) {
            // What a warm-up went through is in no figure, so it must not cast doubt on one.
            return generation.role().equals(Role.MEASURED.id()) ? generation.flags() : List.of();
        }
        if (body instanceof ScenarioBody cell) {
            return cell.flags();
        }
        return body instanceof UnloadBody unload ? unload.flags() : List.of();
    }
}
