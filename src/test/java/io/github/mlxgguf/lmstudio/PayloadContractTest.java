package io.github.mlxgguf.lmstudio;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.ServerStats;
import io.github.mlxgguf.trace.TextEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in the shapes that LM Studio's versions were seen to give, each with its own names and numbers. */
class PayloadContractTest {
    @RegisterExtension
    static final WireMockExtension STUDIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static final LoadedModel OWL =
            new LoadedModel("acme/owl-2b", "acme/owl-2b", 0, 1, null, LoadConfig.UNKNOWN, LoadConfig.UNKNOWN, "rest");
    private static final GenerationRequest REQUEST = new GenerationRequest("Owls?", 16, 0, null);

    private LmStudioServer client;

    @BeforeEach
    void connect() {
        STUDIO.stubFor(
                any(anyUrl()).atPriority(10).willReturn(okJson("{\"error\":\"Unexpected endpoint or method.\"}")));
        STUDIO.stubFor(get("/lmstudio-greeting").willReturn(okJson("{\"lmstudio\":true}")));
        client = Clients.of(URI.create(STUDIO.baseUrl()), Clients.limits(Duration.ofSeconds(20)));
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void aListWithALoadedGgufAndAnEmbeddingModel() {
        List<ModelEntry> models = list("models_gguf_loaded.json");

        ModelEntry lynx = models.get(0);
        assertThat(lynx.format()).isEqualTo(Format.GGUF);
        assertThat(lynx.quantization()).isEqualTo("Q5_K_M");
        assertThat(lynx.sizeBytes()).isEqualTo(8_100_200_300L);
        assertThat(lynx.params()).isEqualTo("12B-A2B");
        assertThat(lynx.reasoningOptions()).containsExactly("off", "low", "xhigh");
        assertThat(lynx.instances())
                .containsExactly(
                        new ModelEntry.Instance("acme/lynx-12b-a2b", new LoadConfig(6144, 3, 256, true, false, 6)));
        ModelEntry wren = models.get(1);
        assertThat(wren.type()).isEqualTo("embedding");
        assertThat(wren.architecture()).isNull();
        assertThat(wren.quantization()).isNull();
        assertThat(wren.sizeBytes()).as("unknown, not 0").isNull();
    }

    @Test
    void aListWithTwoInstancesOfAnMlxModelAndFieldsThatNobodyDocumented() {
        assertThat(list("models_mlx_two_instances.json").get(0).instances())
                .containsExactly(
                        new ModelEntry.Instance("acme/owl-2b", new LoadConfig(4096, 4, null, null, null, null)),
                        new ModelEntry.Instance("acme/owl-2b:2", LoadConfig.ofContext(8192)));
    }

    @Test
    void anInstanceWithANameOfItsOwn() {
        assertThat(list("models_alias_instance.json").get(0).instances())
                .extracting(ModelEntry.Instance::id)
                .containsExactly("my-owl");
    }

    @Test
    void aCatalogueKeyThatHidesSeveralBuilds() {
        ModelEntry owl = list("models_two_builds_under_one_key.json").get(0);

        assertThat(owl.variants()).containsExactly("acme/owl-2b@q4_k_m", "acme/owl-2b@q8_0", "acme/owl-2b@4bit");
        assertThat(owl.selectedVariant()).isEqualTo("acme/owl-2b@q8_0");
        assertThat(owl.reasoningOptions()).as("an LLM without capabilities").isEmpty();
    }

    @Test
    void aLoadWithAndWithoutItsConfig() {
        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson(text("models_v0.json"))));
        STUDIO.stubFor(post("/api/v1/models/load").willReturn(okJson(text("load_ok.json"))));
        LoadedModel plain = client.load(new LoadRequest("acme/owl-2b", LoadConfig.UNKNOWN));
        assertThat(plain.instanceId()).isEqualTo("acme/owl-2b");
        assertThat(plain.serverLoadSeconds()).isEqualTo(3.25);
        assertThat(plain.effective()).isEqualTo(LoadConfig.UNKNOWN);

        STUDIO.stubFor(post("/api/v1/models/load").willReturn(okJson(text("load_ok_with_config.json"))));
        assertThat(client.load(new LoadRequest("acme/lynx-12b-a2b", LoadConfig.UNKNOWN))
                        .effective())
                .isEqualTo(new LoadConfig(12288, null, 128, false, true, 2));
    }

    @Test
    void anUnload() {
        STUDIO.stubFor(post("/api/v1/models/unload").willReturn(okJson(text("unload_ok.json"))));

        client.unload("acme/owl-2b");
    }

    @Test
    void theEngineBehindAV0Chat() {
        STUDIO.stubFor(post("/api/v0/chat/completions").willReturn(okJson(text("chat_v0.json"))));

        assertThat(client.engine(OWL, Format.GGUF))
                .isEqualTo(Optional.of(new LmStudioServer.EngineInfo("mlx-llm-mac-arm64", "9.8.7", "v0 reply")));
    }

    @Test
    void aStreamWithALoadInsideIsWholeAndMarked() {
        GenerationTrace trace = chat("chat_jit_load.sse");

        assertThat(trace.loadedInside()).isTrue();
        assertThat(trace.responseText()).isEqualTo("Ночь и сова.");
        assertThat(trace.text()).extracting(TextEvent::chars).containsExactly(4, 2, 6);
        assertThat(trace.stats()).isEqualTo(new ServerStats(21L, 4L, 0L, 33.25, 0.5, 2.5));
    }

    @Test
    void aStreamWithOneOfEveryEvent() {
        GenerationTrace trace = chat("chat_every_event.sse");

        assertThat(trace.reasoningText()).isEqualTo("Let me see.");
        assertThat(trace.responseText()).isEqualTo("Owls hunt at night.");
        assertThat(trace.text())
                .extracting(TextEvent::kind)
                .containsExactly(TextEvent.Kind.REASONING, TextEvent.Kind.ANSWER, TextEvent.Kind.ANSWER);
        assertThat(trace.stats().reasoningTokens()).isEqualTo(2);
        assertThat(trace.modelInstanceId()).isEqualTo("acme/owl-2b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat_error_then_end.sse", "chat_error_untyped.sse"})
    void anErrorInsideAStreamIsOneWhateverFollows(String file) {
        assertThatThrownBy(() -> chat(file))
                .isInstanceOf(ServerFailure.StreamError.class)
                .hasMessageStartingWith("The stream of Chat with acme/owl-2b at " + STUDIO.baseUrl()
                        + "/api/v1/chat carried an error event: the owl flew away");
    }

    @Test
    void anOverflowInsideAStream() {
        assertThatThrownBy(() -> chat("chat_overflow.sse"))
                .isInstanceOf(ServerFailure.ContextRefused.class)
                .hasMessageEndingWith("Raise load.context_length or shorten the prompt.");
    }

    @Test
    void aStreamOfAnotherApiIsNoAnswer() {
        assertThatThrownBy(() -> chat("chat_openai_chunks.sse")).isInstanceOf(ServerFailure.StreamCut.class);
    }

    @Test
    void aWholeAnswerInsteadOfAStreamCannotBeMeasured() {
        STUDIO.stubFor(post("/api/v1/chat").willReturn(okJson(text("chat_whole.json"))));

        assertThatThrownBy(() -> client.generate(OWL, REQUEST))
                .isInstanceOf(ServerFailure.Protocol.class)
                .hasMessageStartingWith("Expected an event stream in the answer to Chat with acme/owl-2b at "
                        + STUDIO.baseUrl() + "/api/v1/chat, found content of type application/json: ");
    }

    @Test
    void anInstanceAndItsSecondCopyAreDifferent() {
        STUDIO.stubFor(stream(text("chat_every_event.sse").replace("acme/owl-2b", "acme/owl-2b:2")));
        assertThatThrownBy(() -> client.generate(OWL, REQUEST)).isInstanceOf(ServerFailure.WrongModel.class);

        STUDIO.stubFor(stream(text("chat_every_event.sse").replace("acme/owl-2b", "Acme/Owl-2B")));
        assertThat(client.generate(OWL, REQUEST).modelInstanceId()).isEqualTo("Acme/Owl-2B");
    }

    @Test
    void anOldLmStudioIsNamedByEveryCall() {
        STUDIO.stubFor(get("/lmstudio-greeting").willReturn(jsonResponse("{}", 404)));
        STUDIO.stubFor(get("/api/v0/models").willReturn(okJson(text("models_v0.json"))));
        for (int status : new int[] {200, 404}) {
            STUDIO.stubFor(any(anyUrl())
                    .atPriority(9)
                    .willReturn(jsonResponse("{\"error\":\"Unexpected endpoint or method. (x)\"}", status)));

            assertTooOld("/api/v1/models", () -> client.models());
            assertTooOld("/api/v1/models/load", () -> client.load(new LoadRequest("m", LoadConfig.UNKNOWN)));
            assertTooOld("/api/v1/models/unload", () -> client.unload("m"));
            assertTooOld("/api/v1/chat", () -> client.generate(OWL, REQUEST));
        }
    }

    private static void assertTooOld(String path, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ServerFailure.NotLmStudio.class)
                .hasMessage(
                        "Expected LM Studio 0.4.0 or newer, with " + STUDIO.baseUrl() + path
                                + ", found: {\"error\":\"Unexpected endpoint or method. (x)\"}. This LM Studio is too old; version"
                                + " 0.4.0 or newer is needed. Update it in the app, or take a newer one from https://lmstudio.ai.");
    }

    private List<ModelEntry> list(String file) {
        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson(text(file))));
        return client.models();
    }

    private GenerationTrace chat(String file) {
        STUDIO.stubFor(stream(text(file)));
        return client.generate(OWL, REQUEST);
    }

    private static MappingBuilder stream(String body) {
        return post("/api/v1/chat")
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/event-stream")
                        .withBody(body));
    }

    private static String text(String file) {
        try (InputStream in = PayloadContractTest.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
