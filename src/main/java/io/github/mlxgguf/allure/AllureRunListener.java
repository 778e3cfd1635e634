package io.github.mlxgguf.allure;

import static io.qameta.allure.util.ResultsUtils.PARENT_SUITE_LABEL_NAME;
import static io.qameta.allure.util.ResultsUtils.SUB_SUITE_LABEL_NAME;
import static io.qameta.allure.util.ResultsUtils.SUITE_LABEL_NAME;

import io.github.mlxgguf.record.CellEvidence;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunListener;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.ScenarioBody;
import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.util.PropertiesUtils;
import io.qameta.allure.util.ResultsUtils;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run in Allure: the conditions, and each cell under names of its own with its records and samples.
 *
 * <p>A cell is shown in the test case that Allure has running on the calling thread: from JUnit's {@code beforeEach} to
 * {@code afterEach} callbacks. Where none runs (a test skipped by a condition, a container) nothing is shown. What goes wrong here
 * is logged and never thrown.
 */
public final class AllureRunListener implements RunListener {
    private static final Logger LOG = System.getLogger(AllureRunListener.class.getName());
    private static final DateTimeFormatter FOLDER_NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final AllureLifecycle lifecycle;
    private final Path allureResults;
    private final Instant sessionStart;
    private final Clock clock;
    private final RunFiles runFiles;
    private final CellAttachments attachments;
    private volatile @Nullable ServerStamp stamp;

    /** For {@link java.util.ServiceLoader}: the lifecycle and the results folder that Allure itself uses. */
    public AllureRunListener() {
        this(
                Allure.getLifecycle(),
                Path.of(PropertiesUtils.loadAllureProperties()
                        .getProperty("allure.results.directory", "allure-results")),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                Clock.system(ZoneId.systemDefault()),
                new ExecutorFile(System.getenv()));
    }

    AllureRunListener(
            AllureLifecycle lifecycle, Path allureResults, Instant sessionStart, Clock clock, ExecutorFile executor) {
        this.lifecycle = lifecycle;
        this.allureResults = allureResults.toAbsolutePath();
        this.sessionStart = sessionStart;
        this.clock = clock;
        this.runFiles = new RunFiles(this.allureResults, executor);
        this.attachments = new CellAttachments(lifecycle);
    }

    /**
     * Moves the results of an earlier run to {@code allure-earlier/} beside the results folder and writes the conditions, the
     * categories, the executor and the history of the earlier runs. The results of the same run, when it is resumed, stay.
     */
    @Override
    public void runStarted(Path resultsFolder, RunBody run) {
        stamp = ServerStamp.of(run.server());
        Path folder = resultsFolder.toAbsolutePath();
        String runId = folder.getFileName().toString();
        Path earlier = folder.resolveSibling("allure-earlier");
        try {
            if (!runId.equals(EnvironmentFile.runId(allureResults))) {
                String name = FOLDER_NAME.format(LocalDateTime.now(clock));
                Path target = earlier.resolve(name);
                int moved = EarlierResults.moveAway(allureResults, target, sessionStart);
                if (moved > 0) {
                    LOG.log(Level.DEBUG, moved + " earlier Allure results moved to " + target);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Earlier Allure results could not be moved out of " + allureResults
                            + "; the Allure report will show them together with this run. Empty the folder to avoid that. "
                            + e);
        }
        runFiles.write(earlier, runId, run);
    }

    @Override
    public void cellFinished(ScenarioBody cell, CellEvidence evidence) {
        Optional<String> testCase = lifecycle.getCurrentTestCase();
        if (testCase.isEmpty()) {
            LOG.log(
                    Level.DEBUG,
                    "No Allure test runs for " + CellIdentity.of(cell).fullName());
            return;
        }
        try {
            List<RunData.Entry> records = evidence.records();
            // Within a fixture "the current test case" is no test case, and the update does not happen.
            AtomicBoolean updated = new AtomicBoolean();
            lifecycle.updateTestCase(testCase.get(), result -> {
                describe(result, CellIdentity.of(cell), FlagTexts.ofTheCell(cell.flags()));
                result.getSteps().addAll(CellSteps.of(records));
                updated.set(true);
            });
            if (updated.get()) {
                attachments.attach(cell, stamp, records, evidence);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, CellIdentity.of(cell).fullName() + " is not complete in Allure: " + e);
        }
    }

    /** Adds the engines and the conditions of whole sessions to those of the start: what befell the machine between cells is in no cell. */
    @Override
    public void runFinished(Path resultsFolder) {
        addEnd(resultsFolder);
    }

    @Override
    public void runInterrupted(Path resultsFolder) {
        addEnd(resultsFolder);
    }

    private void addEnd(Path resultsFolder) {
        try {
            RunData run = RunReader.read(resultsFolder);
            List<String> flags = run.bodies(EndBody.class).stream()
                    .flatMap(end -> end.flags().stream())
                    .distinct()
                    .sorted()
                    .toList();
            EnvironmentFile.addEnd(allureResults, run.bodies(EngineBody.class), flags);
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The Allure report will not show the engines and the conditions of the whole session: " + e);
        }
    }

    private void describe(TestResult result, CellIdentity cell, List<String> flags) {
        result.setName(cell.name());
        result.setFullName(cell.fullName());
        result.setTestCaseName(cell.name());
        result.setHistoryId(cell.historyId());
        result.setTestCaseId(cell.testCaseId());
        label(result, PARENT_SUITE_LABEL_NAME, cell.pair());
        label(result, SUITE_LABEL_NAME, cell.scenario());
        label(result, SUB_SUITE_LABEL_NAME, cell.variantLabel());
        parameter(result, "pair", cell.pair());
        parameter(result, "variant", cell.variantLabel());
        parameter(result, "round", Integer.toString(cell.round()));
        parameter(result, "scenario", cell.scenario());
        List<String> description = new ArrayList<>();
        ServerStamp server = stamp;
        if (server != null && server.tag() != null) {
            description.add(server.text());
            result.getLabels().add(ResultsUtils.createTagLabel(server.tag()));
        }
        for (String flag : flags) {
            description.add(FlagTexts.line(flag));
            result.getLabels().add(ResultsUtils.createTagLabel(flag));
        }
        if (!description.isEmpty()) {
            result.setDescription(String.join("\n\n", description));
        }
    }

    /** In place of the one that Allure made from the class, which is the same for all variants. */
    private static void label(TestResult result, String name, String value) {
        result.getLabels().removeIf(label -> name.equals(label.getName()));
        result.getLabels().add(ResultsUtils.createLabel(name, value));
    }

    private static void parameter(TestResult result, String name, String value) {
        result.getParameters().removeIf(parameter -> name.equals(parameter.getName()));
        result.getParameters().add(ResultsUtils.createParameter(name, value));
    }
}
