package io.github.mlxgguf.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.doctor.ServerRoutes;
import io.github.mlxgguf.lmstudio.LmStudioServer;
import io.github.mlxgguf.lmstudio.ToolAccess;
import io.github.mlxgguf.lmstudio.cli.StubLms;
import io.github.mlxgguf.plan.Discovery;
import io.github.mlxgguf.plan.LoadRoutes;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.plan.PlannedScenario;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.SessionClock;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A catalogue model with two builds under one key, from its discovery to the proof of what was loaded. */
class CatalogueModelTest {
    @RegisterExtension
    static final WireMockExtension STUDIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static final String BASE = "\"type\":\"llm\",\"displayName\":\"Gem 1B\",\"architecture\":\"gemma3\","
            + "\"paramsString\":\"1B\",\"deviceIdentifier\":null,";
    private static final String GGUF_BUILD = BASE
            + "\"modelKey\":\"acme/gem-1b@q8_0\",\"format\":\"gguf\",\"quantization\":{\"name\":\"Q8_0\",\"bits\":8},"
            + "\"sizeBytes\":1100";
    private static final String MLX_BUILD = BASE
            + "\"modelKey\":\"acme/gem-1b@8bit\",\"format\":\"safetensors\","
            + "\"quantization\":{\"name\":\"8bit\",\"bits\":8},\"sizeBytes\":1000";
    private static final String OTHER_MLX_BUILD = MLX_BUILD.replace("8bit", "4bit");
    private static final String LOADED = ",\"identifier\":\"IDENTIFIER\",\"contextLength\":8192,\"parallel\":4}";

    @TempDir
    Path folder;

    private StubLms lms;
    private ToolAccess tool;
    private LmStudioServer server;
    private BenchmarkConfig config;

    @BeforeEach
    void teach() {
        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson("""
                {"models":[{"type":"llm","publisher":"acme","key":"acme/gem-1b","display_name":"Gem 1B",
                "architecture":"gemma3","quantization":{"name":"Q8_0","bits_per_weight":8},"size_bytes":1100,
                "params_string":"1B","loaded_instances":[],"max_context_length":32768,"format":"gguf",
                "variants":["acme/gem-1b@q8_0","acme/gem-1b@8bit","acme/gem-1b@4bit"],
                "selected_variant":"acme/gem-1b@q8_0"}]}""")));
        STUDIO.stubFor(post("/api/v1/models/unload").willReturn(okJson("{}")));
        lms = StubLms.in(folder)
                .on("ls --json", "[{" + BASE + "\"modelKey\":\"acme/gem-1b\",\"format\":\"gguf\"}]")
                .on(
                        "ls --json --variants",
                        "[{" + BASE + "\"modelKey\":\"acme/gem-1b\",\"variants\":[{" + GGUF_BUILD + "},{" + MLX_BUILD
                                + "},{" + OTHER_MLX_BUILD + "}]}]");
        tool = new ToolAccess(true, Optional.of(lms.cli()), null, "0.4.25+1");
        config = ConfigLoader.load(
                "server: {kind: lmstudio, base_url: '" + STUDIO.baseUrl() + "'}\nrun: {rounds: 1}\n",
                "test.yaml",
                Map.of());
        server = new LmStudioServer(config.server(), SessionClock.start(), tool);
    }

    @AfterEach
    void disconnect() {
        server.close();
    }

    @Test
    void itsBuildsAreDiscoveredLoadedByTheToolAndProved() {
        List<PlannedLoad> loads = plan();

        assertThat(loads)
                .extracting(PlannedLoad::label)
                .containsExactly("Gem 1B · GGUF · round 1", "Gem 1B · MLX · round 1");
        assertThat(loads)
                .extracting(PlannedLoad::variantKey)
                .as("the nearest of the two MLX builds")
                .containsExactly("acme/gem-1b@q8_0", "acme/gem-1b@8bit");

        lms.loads("load acme/gem-1b@q8_0 --exact *", "{" + GGUF_BUILD + LOADED);
        LoadedModel gguf = load(loads.get(0));
        assertThat(prove(loads.get(0), gguf))
                .isEqualTo(new LoadBody.Identity(
                        "cli",
                        "lms ps shows instance " + gguf.instanceId() + " as acme/gem-1b@q8_0, format gguf, quantisation"
                                + " Q8_0, on this machine, context 8192, parallel 4; the model list does not show it"));
        server.unload(gguf.instanceId());

        lms.loads("load acme/gem-1b@8bit --exact *", "{" + MLX_BUILD + LOADED);
        LoadedModel mlx = load(loads.get(1));
        assertThat(prove(loads.get(1), mlx).evidence())
                .startsWith("lms ps shows instance " + mlx.instanceId() + " as acme/gem-1b@8bit, format mlx");
        server.unload(mlx.instanceId());

        assertThat(lms.calls())
                .containsExactly(
                        "ls --json",
                        "ls --json --variants",
                        "load acme/gem-1b@q8_0 --exact --identifier " + gguf.instanceId() + " -c 8192 -y",
                        "ps --json",
                        "load acme/gem-1b@8bit --exact --identifier " + mlx.instanceId() + " -c 8192 -y",
                        "ps --json");
        STUDIO.verify(0, postRequestedFor(urlEqualTo("/api/v1/models/load")));
        for (LoadedModel loaded : List.of(gguf, mlx)) {
            STUDIO.verify(
                    1,
                    postRequestedFor(urlEqualTo("/api/v1/models/unload"))
                            .withRequestBody(equalToJson("{\"instance_id\":\"" + loaded.instanceId() + "\"}")));
        }
    }

    @Test
    void anotherBuildOfItThatLoadsInsteadIsRefused() {
        PlannedLoad planned = plan().get(1);
        lms.loads("load acme/gem-1b@8bit *", "{" + OTHER_MLX_BUILD + LOADED);

        LoadedModel loaded = load(planned);

        assertThatThrownBy(() -> prove(planned, loaded))
                .isInstanceOf(ServerFailure.WrongModel.class)
                .hasMessage(
                        "Expected the build 8bit in mlx behind acme/gem-1b@8bit, found 4bit in mlx (acme/gem-1b@4bit)."
                                + " Select that variant in LM Studio, or name it in the config as acme/gem-1b@8bit.");
    }

    private List<PlannedLoad> plan() {
        List<ModelEntry> models = server.models();
        LoadRoutes routes = ServerRoutes.of(tool, models);
        return MatrixPlan.of(
                        Discovery.withDiscovered(config, models, routes),
                        EnumSet.allOf(Format.class),
                        List.of(PlannedScenario.shared(ScenarioId.COLD_START)),
                        models,
                        routes)
                .loads();
    }

    private LoadedModel load(PlannedLoad planned) {
        ModelEntry model = Objects.requireNonNull(planned.model());
        return server.load(new LoadRequest(model.key(), LoadConfig.ofContext(8192), planned.variantKey()));
    }

    private LoadBody.Identity prove(PlannedLoad planned, LoadedModel loaded) {
        return BuildCheck.verify(planned, loaded, server.models(), server.baseUrl());
    }
}
