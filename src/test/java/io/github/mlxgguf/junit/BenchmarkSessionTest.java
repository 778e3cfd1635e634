package io.github.mlxgguf.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.moreThanOrExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.lmstudio.LmStudioServer;
import io.github.mlxgguf.monitor.KeepAwake;
import io.github.mlxgguf.monitor.MemoryMonitor;
import io.github.mlxgguf.monitor.OrphanWorkers.OrphanWorker;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.SleepWatch;
import io.github.mlxgguf.plan.MatrixFixtures;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedScenario;
import io.github.mlxgguf.prompt.StandardPrompts;
import io.github.mlxgguf.record.AnomalyBody;
import io.github.mlxgguf.record.CellValidity;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.Journal;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.SampleWriter;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.UnloadBody;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.PhaseInterval;
import io.github.mlxgguf.trace.SessionClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How a session ends: once, and with everything that must be true when the process is gone. */
class BenchmarkSessionTest {
    private static final Asked ASKED = new Asked();

    @RegisterExtension
    static final WireMockExtension STUDIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort().extensions(ASKED))
            .build();

    private static final EngineBody ANY = new EngineBody("gguf", "e", "1", null, "v0 reply");

    @TempDir
    Path results;

    private final List<Path> reports = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();
    private final AtomicLong sleptMs = new AtomicLong();
    private ResultsFolder folder;
    private BenchmarkSession session;
    private Journal journal;
    private Residency residency;

    @BeforeEach
    void open() {
        ASKED.unload = () -> {};
        STUDIO.stubFor(post("/api/v1/models/unload").willReturn(okJson("{\"instance_id\":\"tiny:2\"}")));
        BenchmarkConfig config =
                MatrixFixtures.config("scenarios: {cold-start: {baseline: 1s}}\nserver: {kind: lmstudio, base_url: '"
                        + STUDIO.baseUrl() + "'}");
        SessionClock clock = SessionClock.start();
        ModelEntry model = MatrixFixtures.model("tiny", Format.GGUF, "Q8_0");
        MatrixPlan plan = MatrixPlan.of(
                config,
                EnumSet.allOf(Format.class),
                List.of(PlannedScenario.shared(ScenarioId.COLD_START)),
                List.of(model));
        folder = ResultsFolder.create(results, "run", Instant.EPOCH);
        SampleWriter samples = SampleWriter.open(folder, 1);
        BenchLog log = BenchLog.start(false, null);
        log.toFile(folder.log());
        journal = Journal.open(folder, ServerKind.LMSTUDIO, 1, clock);
        session = new BenchmarkSession(new SessionParts(
                config,
                clock,
                new LmStudioServer(config.server(), clock),
                ServerKind.LMSTUDIO,
                () -> stopped.add("own server"),
                plan,
                folder,
                () -> {},
                journal,
                samples,
                MemoryMonitor.start(
                        clock,
                        Duration.ofMillis(100),
                        0,
                        samples::write,
                        new SleepWatch(clock::nowNs, () -> System.currentTimeMillis() + sleptMs.get())),
                KeepAwake.none(),
                List.of(),
                log,
                reports::add,
                false));
        LoadedModel loaded =
                new LoadedModel("tiny", "tiny:2", 0, 1, null, LoadConfig.UNKNOWN, LoadConfig.UNKNOWN, "rest");
        PhaseInterval moment = new PhaseInterval(Phase.BASELINE, 0, 1);
        residency = new Residency(
                session, plan.loads().get(0), model, new LoadedInstance(session, loaded), 0, moment, moment);
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void anInterruptUnloadsEndsTheJournalAndLeavesTheReportToAnother() throws Exception {
        session.append(ANY);

        session.interrupt();

        STUDIO.verify(
                1,
                postRequestedFor(urlEqualTo("/api/v1/models/unload"))
                        .withRequestBody(equalToJson("{\"instance_id\":\"tiny:2\"}")));
        assertThat(statuses()).containsExactly("interrupted");
        assertThat(reports).containsExactly(folder.path());
        assertThat(stopped).containsExactly("own server");
        assertThat(Files.readString(folder.log()))
                .contains("Interrupted: unloading and closing the run", "Unloaded tiny:2");
    }

    @Test
    void afterAnInterruptNothingIsWrittenOrWaitedForAnyMore() {
        session.interrupt();

        assertThatThrownBy(() -> session.append(ANY)).isInstanceOf(InterruptedRunException.class);
        assertThatThrownBy(() -> session.pause(Duration.ofHours(1))).isInstanceOf(InterruptedRunException.class);
        assertThatThrownBy(session::checkRunning).isInstanceOf(InterruptedRunException.class);
        session.close();
        assertThat(statuses()).containsExactly("interrupted");
    }

    @Test
    void anInterruptInTheMiddleOfAnUnloadStillUnloads() throws Exception {
        ASKED.chat = new CountDownLatch(1);
        STUDIO.stubFor(get("/lmstudio-greeting").willReturn(okJson("{}")));
        STUDIO.stubFor(post("/api/v1/chat").willReturn(okJson("{}").withFixedDelay(60_000)));
        Thread test = new Thread(() -> {
            try {
                residency.close();
            } catch (InterruptedRunException expected) {
                // what the test thread of an interrupted run sees
            }
        });
        test.start();
        assertThat(ASKED.chat.await(10, TimeUnit.SECONDS)).isTrue();

        session.interrupt();
        test.join();

        STUDIO.verify(moreThanOrExactly(1), postRequestedFor(urlEqualTo("/api/v1/models/unload")));
        assertThat(Files.readString(folder.log()))
                .as("whichever thread came first")
                .containsAnyOf("Unloaded tiny:2", "tiny:2 was unloaded already");
        assertThat(RunReader.read(folder.path()).bodies(UnloadBody.class))
                .as("what we cancelled ourselves is no failure of the server")
                .noneMatch(unload -> unload.failure() != null);
    }

    @Test
    void anInterruptWhileMemorySettlesLeavesTheRecordOfTheUnload() throws Exception {
        RunFixture load = new RunFixture().start();
        load.load(RunFixture.BASELINE, 1, 1);
        session.append(load.data().bodies(LoadBody.class).get(0));
        residency.distrust(new ServerFailure.WorkerDied("No farewell.")); // it would only need a stub
        Thread test = new Thread(() -> {
            try {
                residency.close();
            } catch (InterruptedRunException expected) {
                // what the test thread of an interrupted run sees
            }
        });
        test.start();
        while (!session.held().left().isEmpty()) {
            Thread.onSpinWait();
        }

        session.interrupt();
        test.join();

        assertThat(RunReader.read(folder.path()).bodies(UnloadBody.class))
                .singleElement()
                .satisfies(unload -> {
                    assertThat(unload.failure()).isNull();
                    assertThat(unload.seconds()).isNotNull();
                    assertThat(unload.memory()).isNull();
                    assertThat(unload.settleSeconds()).isNull();
                    assertThat(unload.reclaimedBytes()).isNull();
                    assertThat(unload.flags()).doesNotContain("not_settled");
                });
        assertThat(statuses()).containsExactly("interrupted");
    }

    @Test
    void anUnloadThatFailsTellsNoMemoryOfAnEmptyServer() {
        STUDIO.stubFor(post("/api/v1/models/unload")
                .willReturn(jsonResponse("{\"error\":{\"type\":\"unknown\",\"message\":\"busy\"}}", 500)));

        residency.close();

        assertThat(RunReader.read(folder.path()).bodies(UnloadBody.class))
                .singleElement()
                .satisfies(unload -> {
                    assertThat(unload.failure()).isNotNull();
                    assertThat(unload.memory()).isNull();
                    assertThat(unload.reclaimedBytes()).isNull();
                    assertThat(unload.flags()).doesNotContain("not_settled");
                });
    }

    @Test
    void aModelWhoseUnloadFailedIsUnloadedBeforeTheNextLoadOrStopsIt() {
        STUDIO.stubFor(post("/api/v1/models/unload")
                .willReturn(jsonResponse("{\"error\":{\"type\":\"unknown\",\"message\":\"busy\"}}", 500)));
        residency.close();

        assertThatThrownBy(() -> new ModelLoader(session).load(residency.planned(), residency.model(), null))
                .isInstanceOf(ServerFailure.LoadRefused.class)
                .hasMessageStartingWith(
                        "Expected no model of this run in memory before the next load, found tiny:2, which"
                                + " could not be unloaded: ")
                .hasMessageEndingWith(" Unload it with `lms unload tiny:2`.");

        STUDIO.verify(0, postRequestedFor(urlEqualTo("/api/v1/models/load")));
        assertThat(RunReader.read(folder.path()).bodies(LoadBody.class))
                .extracting(load -> load.failure() == null ? "" : load.failure().kind())
                .containsExactly("load_refused");
        session.interrupt();
        assertThat(folder.log()).content().contains("tiny:2 may still be loaded: ");
    }

    @Test
    void aModelThatTheServerLoadsAnewInsideARequestEndsTheCellAndTheLoad() {
        STUDIO.stubFor(get("/lmstudio-greeting").willReturn(okJson("{}")));
        STUDIO.stubFor(post("/api/v1/chat").willReturn(okForContentType("text/event-stream", """
                        event: model_load.start
                        data: {"model_instance_id":"tiny:2"}

                        event: model_load.end
                        data: {"model_instance_id":"tiny:2","load_time_seconds":2}

                        event: message.delta
                        data: {"content":"Hello"}

                        event: chat.end
                        data: {"result":{"model_instance_id":"tiny:2","output":[],"stats":{"total_output_tokens":1}}}

                        """)));
        Cell cell = new Cell(session, new LoadOutcome.Loaded(residency), PlannedScenario.shared(ScenarioId.COLD_START));

        assertThatThrownBy(() -> cell.measure(StandardPrompts.HAIKU, 1))
                .isInstanceOf(ServerFailure.WrongModel.class)
                .hasMessageStartingWith("Expected tiny:2 to stay in memory, found that the server at ");

        assertThat(residency.isLost()).isTrue();
        assertThat(RunReader.read(folder.path()).bodies(GenerationBody.class))
                .as("on record once, as one that counts nowhere")
                .singleElement()
                .satisfies(generation -> {
                    assertThat(generation.failure()).isNull();
                    assertThat(generation.flags()).contains("load_event_inside_request");
                });
    }

    @Test
    void whatWasOpenWhileTheMachineSleptIsVoidAndWhatCameAfterIsNot() {
        Cell open = new Cell(session, new LoadOutcome.Loaded(residency), PlannedScenario.shared(ScenarioId.COLD_START));
        sleptMs.addAndGet(3_600_000);
        open.end(null);
        new Cell(session, new LoadOutcome.Loaded(residency), PlannedScenario.shared(ScenarioId.COLD_START)).end(null);

        assertThat(RunReader.read(folder.path()).bodies(ScenarioBody.class))
                .extracting(cell -> cell.flags().contains("slept"), CellValidity::isValid)
                .containsExactly(tuple(true, false), tuple(false, true));
    }

    @Test
    void whatBefellTheMachineBetweenTwoCellsStandsInTheEnd() {
        session.sampled(new SampleBuilder().swapUsedBytes(5_000_000L).build(1));
        session.sampled(new SampleBuilder().swapUsedBytes(21_000_001L).build(2));
        session.sampled(new SampleBuilder().swapUsedBytes(0L).thermal("fair").build(3));

        session.close();

        assertThat(RunReader.read(folder.path()).bodies(EndBody.class))
                .singleElement()
                .satisfies(end -> assertThat(end.flags()).contains("swap_grew", "thermal"));
        assertThat(folder.log())
                .content()
                .contains(
                        "Condition of this session: The machine swapped more during it, so memory was short and times are"
                                + " long. (swap_grew) Use a smaller model or context, or close other programs.");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aWorkerThatIsKilledShowsInItsCell() throws Exception {
        RunFixture load = new RunFixture().start();
        load.load(RunFixture.BASELINE, 1, 1);
        Process worker = new ProcessBuilder("sleep", "60").start();
        session.append(load.data().bodies(LoadBody.class).get(0));
        session.monitor().modelLoaded(worker.pid());
        while (seen(worker.pid()) < 2) {
            Thread.onSpinWait();
        }
        Cell cell = new Cell(session, new LoadOutcome.Loaded(residency), PlannedScenario.shared(ScenarioId.COLD_START));

        worker.destroyForcibly().waitFor();
        cell.end(new ServerFailure.WorkerDied("It died."));

        assertThat(RunReader.read(folder.path()).bodies(AnomalyBody.class))
                .filteredOn(anomaly -> anomaly.anomaly().equals("worker_restarted"))
                .singleElement()
                .satisfies(anomaly -> {
                    assertThat(anomaly.scenario()).isEqualTo("cold-start");
                    assertThat(anomaly.value()).isEqualTo((double) worker.pid());
                    assertThat(anomaly.text())
                            .isEqualTo("Worker process " + worker.pid() + " ended while its model was in memory.");
                });
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aWorkerThatEndsBecauseAnInterruptUnloadsItsModelHasNotDied() throws Exception {
        RunFixture load = new RunFixture().start();
        load.load(RunFixture.BASELINE, 1, 1);
        Process worker = new ProcessBuilder("sleep", "60").start();
        session.append(load.data().bodies(LoadBody.class).get(0));
        session.monitor().modelLoaded(worker.pid());
        while (seen(worker.pid()) < 2) {
            Thread.onSpinWait();
        }
        ASKED.unload = worker::destroyForcibly;
        STUDIO.stubFor(post("/api/v1/models/unload")
                .willReturn(okJson("{\"instance_id\":\"tiny:2\"}").withFixedDelay(500)));

        session.interrupt();

        assertThat(worker.isAlive()).isFalse();
        assertThat(RunReader.read(folder.path()).bodies(AnomalyBody.class))
                .extracting(AnomalyBody::anomaly)
                .doesNotContain("worker_restarted");
    }

    private long seen(long pid) {
        return session.monitor().between(0, Long.MAX_VALUE).stream()
                .filter(sample -> Objects.equals(sample.workerPid(), pid))
                .count();
    }

    @Test
    void aWarmUpThatFailedIsStillDue() {
        STUDIO.stubFor(get("/lmstudio-greeting").willReturn(okJson("{}")));
        STUDIO.stubFor(post("/api/v1/chat").willReturn(jsonResponse("{\"error\":\"busy\"}", 500)));
        Cell cell = new Cell(session, new LoadOutcome.Loaded(residency), PlannedScenario.shared(ScenarioId.COLD_START));

        assertThatThrownBy(cell::warmUp).isInstanceOf(ServerFailure.class);
        assertThatThrownBy(cell::warmUp).isInstanceOf(ServerFailure.class);

        assertThat(RunReader.read(folder.path()).bodies(GenerationBody.class))
                .extracting(GenerationBody::role)
                .containsExactly("warmup", "warmup");
    }

    @Test
    void aLoadOnAServerThatHasGoneIsOnRecordAsAttempted() {
        STUDIO.stubFor(get("/api/v1/models").willReturn(jsonResponse("{\"error\":\"gone\"}", 500)));

        assertThatThrownBy(() -> new ModelLoader(session).load(residency.planned(), residency.model(), null))
                .isInstanceOf(ServerFailure.class);

        assertThat(RunReader.read(folder.path()).bodies(LoadBody.class))
                .singleElement()
                .satisfies(load -> {
                    assertThat(load.failure()).isNotNull();
                    assertThat(load.loadSeconds()).isNull();
                });
        STUDIO.verify(0, postRequestedFor(urlEqualTo("/api/v1/models/load")));
    }

    @Test
    void everyLoadOfASessionThatBeganBesideOrphansSaysSo() {
        STUDIO.stubFor(get("/api/v1/models").willReturn(jsonResponse("{\"error\":\"gone\"}", 500)));
        ModelLoader loader = new ModelLoader(session);
        session.flags().orphansFound(List.of());
        assertThatThrownBy(() -> loader.load(residency.planned(), residency.model(), null))
                .isInstanceOf(ServerFailure.class);
        session.flags().orphansFound(List.of(new OrphanWorker(4711, "llama-server", null)));
        assertThatThrownBy(() -> loader.load(residency.planned(), residency.model(), null))
                .isInstanceOf(ServerFailure.class);

        assertThat(RunReader.read(folder.path()).bodies(LoadBody.class))
                .extracting(LoadBody::flags)
                .containsExactly(List.of(), List.of("orphan_workers"));
    }

    @Test
    void aLoadThatCannotBeRecordedLeavesNothingInMemory() {
        STUDIO.stubFor(get("/api/v1/models")
                .willReturn(okJson("{\"models\":[{\"key\":\"tiny\",\"loaded_instances\":[{\"id\":\"tiny:3\"}]}]}")));
        STUDIO.stubFor(post("/api/v1/models/load").willReturn(okJson("{\"instance_id\":\"tiny:3\"}")));
        journal.close();

        assertThatThrownBy(() -> new ModelLoader(session).load(residency.planned(), residency.model(), null))
                .isInstanceOf(IllegalStateException.class);

        STUDIO.verify(
                1,
                postRequestedFor(urlEqualTo("/api/v1/models/unload"))
                        .withRequestBody(equalToJson("{\"instance_id\":\"tiny:3\"}")));
    }

    @Test
    void aLostRecordStopsTheRunAndEverythingIsStillFreed() {
        journal.close();

        assertThatThrownBy(() -> session.append(ANY)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(session::checkRunning)
                .isInstanceOf(ResultsException.class)
                .hasMessage("The run stops here, because a record was lost: " + folder.records()
                        + " is closed; nothing more can be written. Make room or choose another place with"
                        + " -Dbench.results=DIR, and run again.");
        session.close();
        assertThat(stopped).containsExactly("own server");
    }

    @Test
    void aSessionThatClosesIsCompletedOnce() {
        session.append(ANY);

        session.close();
        session.close();

        assertThat(statuses()).containsExactly("completed");
        assertThat(reports).isEmpty();
        assertThat(stopped).containsExactly("own server");
    }

    private List<String> statuses() {
        return RunReader.read(folder.path()).bodies(EndBody.class).stream()
                .map(EndBody::status)
                .toList();
    }

    /** Tells when a chat has reached the server. */
    private static final class Asked implements ServeEventListener {
        private volatile CountDownLatch chat = new CountDownLatch(1);
        private volatile Runnable unload = () -> {};

        @Override
        public String getName() {
            return "asked";
        }

        @Override
        public void beforeMatch(ServeEvent event, Parameters parameters) {
            if (event.getRequest().getUrl().equals("/api/v1/chat")) {
                chat.countDown();
            } else if (event.getRequest().getUrl().equals("/api/v1/models/unload")) {
                unload.run();
            }
        }
    }
}
