package io.github.mlxgguf.benchmark;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.summary.RunSummary.JudgedExpectation;
import io.github.mlxgguf.junit.AfterMatrix;
import io.github.mlxgguf.junit.MeasuredRun;
import io.github.mlxgguf.record.RunReader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the config expects under {@code expect}, one test each: held against what the run has measured, after it. */
@AfterMatrix
class ExpectationsBenchmark {
    @TestFactory
    Stream<DynamicTest> expectations(MeasuredRun run) {
        return RunAnalysis.of(RunReader.read(run.folder())).pairs().stream()
                .flatMap(pair -> pair.summary().expectations().stream()
                        .map(expectation -> test(pair.summary().name(), expectation)));
    }

    private static DynamicTest test(String pair, JudgedExpectation expectation) {
        // Maven's list of failures shows the message only, so the pair stands in it as well.
        String message = pair + ": " + expectation.text();
        return dynamicTest(pair + ": " + expectation.title(), () -> {
            switch (expectation.outcome()) {
                case MET -> {}
                case VIOLATED -> fail(message);
                case UNDECIDED, UNKNOWN -> abort(message);
            }
        });
    }
}
