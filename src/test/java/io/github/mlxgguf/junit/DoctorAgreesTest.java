package io.github.mlxgguf.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.RunOptions;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.doctor.Doctor;
import io.github.mlxgguf.doctor.Finding;
import io.github.mlxgguf.doctor.Sources;
import io.github.mlxgguf.doctor.StudioFacts;
import io.github.mlxgguf.lmstudio.LmStudioInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code doctor} says which server a run would measure; here the run's own choice is held against it. */
class DoctorAgreesTest {
    @RegisterExtension
    static final WireMockExtension STUDIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static final Optional<LmStudioInstallation> TOOL =
            Optional.of(new LmStudioInstallation("the lms tool at /x/lms", Optional.of(Path.of("/x/lms"))));
    private static final Optional<LmStudioInstallation> APP =
            Optional.of(new LmStudioInstallation("the app at /x", Optional.empty()));
    private static final String NOBODY = "http://127.0.0.1:9";

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({"auto", "lmstudio", "embedded", "simulated"})
    void withNobodyAtTheAddress(String kind) throws IOException {
        for (Optional<LmStudioInstallation> installation : List.of(TOOL, APP, Optional.<LmStudioInstallation>empty())) {
            for (boolean manage : new boolean[] {true, false}) {
                agree(kind, NOBODY, manage, installation);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "lmstudio", "embedded", "simulated"})
    void withSomebodyThere(String kind) throws IOException {
        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson("{\"models\":[]}")));
        agree(kind, STUDIO.baseUrl(), false, TOOL);
        STUDIO.stubFor(get("/api/v1/models").willReturn(jsonResponse("{\"error\":{}}", 401)));
        agree(kind, STUDIO.baseUrl(), false, TOOL);
        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson("{\"hello\":1}")));
        agree(kind, STUDIO.baseUrl(), false, Optional.empty());
    }

    private void agree(String kind, String baseUrl, boolean manage, Optional<LmStudioInstallation> installation)
            throws IOException {
        Path config = Files.writeString(root.resolve("config.yaml"), """
                server: {kind: %s, base_url: '%s', manage: %s}
                pairs:
                  - name: Tiny
                    architecture: dense
                    gguf: {model: tiny, quantization: Q8_0}
                    mlx: {model: tiny-mlx, quantization: 8bit}
                """.formatted(kind, baseUrl, manage));
        Map<String, String> properties = Map.of("bench.config", config.toString(), "bench.results", root.toString());
        RunOptions options = RunOptions.from(properties::get);

        assertThat(told(Doctor.examine(options, sources(installation))))
                .as("%s, manage %s, %s", kind, manage, installation)
                .isEqualTo(chosen(ConfigLoader.load(config, Map.of()).server(), installation));
    }

    private static Sources sources(Optional<LmStudioInstallation> installation) {
        Sources here = Sources.ofThisMachine(Map.of(), Path.of("/nobody"));
        return new Sources(
                here.environment(),
                here.machine(),
                here.java(),
                here.conditions(),
                here.identify(),
                here.models(),
                here.routes(),
                () -> installation,
                installed -> new StudioFacts(null, List.of(), null),
                here.results());
    }

    private static String chosen(ServerConfig server, Optional<LmStudioInstallation> installation) {
        try {
            ServerChooser.Choice choice = new ServerChooser(() -> installation).choose(server, false);
            if (choice instanceof ServerChooser.Choice.Running) {
                return "running";
            }
            if (choice instanceof ServerChooser.Choice.StartLmStudio) {
                return "started";
            }
            if (choice instanceof ServerChooser.Choice.Simulated) {
                return "simulated";
            }
            return ((ServerChooser.Choice.Embedded) choice).fallback() ? "fallback" : "embedded";
        } catch (SetupException stopped) {
            return "stopped";
        }
    }

    private static String told(List<Finding> findings) {
        List<Finding> about = findings.stream()
                .filter(finding -> List.of("LM Studio", "server", "token").contains(finding.subject()))
                .toList();
        if (about.stream().anyMatch(finding -> finding.level() == Finding.Level.PROBLEM)) {
            return "stopped";
        }
        String text = about.get(about.size() - 1).found();
        if (text.contains("a run starts it")) {
            return "started";
        }
        if (text.contains("LM Studio at")) {
            return "running";
        }
        if (text.contains("simulated")) {
            return "simulated";
        }
        return text.contains("instead") ? "fallback" : "embedded";
    }
}
