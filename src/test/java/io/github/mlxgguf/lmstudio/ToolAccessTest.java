package io.github.mlxgguf.lmstudio;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.lmstudio.cli.CliProblem;
import io.github.mlxgguf.lmstudio.cli.LmCli;
import io.github.mlxgguf.lmstudio.cli.StubLms;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Format;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the tool belongs to the server, and starting that server with it. */
class ToolAccessTest {
    @TempDir
    Path folder;

    private StubLms stub;

    @BeforeEach
    void teach() {
        stub = StubLms.in(folder)
                .on("server status --json", "{\"running\":true,\"port\":9}")
                .on(
                        "daemon status --json",
                        "{\"status\":\"running\",\"pid\":1,\"isDaemon\":true,\"version\":\"0.4.4+1\"}");
    }

    @Test
    void theToolOfTheMeasuredServerIsUsed() {
        ToolAccess access = find("http://127.0.0.1:9");

        assertThat(access.cli()).isPresent();
        assertThat(access.absence()).isNull();
        assertThat(access.version()).isEqualTo("0.4.4+1");
        assertThat(stub.calls())
                .as("neither starts a service")
                .containsExactly("server status --json", "daemon status --json");
    }

    @Test
    void aToolOfAnotherServerIsNot() {
        assertThat(find("http://127.0.0.1:8").absence())
                .isEqualTo(
                        new CliProblem(
                                CliProblem.Kind.NO_TOOL,
                                "The lms tool at " + stub.path()
                                        + " belongs to another server than the one at http://127.0.0.1:8: its own is at port 9.",
                                "Name its server with -Dbench.baseUrl=http://127.0.0.1:PORT, or start it with `lms server start`."));

        stub.on("server status --json", "{\"running\":false}");
        assertThat(find("http://127.0.0.1:9").absence())
                .extracting(CliProblem::reason)
                .asString()
                .endsWith("its own does not run.");
    }

    @Test
    void aServerElsewhereAServerOfOursAndAMissingToolHaveNone() {
        assertThat(find("http://mac.example:9").absence())
                .extracting(CliProblem::reason)
                .isEqualTo("The server at http://mac.example:9 is on another machine, whose models the lms tool here"
                        + " cannot load.");
        assertThat(ToolAccess.find(ServerKind.EMBEDDED, config("http://127.0.0.1:9"), installation()))
                .isEqualTo(ToolAccess.notUsed());
        assertThat(ToolAccess.find(ServerKind.LMSTUDIO, config("http://127.0.0.1:9"), Optional.empty())
                        .absence())
                .isEqualTo(new CliProblem(
                        CliProblem.Kind.NO_TOOL,
                        "The lms tool was found neither on the PATH nor in ~/.lmstudio/bin.",
                        "Install LM Studio and run `~/.lmstudio/bin/lms bootstrap` once."));
    }

    @Test
    void theToolKnowsEveryBuildAndTheMachineThatHoldsIt() {
        stub.on(
                "ls --json",
                "[{\"modelKey\":\"acme/tiny\",\"format\":\"gguf\",\"quantization\":{\"name\":\"Q8_0\"}},"
                        + "{\"modelKey\":\"far\",\"deviceIdentifier\":\"cellar\"}]");
        stub.on(
                "ls --json --variants",
                "[{\"modelKey\":\"acme/tiny\",\"variants\":[{\"modelKey\":\"acme/tiny@4bit\","
                        + "\"format\":\"safetensors\",\"quantization\":{\"name\":\"4bit\"},\"sizeBytes\":44,"
                        + "\"publisher\":\"acme\",\"indexedModelIdentifier\":\"acme/tiny@acme/Tiny-MLX-4bit\"}]}]");

        assertThat(find("http://127.0.0.1:9").builds())
                .extracting(
                        ModelEntry::key,
                        ModelEntry::format,
                        ModelEntry::quantization,
                        ModelEntry::sizeBytes,
                        ModelEntry::origin)
                .containsExactly(
                        tuple("acme/tiny", Format.GGUF, "Q8_0", null, ModelEntry.Origin.UNKNOWN),
                        tuple("far", null, null, null, new ModelEntry.Origin(null, null, "cellar")),
                        tuple(
                                "acme/tiny@4bit",
                                Format.MLX,
                                "4bit",
                                44L,
                                new ModelEntry.Origin("acme", "acme/tiny@acme/Tiny-MLX-4bit", null)));
    }

    @Test
    void aServerThatRunsAtAnotherPortIsLeftAlone() {
        assertThatThrownBy(() -> LmStudioService.start(stub.cli(), config("http://127.0.0.1:8"), Duration.ZERO))
                .isInstanceOf(ServerFailure.Unreachable.class)
                .hasMessage("Expected LM Studio's server at http://127.0.0.1:8, found it running at port 9. Name that"
                        + " address with -Dbench.baseUrl=http://127.0.0.1:9, or stop it with `lms server stop`.");
        assertThat(stub.calls()).containsExactly("server status --json");
    }

    @Test
    void whatCameUpSaysItselfWhetherItIsLmStudio() {
        stub.on("server status --json", "{\"running\":false}").on("server start *", "Success!\n");
        WireMockServer server = new WireMockServer(options().dynamicPort());
        server.start();
        try {
            server.stubFor(get("/api/v1/models").willReturn(okJson("{\"models\":[]}")));
            assertThat(LmStudioService.start(stub.cli(), config(server.baseUrl()), Duration.ZERO)
                            .kind())
                    .isEqualTo(ServerKind.LMSTUDIO);

            server.stubFor(
                    get("/mlx-gguf-bench/engine").willReturn(okJson("{\"engine\":\"simulated\",\"simulated\":true}")));
            assertThat(LmStudioService.start(stub.cli(), config(server.baseUrl()), Duration.ZERO)
                            .kind())
                    .as("a stand-in for the tool, with our own server behind it")
                    .isEqualTo(ServerKind.SIMULATED);
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatDoesNotComeUpIsStoppedAgainAndSaidSo() {
        stub.on("server status --json", "{\"running\":false}");
        stub.on("server start --port 8", "Success!\n").on("server stop", "");

        assertThatThrownBy(() -> LmStudioService.start(stub.cli(), config("http://127.0.0.1:8"), Duration.ZERO))
                .isInstanceOf(ServerFailure.Unreachable.class)
                .hasMessageStartingWith("Expected a model server at http://127.0.0.1:8, found nothing");
        assertThat(stub.calls()).containsExactly("server status --json", "server start --port 8", "server stop");

        stub.on("server start --port 8", "", "port taken\n", 1, "");
        assertThatThrownBy(() -> LmStudioService.start(stub.cli(), config("http://127.0.0.1:8"), Duration.ZERO))
                .hasMessage(
                        "Expected LM Studio's server to start at http://127.0.0.1:8, found: `lms server start --port 8`"
                                + " ended with exit code 1: port taken. LM Studio's log tells more: `lms log stream --source"
                                + " server`.");
    }

    @Test
    void aStartThatWasCutOffIsStoppedAgain() throws Exception {
        stub.on("server status --json", "{\"running\":false}").on("server stop", "");
        stub.on("server start --port 8", "", "", 0, "exec sleep 600");
        LmCli cli = stub.cli();
        Thread canceller = new Thread(() -> {
            while (!stub.calls().contains("server start --port 8")) {
                Thread.onSpinWait();
            }
            cli.cancelAll();
        });
        canceller.start();

        assertThatThrownBy(() -> LmStudioService.start(cli, config("http://127.0.0.1:8"), Duration.ZERO))
                .isInstanceOf(ServerFailure.Unreachable.class)
                .hasMessageStartingWith("Expected LM Studio's server to start at http://127.0.0.1:8, found: ");
        canceller.join();
        assertThat(stub.calls()).containsExactly("server status --json", "server start --port 8", "server stop");
    }

    @Test
    void onlyAServiceThatSaysThatItDoesNotRunLeavesTheMachineToItself() {
        assertThat(LmStudioService.nothingRuns(installation().orElseThrow()))
                .as("a tool that does not know")
                .isFalse();
        stub.on("daemon status --json", "{\"status\":\"not-running\"}");
        assertThat(LmStudioService.nothingRuns(installation().orElseThrow())).isTrue();
        stub.on(
                "daemon status --json",
                "{\"status\":\"running\",\"pid\":12,\"isDaemon\":true,\"version\":\"0.4.4+1\"}");
        assertThat(LmStudioService.nothingRuns(installation().orElseThrow())).isFalse();
        assertThat(LmStudioService.nothingRuns(new LmStudioInstallation("a stand-in", Optional.empty())))
                .isFalse();
    }

    private ToolAccess find(String address) {
        return ToolAccess.find(ServerKind.LMSTUDIO, config(address), installation());
    }

    private Optional<LmStudioInstallation> installation() {
        return Optional.of(new LmStudioInstallation("a stand-in", Optional.of(stub.path())));
    }

    private static ServerConfig config(String address) {
        Duration limit = Duration.ofSeconds(1);
        return new ServerConfig(
                ServerConfig.Kind.LMSTUDIO,
                URI.create(address),
                null,
                ServerConfig.Resident.REFUSE,
                true,
                new ServerConfig.Timeouts(limit, limit, limit, limit, limit));
    }
}
