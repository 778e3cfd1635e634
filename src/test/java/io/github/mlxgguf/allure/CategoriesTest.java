package io.github.mlxgguf.allure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.TimeoutPhase;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.util.ResultsUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

class CategoriesTest {
    private static final String TEXT = "Expected one thing,\nfound \"another\". Cure it.";

    private static IOException cause() {
        return new IOException("connection reset");
    }

    private static Stream<Arguments> failuresOfTheServer() {
        return Stream.of(
                Arguments.of(new ServerFailure.LoadFailed(TEXT), "Model did not load"),
                Arguments.of(new ServerFailure.LoadFailed(TEXT, cause()), "Model did not load"),
                Arguments.of(new ServerFailure.ModelNotFound(TEXT + " `lms ls` lists"), "Model did not load"),
                Arguments.of(
                        new ServerFailure.LoadRefused(
                                "Expected no model of this run in memory before the next load, found bench-1"),
                        "Model did not load"),
                Arguments.of(new ServerFailure.LoadRefused(TEXT), "Refused by the memory guardrail"),
                Arguments.of(new ServerFailure.ContextRefused(TEXT), "Context refused"),
                Arguments.of(
                        new ServerFailure.TimedOut(TimeoutPhase.LOAD, Duration.ofSeconds(5), TEXT, cause()), "Timeout"),
                Arguments.of(new ServerFailure.TimedOut(TimeoutPhase.TOTAL, Duration.ofSeconds(5), TEXT), "Timeout"),
                Arguments.of(new ServerFailure.WorkerDied(TEXT), "Model lost while in use (worker died or unloaded)"),
                Arguments.of(
                        new ServerFailure.ModelNotFound(
                                "x. `lms ps` lists what is loaded; the model was unloaded behind this suite's back."),
                        "Model lost while in use (worker died or unloaded)"),
                Arguments.of(new ServerFailure.WrongModel(TEXT), "Wrong model answered"),
                Arguments.of(new ServerFailure.StreamCut(TEXT, cause()), "Stream cut or with an error"),
                Arguments.of(new ServerFailure.StreamError(TEXT), "Stream cut or with an error"),
                Arguments.of(new ServerFailure.Protocol(TEXT), "Server error"),
                Arguments.of(new ServerFailure.Unreachable(TEXT, cause()), "Server error"),
                Arguments.of(new ServerFailure.NotLmStudio(TEXT), "Server error"),
                Arguments.of(new ServerFailure.Unauthorised(TEXT), "Server error"));
    }

    private static Stream<Arguments> otherThings() {
        return Stream.of(
                Arguments.of(new ConfigException("The configuration", List.of("a: b")), "Run could not start or go on"),
                Arguments.of(new ResultsException(TEXT), "Run could not start or go on"),
                Arguments.of(new TimeoutException("execution timed out after 60 seconds"), "Timeout"),
                Arguments.of(new NullPointerException(), "Defect in the suite"),
                Arguments.of(
                        new IllegalStateException(TEXT, new ServerFailure.LoadFailed(TEXT)), "Defect in the suite"),
                Arguments.of(new AssertionError(), "A scenario's own check failed"),
                Arguments.of(new AssertionError(TEXT), "A scenario's own check failed"),
                Arguments.of(new AssertionError("incomplete, and -Dbench.strict=true: " + TEXT), "Incomplete (strict)"),
                Arguments.of(new TestAbortedException("incomplete: " + TEXT), "Incomplete"),
                Arguments.of(new TestAbortedException("model did not load: " + TEXT), "Incomplete"),
                Arguments.of(
                        new TestAbortedException("the model's worker died in an earlier scenario of this load"),
                        "Incomplete"),
                Arguments.of(new TestAbortedException("the run was interrupted"), "Incomplete"));
    }

    /** With the status, the message and the trace that Allure's own listener takes from what was thrown. */
    @ParameterizedTest
    @MethodSource({"failuresOfTheServer", "otherThings"})
    void everythingThatIsThrownIsInExactlyOne(Throwable thrown, String expected) {
        StatusDetails details = ResultsUtils.getStatusDetails(thrown).orElseThrow();
        String status = thrown instanceof TestAbortedException
                ? "skipped"
                : ResultsUtils.getStatus(thrown).orElseThrow().value();

        assertThat(named(status, details.getMessage(), details.getTrace())).containsExactly(expected);
    }

    @Test
    void noFailureOfTheServerIsForgotten() {
        assertThat(failuresOfTheServer().map(each -> each.get()[0].getClass().getName()))
                .containsAll(Arrays.stream(ServerFailure.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toList());
    }

    /** What cannot be thrown from here is at least there under the name that is looked for. */
    @ParameterizedTest
    @CsvSource({
        "failed, io.github.mlxgguf.junit.NothingMeasuredError, Nothing was measured",
        "broken, io.github.mlxgguf.junit.SetupException, Run could not start or go on"
    })
    void classesOfTheSuiteAreFoundByTheirNames(String status, String type, String expected) throws Exception {
        String trace = Class.forName(type).getName() + ": " + TEXT + "\n";

        assertThat(named(status, TEXT, trace)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"failed, Expectation not met", "skipped, Expectation undecided"})
    void expectationsAreKnownByTheClassThatJudgesThem(String status, String expected) throws Exception {
        String judge = Class.forName("io.github.mlxgguf.benchmark.ExpectationsBenchmark")
                .getName();
        String trace =
                "java.lang.AssertionError: Pair: x\n\tat " + judge + ".lambda$test$1(ExpectationsBenchmark.java:32)\n";

        assertThat(named(status, "Pair: x", trace)).containsExactly(expected);
    }

    @Test
    void whatWasNotPlannedIsNoFailure() {
        assertThat(named("skipped", "not part of the plan", null)).isEmpty();
        assertThat(named(
                        "skipped",
                        "There is no run to judge: this was a dry run.",
                        "\tat io.github.mlxgguf.benchmark.ExpectationsBenchmark"))
                .isEmpty();
        assertThat(named("passed", null, null)).isEmpty();
    }

    @Test
    void theFileSaysTheSame(@TempDir Path folder) throws IOException {
        Categories.write(folder);

        assertThat(folder.toFile().list()).containsExactly("categories.json");
        String json = Files.readString(folder.resolve("categories.json"));
        assertThat(json).contains("""
                , {
                  "name" : "Wrong model answered",
                  "matchedStatuses" : [ "broken" ],
                  "traceRegex" : "io\\\\.github\\\\.mlxgguf\\\\.server\\\\.ServerFailure\\\\$WrongModel\\\\b.*"
                }, {
                """);
        JsonNode list = new ObjectMapper().readTree(json);
        assertThat(list).extracting(each -> each.path("name").asText()).doesNotHaveDuplicates();
        assertThat(list).hasSameSizeAs(Categories.all());
    }

    private static List<String> named(String status, @Nullable String message, @Nullable String trace) {
        return Categories.all().stream()
                .filter(category -> category.matches(status, message, trace))
                .map(Category::name)
                .toList();
    }
}
