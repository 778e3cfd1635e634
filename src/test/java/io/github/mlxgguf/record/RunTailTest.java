package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTailTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private RunTail tail;

    @BeforeEach
    void follow() {
        tail = new RunTail(folder);
    }

    @Test
    void filesThatAreNotThereYetGiveNothing() throws IOException {
        assertThat(samples()).isEmpty();
        append("samples.jsonl", sample(1, 5));
        assertThat(samples()).containsExactly("1:5");
    }

    @Test
    void eachLookGivesWhatCameSinceTheLast() throws IOException {
        append("samples.jsonl", sample(1, 1) + sample(1, 2));
        assertThat(samples()).containsExactly("1:1", "1:2");
        assertThat(samples()).isEmpty();
        append("samples.jsonl", sample(1, 3));
        assertThat(samples()).containsExactly("1:3");
    }

    @Test
    void aLineThatIsHalfWrittenComesWhenItIsWhole() throws IOException {
        String line = sample(1, 7);
        append("samples.jsonl", line.substring(0, 10));
        assertThat(samples()).isEmpty();
        append("samples.jsonl", line.substring(10, line.length() - 1));
        assertThat(samples()).as("whole but for its end").isEmpty();
        append("samples.jsonl", "\n" + sample(1, 8));
        assertThat(samples()).containsExactly("1:7", "1:8");
    }

    @Test
    void linesLongerThanABlockAndTornOnesAreNoObstacle() throws IOException {
        String padded = "{\"session\":1,\"t_ns\":9,\"thermal\":\"" + "é".repeat(100_000) + "\"}\n";
        append("samples.jsonl", sample(1, 1) + "{\"session\":1,\"t_n\n" + padded + sample(1, 2));
        assertThat(samples()).containsExactly("1:1", "1:9", "1:2");
    }

    @Test
    void samplesOfAResumedSessionWaitForItsRecord() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds();
        run.start();
        append("records.jsonl", run.jsonl());
        append("samples.jsonl", sample(1, 1) + sample(2, 1));
        assertThat(samples()).containsExactly("1:1");
        append("samples.jsonl", sample(2, 2));
        assertThat(samples()).isEmpty();

        String before = run.jsonl();
        append("records.jsonl", run.resume().jsonl().substring(before.length()));
        append("samples.jsonl", sample(2, 3));
        assertThat(samples()).containsExactly("2:1", "2:2", "2:3");
    }

    @Test
    void samplesWhoseSessionRecordIsLostComeInTheEnd() throws IOException {
        append("samples.jsonl", sample(2, 1).repeat(6_000));
        assertThat(samples()).isEmpty();
        append("samples.jsonl", sample(2, 2) + sample(2, 3));
        assertThat(samples()).hasSize(6_002).endsWith("2:1", "2:2", "2:3");
    }

    @Test
    void recordsComeInTheirOrderAndBadOnesAreLeftOut() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds();
        append("records.jsonl", "garbage\n" + run.start().engine().jsonl());
        List<String> kinds = new ArrayList<>();

        tail.read(entry -> kinds.add(entry.envelope().kind()), sample -> {});

        assertThat(kinds).containsExactly("run", "session", "engine");
    }

    private List<String> samples() throws IOException {
        List<String> seen = new ArrayList<>();
        tail.read(
                entry -> {},
                line -> seen.add(line.session() + ":" + line.sample().tNs()));
        return seen;
    }

    private static String sample(int session, long tNs) {
        return "{\"session\":" + session + ",\"t_ns\":" + tNs + "}\n";
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(
                folder.resolve(file),
                text,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
