package io.github.mlxgguf.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.record.RunBody.PairInfo;
import io.github.mlxgguf.record.RunData;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairEvidenceTest {
    @Test
    void allPairsHaveTheirOwnRecordsInTheOrderOfTheRun() {
        RunFixture run = new RunFixture();
        PairInfo first =
                RunFixture.threeRounds().data().run().orElseThrow().pairs().get(0);
        run.otherPairs = List.of(
                new PairInfo("Another", "moe", "format", first.baseline(), first.candidate()),
                new PairInfo("Never loaded", "dense", "format", first.baseline(), first.candidate()));
        run.start();
        run.measureThreeRounds();
        run.pair = "Another";
        run.halfRound(RunFixture.BASELINE, 1, 2, RunFixture.Measured.of(200, 50), 11_200_000_000L);
        run.end("completed");
        RunData data = run.data();

        List<PairEvidence> all = PairEvidence.all(data);

        assertThat(all)
                .extracting(pair -> pair.info().name())
                .containsExactly("Llama 3.2 1B", "Another", "Never loaded");
        assertThat(all).extracting(pair -> pair.baseline().generations().size()).containsExactly(9, 3, 0);
        assertThat(all)
                .extracting(pair -> pair.candidate().generations().size())
                .containsExactly(9, 0, 0);
        assertThat(all).extracting(pair -> pair.baseline().unloads().size()).containsExactly(3, 1, 0);
        assertThat(all)
                .containsExactlyElementsOf(data.run().orElseThrow().pairs().stream()
                        .map(info -> PairEvidence.of(data, info))
                        .toList());
    }

    @Test
    void withoutARunRecordThereAreNoPairs() {
        assertThat(PairEvidence.all(new RunFixture().data())).isEmpty();
    }
}
