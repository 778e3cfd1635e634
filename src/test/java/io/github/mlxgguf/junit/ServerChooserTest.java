package io.github.mlxgguf.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.lmstudio.LmStudioInstallation;
import io.github.mlxgguf.plan.MatrixFixtures;
import io.github.mlxgguf.server.ServerKind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerChooserTest {
    @RegisterExtension
    static final WireMockExtension STUDIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    /** Port 9 is "discard"; nothing listens there on a sane machine. */
    private static final String NOBODY = "http://127.0.0.1:9";

    private static final Optional<LmStudioInstallation> INSTALLED =
            Optional.of(new LmStudioInstallation("the lms tool at /x/lms", Optional.of(Path.of("/x/lms"))));

    private final ServerChooser bare = new ServerChooser(Optional::empty);
    private final ServerChooser installed = new ServerChooser(() -> INSTALLED);

    @Test
    void aServerThatAnswersIsTaken() {
        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson("{\"models\":[]}")));

        assertThat(bare.choose(config("auto", STUDIO.baseUrl()), false))
                .isEqualTo(new ServerChooser.Choice.Running(ServerKind.LMSTUDIO));
    }

    @Test
    void onlyWhereNoLmStudioExistsDoesTheEmbeddedServerStandIn() {
        assertThat(bare.choose(config("auto", NOBODY), false)).isEqualTo(new ServerChooser.Choice.Embedded(true));
        assertThat(bare.choose(config("embedded", NOBODY), false)).isEqualTo(new ServerChooser.Choice.Embedded(false));
    }

    @Test
    void theSimulatedServerIsOnlyTakenByName() {
        assertThat(installed.choose(config("simulated", NOBODY), true)).isEqualTo(new ServerChooser.Choice.Simulated());
    }

    @Test
    void anAddressGivenByHandNeverFallsBack() {
        assertThatThrownBy(() -> bare.choose(config("auto", NOBODY), true))
                .isInstanceOf(SetupException.class)
                .hasMessageStartingWith(
                        "The benchmark cannot start: Expected a model server at http://127.0.0.1:9, found nothing that answers")
                .hasMessageContaining("`lms server start`");
        assertThatThrownBy(() -> bare.choose(config("lmstudio", NOBODY), false)).isInstanceOf(SetupException.class);
    }

    @Test
    void anInstalledButSilentLmStudioIsMeant() {
        assertThatThrownBy(() -> installed.choose(config("auto", NOBODY), false))
                .isInstanceOf(SetupException.class)
                .hasMessage(
                        "The benchmark cannot start: LM Studio is installed (the lms tool at /x/lms) but its server does not answer at"
                                + " http://127.0.0.1:9. Start it with `lms server start`, or let the suite do it with"
                                + " server.manage: true, or name its address with -Dbench.baseUrl=http://127.0.0.1:PORT."
                                + " To measure without LM Studio: -Dbench.server=embedded.");
    }

    @Test
    void aManagedLmStudioIsStarted() {
        ServerConfig config = MatrixFixtures.config("server: {kind: auto, base_url: '" + NOBODY + "', manage: true}")
                .server();

        assertThat(installed.choose(config, false))
                .isEqualTo(new ServerChooser.Choice.StartLmStudio(INSTALLED.orElseThrow()));
    }

    @Test
    void aLockedServerOrAnotherProgramStopsTheRun() {
        STUDIO.stubFor(get("/api/v1/models")
                .willReturn(jsonResponse("{\"error\":{\"code\":\"invalid_api_key\",\"message\":\"no token\"}}", 401)));
        assertThatThrownBy(() -> bare.choose(config("auto", STUDIO.baseUrl()), false))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("set LM_API_TOKEN");

        STUDIO.stubFor(get("/api/v1/models").willReturn(okJson("{\"hello\":1}")));
        assertThatThrownBy(() -> bare.choose(config("auto", STUDIO.baseUrl()), false))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("Another program uses this port");
    }

    private static ServerConfig config(String kind, String baseUrl) {
        return MatrixFixtures.config("server: {kind: " + kind + ", base_url: '" + baseUrl + "'}")
                .server();
    }
}
