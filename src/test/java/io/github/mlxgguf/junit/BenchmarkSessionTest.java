package io.github.mlxgguf.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.lmstudio.LmStudioServer;
import io.github.mlxgguf.monitor.MemoryMonitor;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.Journal;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.SampleWriter;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How a session ends: once, and with everything that must be true when the process is gone. */
class BenchmarkSessionTest {
    @RegisterExtension
    static final WireMockExtension STUDIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static final EngineBody ANY = new EngineBody("gguf", "e", "1", null, "v0 reply");

    @TempDir
    Path results;

    private final List<Path> reports = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();
    private ResultsFolder folder;
    private BenchmarkSession session;

    @BeforeEach
    void open() {
        STUDIO.stubFor(post("/api/v1/models/unload").willReturn(okJson("{\"instance_id\":\"tiny:2\"}")));
        BenchmarkConfig config =
                MatrixFixtures.config("server: {kind: lmstudio, base_url: '" + STUDIO.baseUrl() + "'}");
        SessionClock clock = SessionClock.start();
        ModelEntry model = MatrixFixtures.model("tiny", Format.GGUF, "Q8_0");
        MatrixPlan plan =
                MatrixPlan.of(config, EnumSet.allOf(Format.class), List.of(ScenarioId.COLD_START), List.of(model));
        folder = ResultsFolder.create(results, "run", Instant.EPOCH);
        SampleWriter samples = SampleWriter.open(folder, 1);
        BenchLog log = BenchLog.start(false, null);
        log.toFile(folder.log());
        session = new BenchmarkSession(new BenchmarkSession.SessionParts(
                config,
                clock,
                new LmStudioServer(config.server(), clock),
                ServerKind.LMSTUDIO,
                () -> stopped.add("own server"),
                plan,
                folder,
                Journal.open(folder, ServerKind.LMSTUDIO, 1, clock),
                samples,
                MemoryMonitor.start(clock, Duration.ofMillis(100), 0, samples::write),
                List.of(),
                log,
                reports::add,
                false));
        LoadedModel loaded =
                new LoadedModel("tiny", "tiny:2", 0, 1, null, LoadConfig.UNKNOWN, LoadConfig.UNKNOWN, "rest");
        PhaseInterval moment = new PhaseInterval(Phase.BASELINE, 0, 1);
        assertThat(new Residency(session, plan.loads().get(0), model, loaded, 0, moment, moment))
                .isNotNull();
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
}
