package io.github.mlxgguf.analysis;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.SIMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.analysis.RunFindings.Banner;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.record.FullSample;
import io.github.mlxgguf.record.Problem;
import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunMerge;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.SampleLine;
import io.github.mlxgguf.record.SampleReader;
import io.github.mlxgguf.record.SessionBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedRunTest {
    private static final Path FOLDER = Path.of("results", "merged-1");
    private static final double[] DECODE = {50, 52, 48, 51, 49, 53};
    private static final double[] FASTER = {1.21, 1.35, 1.18, 1.29, 1.33, 1.24};
    private static final double[] TTFT = {190, 210, 200, 205, 195, 188};

    /** The truth is known: the same six rounds, measured in one run. */
    @Test
    void twoRunsOfThreeRoundsAreWhatOneRunOfSixIs(@TempDir Path folder) throws IOException {
        RunData merged = RunMerge.of(FOLDER, "merged-1", List.of(rounds(0, 3).data(), onItsOwnClock(folder)));
        RunFindings together = RunAnalysis.of(merged);
        RunFindings one = RunAnalysis.of(sixInOneRun().data());

        assertThat(together.pairs()).isEqualTo(one.pairs());
        assertThat(together.loads()).isEqualTo(one.loads());
        assertThat(together.ledger()).isEqualTo(one.ledger());
        assertThat(together.advice()).isEqualTo(one.advice());
        assertThat(together.incomplete()).isEmpty();
        assertThat(together.summary().pairs()).isEqualTo(one.summary().pairs());
        assertThat(together.summary().deployments()).isEqualTo(one.summary().deployments());
        assertThat(together.summary().provenance().settings())
                .isEqualTo(one.summary().provenance().settings());
        assertThat(together.summary().provenance().mergedFrom()).containsExactly("run-1", "run-1");
        assertThat(together.summary().runId()).isEqualTo("merged-1");
    }

    @Test
    void moreLoadsNarrowTheInterval() {
        Metric three = decode(RunAnalysis.of(rounds(0, 3).data()));
        Metric six = decode(RunAnalysis.of(RunMerge.of(
                FOLDER, "merged-1", List.of(rounds(0, 3).data(), rounds(3, 3).data()))));

        assertThat(three.baseline().loads()).isEqualTo(3);
        assertThat(six.baseline().loads()).isEqualTo(6);
        assertThat(six.baseline().loadMedians()).containsExactly(50.0, 52.0, 48.0, 51.0, 49.0, 53.0);
        assertThat(width(six)).isLessThan(width(three) / 2);
    }

    @Test
    void roundsSessionsAndSequenceNumbersAreCountedOn() {
        RunData merged = RunMerge.of(
                FOLDER,
                "merged-1",
                List.of(
                        RunFixture.threeRounds().data(),
                        RunFixture.threeRounds().data(),
                        RunFixture.threeRounds().data()));

        assertThat(merged.parts())
                .extracting(RunData.Part::firstRound, RunData.Part::lastRound, RunData.Part::lastSession)
                .containsExactly(Tuple.tuple(1, 3, 1), Tuple.tuple(4, 6, 2), Tuple.tuple(7, 9, 3));
        assertThat(merged.entries()).extracting(entry -> entry.envelope().seq()).doesNotHaveDuplicates();
        assertThat(merged.entries())
                .extracting(entry -> entry.envelope().runId())
                .containsOnly("merged-1");
        assertThat(merged.bodies(SessionBody.class))
                .extracting(SessionBody::number)
                .containsExactly(1, 2, 3);
        assertThat(merged.run().orElseThrow().plan()).hasSize(18);
        assertThat(merged.runIdOf(4)).isEqualTo("run-1");
        assertThat(merged.runIdOf(10)).isEqualTo("merged-1");
    }

    @Test
    void aRunThatDidNotEndStaysUnfinishedWhateverFollowsIt() {
        RunFixture crashed = new RunFixture().planThreeRounds().start().measureThreeRounds();
        RunFixture stopped =
                new RunFixture().planThreeRounds().start().measureThreeRounds().end("interrupted");
        RunData merged = RunMerge.of(
                FOLDER,
                "merged-1",
                List.of(crashed.data(), stopped.data(), RunFixture.threeRounds().data()));

        assertThat(RunAnalysis.of(merged).banners())
                .containsExactly(new Banner(
                        Banner.Level.WARNING,
                        "Not every run ended in order",
                        "Run run-1 did not end in order: its last record is missing, so it crashed, was killed, or was still"
                                + " going on when this report was made. Run run-1 was stopped before its plan was done."
                                + " What was recorded until then is shown."));
        assertThat(RunAnalysis.of(merged).conditions().unwatched()).containsExactly(1);
    }

    @Test
    void aResumedRunThatEndedIsWhole() {
        RunFixture resumed = new RunFixture().planThreeRounds().start().measureThreeRounds();
        resumed.resume().end("completed");
        RunData merged = RunMerge.of(
                FOLDER,
                "merged-1",
                List.of(resumed.data(), RunFixture.threeRounds().data()));

        RunFindings findings = RunAnalysis.of(merged);

        assertThat(findings.banners()).isEmpty();
        assertThat(findings.conditions().facts())
                .contains(
                        new Conditions.Fact(
                                "Put together from",
                                "run run-1 (begun 2026-11-21T01:00:00.000Z, rounds 1 to 3), run run-1 (begun"
                                        + " 2026-11-21T01:00:00.000Z, rounds 4 to 6)"),
                        new Conditions.Fact(
                                "Sessions",
                                "3: begun 2026-11-21T01:00:00.000Z, resumed 2026-11-21T02:00:00.000Z, begun"
                                        + " 2026-11-21T01:00:00.000Z"));
    }

    @Test
    void whatOneRunDidNotReachIsToBeResumedThere() {
        RunFixture stopped = new RunFixture().planThreeRounds().start().engine();
        stopped.halfRound(BASELINE, 1, 2, Measured.of(200, 50), 11_200_000_000L).end("interrupted");
        RunData merged =
                RunMerge.of(FOLDER, "merged-1", List.of(RunFixture.threeRounds().data(), stopped.data()));

        assertThat(RunAnalysis.of(merged).incomplete())
                .allSatisfy(cell -> assertThat(cell.remedy()).isEqualTo("mvn verify -Pbenchmark -Dbench.resume=run-1"))
                .flatExtracting(RunFindings.IncompleteCell::rounds)
                .containsExactly(4, 5, 6, 5, 6);
    }

    /** A session without a record has no place in the whole; the number after the last of one run is the first of the next. */
    @Test
    void samplesOfEachRunBelongToItsOwnSessions(@TempDir Path root) throws IOException {
        RunData merged = RunMerge.of(
                FOLDER, "merged-1", List.of(sampled(root.resolve("a"), 1, 2), sampled(root.resolve("b"), 1)));
        List<SampleLine> seen = new ArrayList<>();

        SampleReader.readRun(merged, seen::add);

        assertThat(seen).extracting(SampleLine::session).containsExactly(1, 2);
    }

    /** One sample of each session; of a session that no record tells of as well. */
    private static RunData sampled(Path folder, int... sessions) throws IOException {
        RunFixture.threeRounds().writeTo(folder);
        StringBuilder samples = new StringBuilder();
        for (int session : sessions) {
            samples.append(RecordJson.line(session, FullSample.at(session))).append('\n');
        }
        Files.writeString(folder.resolve("samples.jsonl"), samples);
        return RunReader.read(folder);
    }

    @Test
    void linesThatCouldNotBeReadNameTheirRun() {
        RunData merged = RunMerge.of(
                FOLDER,
                "merged-1",
                List.of(
                        RunFixture.threeRounds().problem(7, "torn").data(),
                        RunFixture.threeRounds().data()));

        assertThat(merged.problems()).containsExactly(new Problem(0, "run-1, line 7: torn"));
    }

    @Test
    void whatCannotBePutTogetherIsRefused() {
        RunData merged =
                RunMerge.of(FOLDER, "merged-1", List.of(RunFixture.threeRounds().data()));

        assertThatThrownBy(() -> RunMerge.of(FOLDER, "merged-2", List.of(merged)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RunMerge.of(FOLDER, "merged-2", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double width(Metric metric) {
        Double high = metric.ratio().high();
        Double low = metric.ratio().low();
        assertThat(high).isNotNull();
        assertThat(low).isNotNull();
        return Objects.requireNonNull(high) - Objects.requireNonNull(low);
    }

    private static Metric decode(RunFindings findings) {
        return findings.pairs().get(0).metrics().stream()
                .map(row -> row.metric())
                .filter(metric -> metric.name().equals("decode_tokens_per_second"))
                .findFirst()
                .orElseThrow();
    }

    /** The second half with phases that began when those of the one run did; no two loads of two runs are at the same nanosecond. */
    private static RunData onItsOwnClock(Path folder) throws IOException {
        String records = rounds(3, 3).jsonl();
        for (int round = 3; round >= 1; round--) {
            records = records.replace(
                    "\"start_ns\":" + round + "000,\"end_ns\":" + round + "999",
                    "\"start_ns\":" + (round + 3) + "000,\"end_ns\":" + (round + 3) + "999");
        }
        Files.writeString(folder.resolve("records.jsonl"), records);
        return RunReader.read(folder);
    }

    /** Some of the six rounds. */
    private static RunFixture rounds(int from, int count) {
        RunFixture run = planned(count);
        measure(run, 1, from, count);
        return run.end("completed");
    }

    /** All of them in one run, of which another JVM measured the second half: each of the two has a first load of its own. */
    private static RunFixture sixInOneRun() {
        RunFixture run = planned(6);
        measure(run, 1, 0, 3);
        run.end("completed").resume();
        measure(run, 4, 3, 3);
        return run.end("completed");
    }

    private static RunFixture planned(int count) {
        RunFixture run = new RunFixture();
        run.rounds = count;
        for (int round = 1; round <= count; round++) {
            run.planned(BASELINE, SIMPLE, round).planned(CANDIDATE, SIMPLE, round);
        }
        return run.start().engine().engine("mlx", "mlx-llm", "1.1.0");
    }

    private static void measure(RunFixture run, int firstRound, int from, int count) {
        for (int i = 0; i < count; i++) {
            int round = firstRound + i;
            int at = from + i;
            run.halfRound(
                    BASELINE, round, 2 + at * 0.1, Measured.of(200, DECODE[at]), 11_200_000_000L + at * 1_000_000L);
            run.halfRound(
                    CANDIDATE,
                    round,
                    1 + at * 0.1,
                    Measured.of(TTFT[at], DECODE[at] * FASTER[at]),
                    11_500_000_000L + at * 2_000_000L);
        }
    }
}
