package io.github.mlxgguf.lmstudio;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.lmstudio.cli.StubLms;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedBuild;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.SessionClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Loads with the lms tool beside the server, and what must not stay in memory. */
class ToolLoadTest {
    @RegisterExtension
    static final WireMockExtension STUDIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static final String ROW =
            "{\"modelKey\":\"acme/tiny@4bit\",\"identifier\":\"IDENTIFIER\",\"format\":\"safetensors\","
                    + "\"quantization\":{\"name\":\"4bit\",\"bits\":4},\"selectedVariant\":\"acme/tiny@q8_0\","
                    + "\"deviceIdentifier\":null,\"contextLength\":9000,\"parallel\":2,\"status\":\"idle\"}";
    private static final LoadRequest VARIANT =
            new LoadRequest("acme/tiny@4bit", LoadConfig.ofContext(8192), "acme/tiny@4bit");
    private static final LoadRequest PLAIN = new LoadRequest("m", LoadConfig.UNKNOWN);

    @TempDir
    Path folder;

    private StubLms stub;
    private LmStudioServer client;

    @BeforeEach
    void connect() {
        stub = StubLms.in(folder);
        client = client(Duration.ofSeconds(20));
        list("");
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void aVariantIsLoadedByTheToolUnderAnIdentifierOfOurs() {
        stub.loads("load acme/tiny@4bit *", ROW);

        LoadedModel loaded = client.load(VARIANT);

        assertThat(loaded.via()).isEqualTo("cli");
        assertThat(loaded.instanceId()).matches("bench-[0-9a-f]{8}-1");
        assertThat(loaded.serverLoadSeconds()).isNull();
        assertThat(loaded.loadSeconds()).isPositive();
        assertThat(loaded.build())
                .isEqualTo(new LoadedBuild(
                        "lms ps",
                        "acme/tiny@4bit",
                        Format.MLX,
                        "4bit",
                        "acme/tiny@q8_0",
                        null,
                        new LoadConfig(9000, 2, null, null, null, null)));
        assertThat(loaded.effective()).as("read back").isEqualTo(new LoadConfig(9000, 2, null, null, null, null));
        assertThat(stub.calls())
                .containsExactly(
                        "load acme/tiny@4bit --exact --identifier " + loaded.instanceId() + " -c 8192 -y", "ps --json");
        STUDIO.verify(0, postRequestedFor(urlEqualTo("/api/v1/models/load")));
    }

    @Test
    void slotsAreAskedOfTheTool() {
        stub.loads("load m *", ROW);

        LoadedModel loaded = client.load(new LoadRequest("m", new LoadConfig(null, 2, null, null, null, null)));

        assertThat(loaded.via()).isEqualTo("cli");
        assertThat(stub.calls().get(0))
                .isEqualTo("load m --exact --identifier " + loaded.instanceId() + " --parallel 2 -y");
    }

    @Test
    void slotsGoByRestWhereTheServerIsOurs() {
        STUDIO.stubFor(post("/api/v1/models/load").willReturn(okJson("{\"instance_id\":\"m\"}")));
        try (LmStudioServer ours = new LmStudioServer(config(Duration.ofSeconds(20)), SessionClock.start())) {
            assertThat(ours.load(new LoadRequest("m", new LoadConfig(null, 2, null, null, null, null)))
                            .via())
                    .isEqualTo("rest");
        }
        STUDIO.verify(postRequestedFor(urlEqualTo("/api/v1/models/load"))
                .withRequestBody(equalToJson("{\"model\":\"m\",\"echo_load_config\":true,\"parallel\":2}")));
        assertThat(stub.calls()).isEmpty();
    }

    @Test
    void aPlainKeyIsLoadedByRestAndSeenByTheTool() {
        STUDIO.stubFor(post("/api/v1/models/load").willReturn(okJson("{\"instance_id\":\"m\"}")));
        stub.on("ps --json", "[" + ROW.replace("IDENTIFIER", "m") + "]");

        LoadedModel loaded = client.load(PLAIN);

        assertThat(loaded.via()).isEqualTo("rest");
        assertThat(loaded.build()).extracting(LoadedBuild::quantization).isEqualTo("4bit");
        assertThat(stub.calls()).containsExactly("ps --json");
    }

    @Test
    void aToolThatCannotBeAskedLeavesTheListAsTheOnlyWitness() {
        STUDIO.stubFor(post("/api/v1/models/load").willReturn(okJson("{\"instance_id\":\"m\"}")));
        stub.on("ps --json", "Failed to connect\n", "", 1, "");

        assertThat(client.load(PLAIN).build()).isNull();
    }

    @Test
    void aVariantThatExactDoesNotKnowIsSearchedAndAPlainKeyIsNamedByItsPath() {
        stub.loads("load acme/tiny@4bit --identifier *", ROW)
                .on("load * --exact *", "", "Model not found\n\nNo model found with path being exactly that.\n", 1, "")
                .loads("load acme/Own-GGUF/own.gguf --exact *", ROW)
                .on(
                        "ls --json",
                        "[{\"modelKey\":\"own\",\"path\":\"acme/Own-GGUF/own.gguf\",\"deviceIdentifier\":null}]");

        LoadedModel variant = client.load(VARIANT);
        client.load(new LoadRequest("own", new LoadConfig(null, 2, null, null, null, null)));

        assertThat(stub.calls())
                .contains(
                        "load acme/tiny@4bit --identifier " + variant.instanceId() + " -c 8192 -y",
                        "load acme/Own-GGUF/own.gguf --exact --identifier "
                                + variant.instanceId().replaceFirst("1$", "2") + " --parallel 2 -y")
                .as("a plain key is never searched for: the search takes what resembles it")
                .noneMatch(call -> call.startsWith("load own --identifier"));
    }

    @Test
    void whatTheToolSaysBecomesATypedFailure() {
        stub.on("load *", "", "error: unknown option '--exact'\n", 1, "");
        assertThatThrownBy(() -> client.load(VARIANT))
                .isInstanceOf(ServerFailure.LoadFailed.class)
                .hasMessageContaining("unknown option '--exact'. Update the lms tool: update LM Studio and run");

        stub.on("load *", "", "Model loading was stopped due to insufficient system resources.\n", 1, "");
        assertThatThrownBy(() -> client.load(VARIANT)).isInstanceOf(ServerFailure.LoadRefused.class);

        stub.on("load *", "", "Model not found\n", 1, "");
        assertThatThrownBy(() -> client.load(VARIANT))
                .isInstanceOf(ServerFailure.ModelNotFound.class)
                .hasMessageContaining("Older tools know no variants. Update the lms tool");
    }

    @Test
    void aLoadThatEndsWellAndShowsNowhereHasFailed() {
        stub.on("load *", "Model loaded successfully.\n").on("ps --json", "[]");

        assertThatThrownBy(() -> client.load(VARIANT))
                .isInstanceOf(ServerFailure.LoadFailed.class)
                .hasMessageMatching(
                        "`lms load acme/tiny@4bit --identifier bench-[0-9a-f]{8}-1` ended well, but `lms ps`"
                                + " does not show that identifier\\. `lms ps` lists what is loaded\\.");
    }

    @Test
    void aSecondCopyIsUnloadedAndRefused() {
        STUDIO.stubFor(post("/api/v1/models/load").willReturn(okJson("{\"instance_id\":\"m:2\"}")));
        STUDIO.stubFor(post("/api/v1/models/unload").willReturn(okJson("{\"instance_id\":\"m:2\"}")));

        assertThatThrownBy(() -> client.load(PLAIN))
                .isInstanceOf(ServerFailure.WrongModel.class)
                .hasMessage("Expected the only copy of m at " + STUDIO.baseUrl()
                        + ", found the id m:2: a copy was resident already, and two of them share the memory. It was"
                        + " unloaded again. Unload the other with `lms unload m` and run again.");
        STUDIO.verify(
                1,
                postRequestedFor(urlEqualTo("/api/v1/models/unload"))
                        .withRequestBody(equalToJson("{\"instance_id\":\"m:2\"}")));
    }

    @Test
    void aCopyThatOnlyTheListShowsIsRefusedTooAndOnlyOursIsUnloaded() {
        stub.loads("load m *", ROW);
        list("{\"id\":\"m\"},{\"id\":\"IDENTIFIER\"}");
        STUDIO.stubFor(post("/api/v1/models/unload").willReturn(okJson("{}")));

        assertThatThrownBy(() -> client.load(new LoadRequest("m", new LoadConfig(null, 2, null, null, null, null))))
                .isInstanceOf(ServerFailure.WrongModel.class)
                .hasMessageMatching("Expected the only copy of m at .*, found the id bench-[0-9a-f]{8}-1: a copy was"
                        + " resident already, and two of them share the memory\\. It was unloaded again\\. Unload the"
                        + " other with `lms unload m` and run again\\.");
        STUDIO.verify(
                1,
                postRequestedFor(urlEqualTo("/api/v1/models/unload"))
                        .withRequestBody(matchingJsonPath("$.instance_id", matching("bench-.*"))));
        STUDIO.verify(1, postRequestedFor(urlEqualTo("/api/v1/models/unload")));
    }

    @Test
    void whatCameUpAlthoughItsLoadFailedIsUnloadedAndNothingElse() {
        STUDIO.stubFor(post("/api/v1/models/load")
                .inScenario("half")
                .willReturn(jsonResponse("{\"error\":{\"type\":\"model_load_failed\",\"message\":\"gone\"}}", 500))
                .willSetStateTo("up"));
        stubList("half", STARTED, "{\"id\":\"was-there\"}");
        stubList("half", "up", "{\"id\":\"was-there\"},{\"id\":\"m\"}");
        STUDIO.stubFor(post("/api/v1/models/unload").willReturn(okJson("{}")));

        assertThatThrownBy(() -> client.load(PLAIN)).isInstanceOf(ServerFailure.LoadFailed.class);

        STUDIO.verify(1, postRequestedFor(urlEqualTo("/api/v1/models/unload")));
        STUDIO.verify(postRequestedFor(urlEqualTo("/api/v1/models/unload"))
                .withRequestBody(equalToJson("{\"instance_id\":\"m\"}")));
    }

    @Test
    void aLoadByTheToolThatTakesTooLongIsKilledAndWhatCameUpIsUnloaded() {
        stub.on("load *", "", "", 0, "sleep 60");
        STUDIO.stubFor(get("/api/v1/models")
                .inScenario("slow")
                .whenScenarioStateIs(STARTED)
                .willReturn(okJson(models("")))
                .willSetStateTo("up"));
        stubList("slow", "up", "{\"id\":\"bench-late\"}");
        STUDIO.stubFor(post("/api/v1/models/unload").willReturn(okJson("{}")));
        try (LmStudioServer hasty = client(Duration.ofMillis(300))) {
            assertThatThrownBy(() -> hasty.load(new LoadRequest("m", new LoadConfig(null, 2, null, null, null, null))))
                    .isInstanceOf(ServerFailure.TimedOut.class)
                    .hasMessage(
                            "Load m with the lms tool did not end. Raise server.timeouts.load if the disk is only slow"
                                    + " (load time-out: 0.3 s)");
        }
        STUDIO.verify(postRequestedFor(urlEqualTo("/api/v1/models/unload"))
                .withRequestBody(equalToJson("{\"instance_id\":\"bench-late\"}")));
    }

    @Test
    void whatRestDoesNotKnowIsUnloadedByTheToolIfItShowsIt() {
        stub.loads("load *", ROW);
        LoadedModel loaded = client.load(VARIANT);
        STUDIO.stubFor(post("/api/v1/models/unload").willReturn(notLoaded()));

        client.unload(loaded.instanceId());

        assertThat(stub.calls()).contains("unload " + loaded.instanceId());
        assertThatThrownBy(() -> client.unload(loaded.instanceId()))
                .as("it is gone now")
                .isInstanceOf(ServerFailure.ModelNotFound.class);
    }

    @Test
    void anUnloadThatTheToolOnlyClaimsIsAFailure() {
        stub.loads("load *", ROW);
        LoadedModel loaded = client.load(VARIANT);
        STUDIO.stubFor(post("/api/v1/models/unload").willReturn(notLoaded()));
        stub.on("unload *", "", "Model Not Found\n\nCannot find a model with the identifier\n", 0, "");

        assertThatThrownBy(() -> client.unload(loaded.instanceId()))
                .isInstanceOf(ServerFailure.Protocol.class)
                .hasMessageStartingWith("Expected " + loaded.instanceId() + " to be unloaded, found it in `lms ps`");
    }

    @Test
    void theEngineComesFromTheToolIfTheOldApiDoesNotTell() {
        stub.on("runtime ls", """
                LLM ENGINE          SELECTED    MODEL FORMAT
                llama.cpp-x@1.2                 GGUF
                llama.cpp-x@1.3     ✓           GGUF
                """);
        LoadedModel loaded = new LoadedModel("m", "m", 0, 1, null, LoadConfig.UNKNOWN, LoadConfig.UNKNOWN, "rest");
        STUDIO.stubFor(post("/api/v0/chat/completions").willReturn(okJson("{\"choices\":[]}")));

        assertThat(client.engine(loaded, Format.GGUF))
                .contains(new LmStudioServer.EngineInfo("llama.cpp-x", "1.3", "lms runtime ls"));
        assertThat(client.engine(loaded, Format.MLX)).isEmpty();

        STUDIO.stubFor(post("/api/v0/chat/completions")
                .willReturn(okJson("{\"runtime\":{\"name\":\"llama.cpp-y\",\"version\":\"2\"}}")));
        assertThat(client.engine(loaded, Format.GGUF))
                .contains(new LmStudioServer.EngineInfo("llama.cpp-y", "2", "v0 reply"));
    }

    private LmStudioServer client(Duration load) {
        return new LmStudioServer(
                config(load), SessionClock.start(), new ToolAccess(true, Optional.of(stub.cli()), null, "0.4.25+1"));
    }

    private static ResponseDefinitionBuilder notLoaded() {
        return jsonResponse("{\"error\":{\"type\":\"model_not_found\",\"message\":\"not loaded\"}}", 404);
    }

    private static void list(String instances) {
        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson(models(instances))));
    }

    private static void stubList(String scenario, String state, String instances) {
        STUDIO.stubFor(get("/api/v1/models")
                .inScenario(scenario)
                .whenScenarioStateIs(state)
                .willReturn(okJson(models(instances))));
    }

    private static String models(String instances) {
        return "{\"models\":[{\"type\":\"llm\",\"key\":\"m\",\"format\":\"gguf\",\"quantization\":{\"name\":\"Q8_0\"},"
                + "\"loaded_instances\":[" + instances + "]}]}";
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
