package io.github.mlxgguf.embedded;

import static io.github.mlxgguf.embedded.ScriptedServers.F16;
import static io.github.mlxgguf.embedded.ScriptedServers.Q8;
import static io.github.mlxgguf.embedded.ScriptedServers.first;
import static io.github.mlxgguf.embedded.ScriptedServers.load;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.embedded.ApiClient.Answer;
import io.github.mlxgguf.embedded.script.Fault;
import io.github.mlxgguf.embedded.script.Fault.Call;
import io.github.mlxgguf.embedded.script.FaultKind;
import io.github.mlxgguf.embedded.script.Quirk;
import io.github.mlxgguf.embedded.script.Script;
import io.github.mlxgguf.embedded.worker.Instance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a load and an unload can meet. */
@Timeout(60)
class LoadQuirksTest {
    private static final String LOAD = "/api/v1/models/load";
    private static final String UNLOAD = "/api/v1/models/unload";

    private static ScriptedServers servers;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        servers = new ScriptedServers(directory);
    }

    @AfterEach
    void unloadAll() {
        servers.hangUp();
        servers.instances.close();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void theGuardrailRefusesOnce() throws Exception {
        ApiClient client = servers.with(first(Call.LOAD, FaultKind.GUARDRAIL)).client();

        assertThat(client.post(LOAD, load(F16, "")))
                .isEqualTo(new Answer(
                        500,
                        "{\"error\":{\"message\":\"Failed to load LLM '" + F16 + "': Error: Model loading was stopped"
                                + " due to insufficient system resources. Continuing to load the model would likely"
                                + " overload your system and cause it to freeze. If you think this is incorrect, you"
                                + " can adjust the model loading guardrails in settings.\","
                                + "\"type\":\"model_load_failed\"}}"));
        assertThat(servers.instances.all()).isEmpty();
        assertThat(client.post(LOAD, load(F16, "")).status()).isEqualTo(200);
    }

    @Test
    void anEngineThatCrashesIsToldFromTheGuardrail() throws Exception {
        assertThat(servers.with(first(Call.LOAD, FaultKind.ENGINE_CRASH))
                        .client()
                        .post(LOAD, load(F16, "")))
                .isEqualTo(new Answer(500, crashed("null", "SIGABRT")));
    }

    @Test
    void aWorkerThatReallyDiesWhileItLoadsHasTheSameBody() throws Exception {
        ApiClient client = servers.with(Script.NOTHING).client();
        CompletableFuture<Answer> answer = postLater(client, load(F16, ""));
        Instance loading = awaitLoading();

        ProcessHandle.of(loading.worker().pid()).orElseThrow().destroyForcibly();

        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(new Answer(500, crashed("null", "SIGKILL")));
        assertThat(servers.instances.all()).isEmpty();
    }

    @Test
    void aWorkerThatDiesInASlowLoadHasTheSameBody() throws Exception {
        ApiClient client = servers.with(new Fault(Call.LOAD, null, 1, FaultKind.SLOW_LOAD, 0, 2))
                .client();
        CompletableFuture<Answer> answer = postLater(client, load(F16, ""));

        ProcessHandle.of(awaitLoading().worker().pid()).orElseThrow().destroyForcibly();

        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(new Answer(500, crashed("null", "SIGKILL")));
        assertThat(servers.instances.all()).isEmpty();
    }

    @Test
    void aSlowLoadShowsAsLoading() throws Exception {
        ApiClient client = servers.with(new Fault(Call.LOAD, null, 1, FaultKind.SLOW_LOAD, 0, 1))
                .client();
        long start = System.nanoTime();
        CompletableFuture<Answer> answer = postLater(client, load(F16, ""));
        awaitLoading();

        assertThat(client.get("/api/v0/models").json().findValuesAsText("state"))
                .containsExactly("loading", "not-loaded", "not-loaded", "not-loaded");
        assertThat(client.get("/api/v1/models").json().at("/models/0/loaded_instances"))
                .isEmpty();

        Answer loaded = answer.get(30, TimeUnit.SECONDS);
        assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
        assertThat(loaded.json().get("load_time_seconds").asDouble()).isGreaterThan(1);
    }

    @Test
    void aSlowLoadIsCancelledWhenItsClientGoes() throws Exception {
        ScriptedServers.Server server = servers.with(new Fault(Call.LOAD, null, 1, FaultKind.SLOW_LOAD, 0, 3600));
        ProcessHandle worker;
        try (RawConnection connection = server.connection()) {
            connection.post(LOAD, load(F16, ""));
            worker = ProcessHandle.of(awaitLoading().worker().pid()).orElseThrow();
        }

        worker.onExit().get(20, TimeUnit.SECONDS);

        servers.awaitUnloaded(F16);
    }

    @Test
    void parallelCanBeAnUnknownKey() throws Exception {
        ApiClient client = servers.with(Quirk.PARALLEL_REFUSED).client();

        assertThat(client.post(LOAD, load(F16, ",\"parallel\":1")))
                .isEqualTo(new Answer(
                        400,
                        "{\"error\":{\"message\":\"Unrecognized key(s) in object: 'parallel'\","
                                + "\"type\":\"invalid_request\",\"code\":\"unrecognized_keys\"}}"));
        assertThat(client.post(LOAD, load(F16, "")).status()).isEqualTo(200);
    }

    @Test
    void idsCanDropTheSuffixSoThatUnloadingByKeyFails() throws Exception {
        ApiClient client = servers.with(Quirk.IDS_DROP_SUFFIX).client();

        assertThat(client.post(LOAD, load(Q8, "")).json().get("instance_id").asText())
                .isEqualTo("embedded/gibberish-tiny");
        assertThat(client.post(LOAD, load(Q8, "")).json().get("instance_id").asText())
                .isEqualTo("embedded/gibberish-tiny:2");
        assertThat(client.post(UNLOAD, "{\"instance_id\":\"" + Q8 + "\"}"))
                .isEqualTo(new Answer(
                        404,
                        "{\"error\":{\"message\":\"Model with instance identifier '" + Q8
                                + "' is not loaded.\",\"type\":\"model_not_found\"}}"));
        assertThat(client.post(UNLOAD, "{\"instance_id\":\"embedded/gibberish-tiny\"}")
                        .text())
                .isEqualTo("{\"instance_id\":\"embedded/gibberish-tiny\"}");
    }

    private static String crashed(String exitCode, String signal) {
        return "{\"error\":{\"message\":\"Failed to load LLM '" + F16
                + "': Error: Engine protocol runtime llama-server for " + F16
                + " exited before becoming healthy. exitCode=" + exitCode + ", signal=" + signal
                + "\",\"type\":\"model_load_failed\"}}";
    }

    private static CompletableFuture<Answer> postLater(ApiClient client, String body) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return client.post(LOAD, body);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static Instance awaitLoading() {
        while (servers.instances.all().isEmpty()) {
            Thread.onSpinWait();
        }
        return servers.instances.all().get(0);
    }
}
