package io.github.mlxgguf.lmstudio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool as a process, played by a script. */
class LmCliTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private StubLms stub;
    private LmCli cli;

    @BeforeEach
    void teach() {
        stub = StubLms.in(folder);
        cli = stub.cli();
    }

    @Test
    void aToolThatIsNotThereIsAConditionWithAReason() {
        CliProblem problem = new LmCli(folder.resolve("absent")).ps().problem().orElseThrow();

        assertThat(problem.kind()).isEqualTo(CliProblem.Kind.NO_TOOL);
        assertThat(problem.reason())
                .startsWith("`lms ps --json` could not be run with " + folder.resolve("absent") + ": ");
        assertThat(problem.remedy()).isEqualTo("Install LM Studio and run `~/.lmstudio/bin/lms bootstrap` once.");
    }

    @Test
    void aMissingSubcommandSaysThatTheToolIsOld() {
        assertThat(cli.daemonStatus().problem())
                .contains(new CliProblem(
                        CliProblem.Kind.UNSUPPORTED,
                        "`lms daemon status --json` ended with exit code 1: error: unknown command 'daemon'.",
                        "Update the lms tool: update LM Studio and run `~/.lmstudio/bin/lms bootstrap` again."));
    }

    @Test
    void aLoadPassesItsOptionsAsTheyAre() {
        stub.on("load *", "Model loaded successfully in 1.20s.\n");

        assertThat(cli.load(new LoadCommand("acme/tiny@4bit", "bench-1", 8192, 2, true), LONG)
                        .value())
                .contains("Model loaded successfully in 1.20s.\n");
        assertThat(stub.calls())
                .containsExactly("load acme/tiny@4bit --exact --identifier bench-1 --parallel 2 -c 8192 -y");
    }

    @Test
    void aLoadLeavesOutWhatWasNotAsked() {
        stub.on("load *", "");

        assertThat(cli.load(new LoadCommand("tiny; rm -rf $HOME", "bench-1", null, null, false), LONG)
                        .value())
                .isPresent();
        assertThat(stub.calls())
                .as("there is no shell in between")
                .containsExactly("load tiny; rm -rf $HOME --identifier bench-1 -y");
    }

    @Test
    void anOptionThatTheToolLacksSaysThatTheToolIsOld() {
        stub.on("load *", "", "error: unknown option '--parallel'\n", 1, "");

        CliProblem problem = cli.load(new LoadCommand("tiny", "bench-1", null, 2, true), LONG)
                .problem()
                .orElseThrow();

        assertThat(problem.kind()).isEqualTo(CliProblem.Kind.UNSUPPORTED);
        assertThat(problem.text())
                .isEqualTo("`lms load tiny --exact --identifier bench-1 --parallel 2 -y` ended with exit code 1: error:"
                        + " unknown option '--parallel'. Update the lms tool: update LM Studio and run"
                        + " `~/.lmstudio/bin/lms bootstrap` again.");
    }

    @Test
    void aModelThatTheToolDoesNotKnowAndAGuardrailAreToldApart() {
        stub.on(
                "load none *",
                "",
                "\u001b[31mModel Not Found\u001b[39m\n\nNo model found with path being exactly\n",
                1,
                "");
        stub.on("load huge *", "", "Model loading was stopped due to insufficient system resources.\n", 1, "");
        stub.on("load broken *", "", "Exit code: null\n", 1, "");

        assertThat(kindOfLoad("none")).isEqualTo(CliProblem.Kind.MODEL_NOT_FOUND);
        assertThat(kindOfLoad("huge")).isEqualTo(CliProblem.Kind.GUARDRAIL);
        assertThat(kindOfLoad("broken")).isEqualTo(CliProblem.Kind.FAILED);
    }

    @Test
    void anUnloadThatEndsWellForAnUnknownIdentifierIsStillAProblem() {
        stub.on("unload bench-1", "Model \"bench-1\" unloaded.\n");
        stub.on("unload other", "", "Model Not Found\n\nCannot find a model with the identifier \"other\".\n", 0, "");

        assertThat(cli.unload("bench-1").value()).isPresent();
        assertThat(cli.unload("other").problem())
                .get()
                .extracting(CliProblem::kind)
                .isEqualTo(CliProblem.Kind.MODEL_NOT_FOUND);
    }

    @Test
    void aRunThatHangsIsKilledWithItsChildren() throws Exception {
        stub.on("load *", "", "", 0, "sleep 600 & echo $! > \"$here/child\"\nwait");

        CliProblem problem = cli.load(new LoadCommand("tiny", "bench-1", null, null, true), Duration.ofMillis(1_500))
                .problem()
                .orElseThrow();

        assertThat(problem.kind()).isEqualTo(CliProblem.Kind.TIMED_OUT);
        assertThat(problem.reason())
                .isEqualTo("`lms load tiny --exact --identifier bench-1 -y` did not end within 1.5 s and was killed.");
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        ProcessHandle.of(child)
                .ifPresent(handle ->
                        assertThat(handle.onExit()).as("the child ends too").succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void aServiceThatTheToolLeavesBehindDoesNotHoldTheCallUp() {
        stub.on("ps --json", "[]", "", 0, "sleep 20 & echo $! > \"$here/service\"");

        assertThat(CompletableFuture.supplyAsync(cli::ps)).succeedsWithin(Duration.ofSeconds(15));
    }

    @Test
    void cancellingEndsARunFromAnotherThread() throws Exception {
        stub.on("load *", "", "", 0, "touch \"$here/started\"; sleep 600 & wait");
        CompletableFuture<CliResult<String>> load = CompletableFuture.supplyAsync(
                () -> cli.load(new LoadCommand("tiny", "bench-1", null, null, true), LONG));
        while (!Files.exists(folder.resolve("started")) && !load.isDone()) {
            Thread.onSpinWait();
        }

        cli.cancelAll();

        assertThat(load.get(20, TimeUnit.SECONDS).problem())
                .get()
                .extracting(CliProblem::kind)
                .isEqualTo(CliProblem.Kind.CANCELLED);
    }

    @Test
    void aListWithVariantsIsTheUnionAndAnOldToolGivesThePlainOne() {
        stub.on("ls --json", "[{\"modelKey\":\"acme/tiny\",\"variants\":[\"acme/tiny@4bit\"]},{\"modelKey\":\"own\"}]");

        assertThat(cli.lsWithVariants().value().orElseThrow())
                .extracting(CliModel::modelKey)
                .containsExactly("acme/tiny", "own");

        stub.on(
                "ls --json --variants",
                "[{\"modelKey\":\"acme/tiny\",\"variants\":[{\"modelKey\":\"acme/tiny@4bit\",\"format\":\"safetensors\"}]}]");

        assertThat(cli.lsWithVariants().value().orElseThrow())
                .extracting(CliModel::modelKey)
                .containsExactly("acme/tiny", "own", "acme/tiny@4bit");
    }

    @Test
    void theVersionComesFromTheSentenceWhereTheJsonLacksIt() {
        stub.on("daemon status --json", "{\"status\":\"running\",\"pid\":4711,\"isDaemon\":false}");
        assertThat(cli.daemonStatus().value()).contains(new CliDaemon(true, 4711L, false, null));

        stub.on("daemon status", "LM Studio v0.4.25+1 is running (PID: 4711)\n");
        assertThat(cli.daemonStatus().value()).contains(new CliDaemon(true, 4711L, false, "0.4.25+1"));
    }

    @Test
    void aServiceThatDoesNotRunIsAnAnswer() {
        stub.on("daemon status --json", "{\"status\":\"not-running\"}");

        assertThat(cli.daemonStatus().value()).contains(new CliDaemon(false, null, null, null));
        assertThat(stub.calls()).containsExactly("daemon status --json");
    }

    @Test
    void anAnswerThatCannotBeReadSaysWhatItWas() {
        stub.on("ps --json", "No models are currently loaded\n");

        assertThat(cli.ps().problem())
                .contains(new CliProblem(
                        CliProblem.Kind.UNREADABLE,
                        "`lms ps --json` gave an answer that cannot be read: No models are currently loaded.",
                        CliProblem.UPDATE));
    }

    @Test
    void theShortAnswersAreRead() {
        stub.on("version --json", "{\"version\":\"0123abc\"}");
        stub.on("server status --json", "{\"running\":true,\"port\":4321}");
        stub.on("server start --port 4321", "Success! Server is now running on port 4321\n");
        stub.on("daemon up --json", "{\"status\":\"running\",\"pid\":1,\"isDaemon\":true,\"version\":\"0.4.4+1\"}");

        assertThat(cli.version().value()).contains("0123abc");
        assertThat(cli.serverStatus().value()).contains(new CliServer(true, 4321));
        assertThat(cli.serverStart(4321).value()).isPresent();
        assertThat(cli.serverStop().problem()).isPresent();
        assertThat(cli.daemonUp().value()).contains(new CliDaemon(true, 1L, true, "0.4.4+1"));
    }

    private CliProblem.Kind kindOfLoad(String name) {
        return cli.load(new LoadCommand(name, "bench-1", null, null, true), LONG)
                .problem()
                .orElseThrow()
                .kind();
    }
}
