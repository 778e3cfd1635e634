package io.github.mlxgguf.allure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why tests of a benchmark do not pass, for Allure's {@code categories.json}. Every test that fails or breaks is in exactly one; were
 * it in none, Allure would call it a product or a test defect.
 *
 * <p>What broke is told by the class of what was thrown, with which a stack trace begins: a message is written for people and changes.
 */
final class Categories {
    static final String FILE = "categories.json";

    private static final String SERVER_FAILURE = "io\\.github\\.mlxgguf\\.server\\.ServerFailure\\$";
    private static final String SETUP =
            "io\\.github\\.mlxgguf\\.(junit\\.SetupException|config\\.ConfigException|record\\.ResultsException)";
    private static final String JUNIT_TIMEOUT = "java\\.util\\.concurrent\\.TimeoutException";
    private static final String NOTHING_MEASURED = "io\\.github\\.mlxgguf\\.junit\\.NothingMeasuredError";
    private static final String EXPECTATIONS = ".*benchmark\\.ExpectationsBenchmark.*";

    /** A guard of ours, not the server's: a model of this run could not be unloaded. */
    private static final String LEFT_BEHIND = "Expected no model of this run in memory";
    /** The server says that the model is gone while it is in use. */
    private static final String UNLOADED = "unloaded behind this suite's back";

    private static final String STRICT = "incomplete, and ";

    private static final List<String> BROKEN = List.of("broken");
    private static final List<String> FAILED = List.of("failed");
    private static final List<String> SKIPPED = List.of("skipped");

    private static final List<Category> ALL = List.of(
            new Category(
                    "Model did not load",
                    BROKEN,
                    null,
                    "(?:" + SERVER_FAILURE + "(?:LoadFailed\\b.*|ModelNotFound\\b(?!.*" + UNLOADED + ").*|LoadRefused: "
                            + LEFT_BEHIND + ".*))"),
            new Category(
                    "Refused by the memory guardrail",
                    BROKEN,
                    null,
                    SERVER_FAILURE + "LoadRefused\\b(?!: " + LEFT_BEHIND + ").*"),
            new Category("Context refused", BROKEN, null, SERVER_FAILURE + "ContextRefused\\b.*"),
            new Category("Timeout", BROKEN, null, "(?:" + SERVER_FAILURE + "TimedOut|" + JUNIT_TIMEOUT + ")\\b.*"),
            new Category(
                    "Model lost while in use (worker died or unloaded)",
                    BROKEN,
                    null,
                    SERVER_FAILURE + "(?:WorkerDied\\b.*|ModelNotFound\\b.*" + UNLOADED + ".*)"),
            new Category("Wrong model answered", BROKEN, null, SERVER_FAILURE + "WrongModel\\b.*"),
            new Category(
                    "Stream cut or with an error", BROKEN, null, SERVER_FAILURE + "(?:StreamCut|StreamError)\\b.*"),
            new Category(
                    "Server error",
                    BROKEN,
                    null,
                    SERVER_FAILURE + "(?:Protocol|Unreachable|NotLmStudio|Unauthorised)\\b.*"),
            new Category("Run could not start or go on", BROKEN, null, SETUP + "\\b.*"),
            new Category(
                    "Defect in the suite",
                    BROKEN,
                    null,
                    "(?!(?:" + SERVER_FAILURE + "|" + SETUP + "\\b|" + JUNIT_TIMEOUT + "\\b)).*"),
            new Category("Expectation not met", FAILED, "(?!" + STRICT + ").*", EXPECTATIONS),
            new Category("Nothing was measured", FAILED, null, NOTHING_MEASURED + "\\b.*"),
            new Category("Incomplete (strict)", FAILED, STRICT + ".*", null),
            new Category(
                    "A scenario's own check failed",
                    FAILED,
                    "(?!" + STRICT + ").*",
                    "(?!" + NOTHING_MEASURED + "\\b)(?!" + EXPECTATIONS + ").*"),
            new Category(
                    "Incomplete",
                    SKIPPED,
                    "(?:incomplete: |model did not load: |the model's worker died in |the run was interrupted).*",
                    null),
            new Category("Expectation undecided", SKIPPED, "(?!There is no run to judge).*", EXPECTATIONS));

    private Categories() {}

    /** All of them, in the order of the file. */
    static List<Category> all() {
        return ALL;
    }

    /** The one that a test belongs to; empty for one that passed, or was not part of the run. */
    static Optional<String> of(String status, @Nullable String message, @Nullable String trace) {
        return ALL.stream()
                .filter(category -> category.matches(status, message, trace))
                .map(Category::name)
                .findFirst();
    }

    static void write(Path allureResults) throws IOException {
        ResultsFile.write(allureResults.resolve(FILE), json(), StandardCharsets.UTF_8);
    }

    static String json() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode list = mapper.createArrayNode();
        for (Category category : ALL) {
            ObjectNode node = list.addObject().put("name", category.name());
            category.matchedStatuses().forEach(node.putArray("matchedStatuses")::add);
            if (category.messageRegex() != null) {
                node.put("messageRegex", category.messageRegex());
            }
            if (category.traceRegex() != null) {
                node.put("traceRegex", category.traceRegex());
            }
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n";
    }
}
