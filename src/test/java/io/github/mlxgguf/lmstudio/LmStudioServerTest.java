package io.github.mlxgguf.lmstudio;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.SessionClock;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The control calls, against recorded shapes of answers. */
class LmStudioServerTest {
    @RegisterExtension
    static final WireMockExtension STUDIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static final String LIST = """
            {"models":[{"type":"llm","key":"m","format":"gguf","quantization":{"name":"Q8_0"},
            "loaded_instances":[{"id":"m-1","config":{"context_length":4096,"parallel":4}}]}]}""";

    private LmStudioServer client;

    @BeforeEach
    void connect() {
        client = new LmStudioServer(config(Duration.ofSeconds(20)), SessionClock.start());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void aLoadSendsWhatWasAskedAndTakesTheEffectiveConfigFromTheList() {
        STUDIO.stubFor(
                post("/api/v1/models/load")
                        .willReturn(
                                okJson(
                                        "{\"type\":\"llm\",\"instance_id\":\"m-1\",\"load_time_seconds\":9.099,"
                                                + "\"status\":\"loaded\",\"load_config\":{\"context_length\":8192,\"flash_attention\":true}}")));
        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson(LIST)));

        LoadedModel loaded = client.load(new LoadRequest("m", LoadConfig.ofContext(8192)));

        assertThat(loaded.instanceId()).isEqualTo("m-1");
        assertThat(loaded.serverLoadSeconds()).isEqualTo(9.099);
        assertThat(loaded.effective()).isEqualTo(new LoadConfig(4096, 4, null, true, null, null));
        assertThat(loaded.via()).isEqualTo("rest");
        assertThat(loaded.endNs()).isGreaterThan(loaded.startNs());
        STUDIO.verify(postRequestedFor(urlEqualTo("/api/v1/models/load"))
                .withRequestBody(equalToJson("{\"model\":\"m\",\"echo_load_config\":true,\"context_length\":8192}"))
                .withHeader("Authorization", absent()));
    }

    @Test
    void aLoadThatSucceededIsNoFailureBecauseTheListCannotBeRead() {
        STUDIO.stubFor(post("/api/v1/models/load")
                .willReturn(okJson("{\"instance_id\":\"m-1\",\"load_config\":{\"context_length\":8192}}")));
        STUDIO.stubFor(get("/api/v1/models").willReturn(jsonResponse("{\"error\":\"busy\"}", 500)));

        LoadedModel loaded = client.load(new LoadRequest("m", LoadConfig.ofContext(8192)));

        assertThat(loaded.instanceId()).as("the caller can unload it").isEqualTo("m-1");
        assertThat(loaded.effective()).isEqualTo(LoadConfig.ofContext(8192));
    }

    @Test
    void aRefusedLoadIsTriedOnceOnly() {
        STUDIO.stubFor(post("/api/v1/models/load")
                .willReturn(jsonResponse(
                        "{\"error\":{\"type\":\"model_load_failed\",\"message\":\"Error: Model loading was stopped due to"
                                + " insufficient system resources.\"}}",
                        500)));

        assertThatThrownBy(() -> client.load(new LoadRequest("m", LoadConfig.UNKNOWN)))
                .isInstanceOf(ServerFailure.LoadRefused.class);
        STUDIO.verify(1, postRequestedFor(urlEqualTo("/api/v1/models/load")));
    }

    @Test
    void aLoadThatTakesTooLongNamesItsTimeOut() {
        STUDIO.stubFor(post("/api/v1/models/load").willReturn(okJson("{}").withFixedDelay(5_000)));
        LmStudioServer hasty = new LmStudioServer(config(Duration.ofMillis(100)), SessionClock.start());

        assertThatThrownBy(() -> hasty.load(new LoadRequest("m", LoadConfig.UNKNOWN)))
                .isInstanceOf(ServerFailure.TimedOut.class)
                .hasMessageEndingWith("Raise server.timeouts.load if the disk is only slow (load time-out: 0.1 s)");
        hasty.close();
    }

    @Test
    void aLoadWhoseLineIsResetHasFailed() {
        STUDIO.stubFor(post("/api/v1/models/load").willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThatThrownBy(() -> client.load(new LoadRequest("m", LoadConfig.UNKNOWN)))
                .isInstanceOf(ServerFailure.LoadFailed.class)
                .hasMessageStartingWith("Load m at " + STUDIO.baseUrl() + "/api/v1/models/load was cut off: ");
    }

    @Test
    void unloadingWhatIsNotLoadedSaysSo() {
        STUDIO.stubFor(post("/api/v1/models/unload")
                .withRequestBody(equalToJson("{\"instance_id\":\"m\"}"))
                .willReturn(jsonResponse(
                        "{\"error\":{\"type\":\"model_not_found\",\"message\":\"Model with instance identifier 'm' is not"
                                + " loaded.\"}}",
                        404)));

        assertThatThrownBy(() -> client.unload("m"))
                .isInstanceOf(ServerFailure.ModelNotFound.class)
                .hasMessageContaining("'m' is not loaded");
    }

    @Test
    void aListOfSomethingElseIsNotLmStudio() {
        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson("{\"data\":[]}")));

        assertThatThrownBy(() -> client.models())
                .isInstanceOf(ServerFailure.NotLmStudio.class)
                .hasMessageContaining("found: {\"data\":[]}");
    }

    @Test
    void theServerIsIdentifiedByItsListAndOursByItsOwnWord() {
        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson(LIST)));
        STUDIO.stubFor(
                get("/mlx-gguf-bench/engine").willReturn(okJson("{\"error\":\"Unexpected endpoint or method.\"}")));
        assertThat(identify()).isEqualTo(new Identification.Found(ServerKind.LMSTUDIO));

        STUDIO.stubFor(
                get("/mlx-gguf-bench/engine").willReturn(okJson("{\"engine\":\"llama.cpp\",\"simulated\":false}")));
        assertThat(identify()).isEqualTo(new Identification.Found(ServerKind.EMBEDDED));

        STUDIO.stubFor(get("/mlx-gguf-bench/engine").willReturn(okJson("{\"engine\":\"script\",\"simulated\":true}")));
        assertThat(identify()).isEqualTo(new Identification.Found(ServerKind.SIMULATED));
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        STUDIO.stubFor(get("/api/v1/models")
                .willReturn(jsonResponse(
                        "{\"error\":{\"code\":\"invalid_api_key\",\"message\":\"token required\"}}", 401)));
        assertThat(failureKind()).isEqualTo("unauthorised");

        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson("{\"error\":\"Unexpected endpoint or method.\"}")));
        STUDIO.stubFor(get("/lmstudio-greeting").willReturn(okJson("{\"lmstudio\":true}")));
        assertThat(failure()).hasMessageContaining("This LM Studio is too old; version 0.4.0 or newer is needed.");

        STUDIO.stubFor(get("/lmstudio-greeting").willReturn(okJson("{}")));
        assertThat(failure()).hasMessageContaining("Another program uses this port");
    }

    @Test
    void nothingThereSaysWhatToStart() {
        ServerConfig config = new ServerConfig(
                ServerConfig.Kind.LMSTUDIO,
                URI.create("http://127.0.0.1:9"),
                null,
                ServerConfig.Resident.REFUSE,
                false,
                config(Duration.ofSeconds(1)).timeouts());

        assertThat(ServerIdentifier.identify(config))
                .isInstanceOfSatisfying(Identification.Nothing.class, nothing -> assertThat(nothing.failure())
                        .hasMessageStartingWith("Expected a model server at http://127.0.0.1:9, found nothing")
                        .hasMessageContaining("Start LM Studio's server with `lms server start`"));
    }

    @Test
    void theTokenIsSentAndNeverShown() {
        ServerConfig config = new ServerConfig(
                ServerConfig.Kind.LMSTUDIO,
                URI.create(STUDIO.baseUrl()),
                "sk-lm-secret",
                ServerConfig.Resident.REFUSE,
                false,
                config(Duration.ofSeconds(1)).timeouts());
        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson(LIST)));

        ServerIdentifier.identify(config);

        STUDIO.verify(getRequestedFor(urlEqualTo("/api/v1/models"))
                .withHeader("Authorization", equalTo("Bearer sk-lm-secret")));
        assertThat(config.toString()).doesNotContain("sk-lm-secret");
    }

    private String failureKind() {
        return failure().kind();
    }

    private ServerFailure failure() {
        return ((Identification.Unusable) identify()).failure();
    }

    private Identification identify() {
        return ServerIdentifier.identify(config(Duration.ofSeconds(5)));
    }

    private static ServerConfig config(Duration load) {
        Duration limit = Duration.ofSeconds(20);
        return new ServerConfig(
                ServerConfig.Kind.LMSTUDIO,
                URI.create(STUDIO.baseUrl()),
                null,
                ServerConfig.Resident.REFUSE,
                false,
                new ServerConfig.Timeouts(limit, load, limit, limit, limit));
    }
}
