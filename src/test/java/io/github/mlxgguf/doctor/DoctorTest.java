package io.github.mlxgguf.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.config.RunOptions;
import io.github.mlxgguf.lmstudio.Identification;
import io.github.mlxgguf.lmstudio.LmStudioInstallation;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole examinations of machines that are not there, word for word. */
class DoctorTest {
    private static final String TINY = """
            pairs:
              - name: Tiny
                architecture: dense
                gguf: {model: [tiny@q8_0, tiny], quantization: Q8_0}
                mlx: {model: [tiny-mlx], quantization: 8bit}
            """;
    private static final String HUGE = """
              - name: Huge
                architecture: dense
                gguf: {model: huge, quantization: Q8_0}
                mlx: {model: huge-mlx, quantization: 8bit}
            """;
    private static final String START =
            "-> Start it with `lms server start`, name its address with -Dbench.baseUrl=http://127.0.0.1:PORT, or measure"
                    + " without it: -Dbench.server=embedded.";
    private static final String INSTALL =
            "-> Install LM Studio (https://lmstudio.ai) and start its server with `lms server start`, name another address"
                    + " with -Dbench.baseUrl=http://HOST:PORT, or measure without it: -Dbench.server=embedded.";

    @TempDir
    Path root;

    private final Map<String, String> properties = new HashMap<>();
    private Path config;

    @BeforeEach
    void writeConfig() throws IOException {
        config = write(TINY);
    }

    @Test
    void aMacWithEverythingFine() {
        FakeMachine mac = FakeMachine.mac();

        assertThat(lines(mac))
                .containsExactly(
                        "[ok] machine   Mac15,9, Apple M3 Max, 12 performance and 4 efficiency cores, 68.7 GB RAM",
                        "[ok] system    macOS 15.4 build 24E248 (aarch64)",
                        "[ok] java      21.0.4+7 of Eclipse Adoptium",
                        "[ok] config    " + config + ": 1 pair, 3 rounds",
                        "[ok] LM Studio answers at http://127.0.0.1:1234, version 0.4.25 (the installed app)",
                        "[ok] token     none given, none asked for",
                        "[ok] lms       /u/.lmstudio/bin/lms",
                        "[ok] engine    GGUF: llama.cpp-mac-arm64-apple-metal 1.60.0",
                        "[ok] engine    MLX: mlx-llm-mac-arm64-apple-metal 0.40.0",
                        "[ok] server    a run measures LM Studio at http://127.0.0.1:1234",
                        "[ok] model     Tiny: GGUF Q8_0 (1.3 GB) and MLX 8bit (1.2 GB)",
                        "[ok] pairs     1 of 1 pair is complete",
                        "[ok] resident  no model in memory",
                        "[ok] sizes     largest that fits: Tiny GGUF Q8_0 (1.3 GB) of 68.7 GB RAM",
                        "[ok] power     mains",
                        "[ok] heat      nominal",
                        "[ok] memory    48.0 GB available, pressure normal",
                        "[ok] swap      none in use",
                        "[ok] load      1.5 over the last minute, on 16 cores",
                        "[ok] priority  normal",
                        "[ok] results   500.0 GB free at /u/suite; samples take about 22 MB an hour",
                        "0 problems, 0 warnings");
        assertThat(mac.askedPort).as("the port whose process is looked at").isEqualTo(1234);
    }

    @Test
    void aMacWithEverythingWrong() throws IOException {
        config = write(TINY + HUGE);

        assertThat(lines(FakeMachine.sickMac()))
                .containsExactly(
                        "[ok]      machine    Mac15,9, Apple M3 Max, 12 performance and 4 efficiency cores, 68.7 GB RAM",
                        "[ok]      system     macOS 15.4 build 24E248 (aarch64)",
                        "[warning] java       17.0.9+9 of Azul Systems, Inc., built for x86_64: it runs under Rosetta",
                        "                     -> Install a JDK for aarch64 (Apple Silicon), and point JAVA_HOME at it.",
                        "[ok]      config     " + config + ": 2 pairs, 3 rounds",
                        "[ok]      LM Studio  answers at http://127.0.0.1:1234, version unknown",
                        "[ok]      token      none given, none asked for",
                        "[warning] lms        not on the PATH and not in ~/.lmstudio/bin: builds that only it can load stay"
                                + " incomplete, and the engines' versions may stay unknown",
                        "                     -> Install LM Studio and run `~/.lmstudio/bin/lms bootstrap` once.",
                        "[ok]      server     a run measures LM Studio at http://127.0.0.1:1234",
                        "[warning] model      Tiny: The GGUF build (Q8_0) was looked for as tiny@q8_0, tiny; tiny is quantised"
                                + " as Q4_K_M, not Q8_0.",
                        "                     -> lms get tiny@q8_0 --gguf",
                        "[warning] model      Tiny: MLX 8bit is not there as tiny-mlx",
                        "                     -> lms get tiny-mlx@8bit --mlx",
                        "[ok]      model      Huge: GGUF Q8_0 (75.0 GB) and MLX 8bit (50.0 GB)",
                        "[ok]      pairs      1 of 2 pairs are complete",
                        "[PROBLEM] resident   tiny, tiny:2 in memory, and would be in every figure",
                        "                     -> Unload with `lms unload tiny`, `lms unload tiny:2`, or let the suite do it with"
                                + " server.resident: unload.",
                        "[warning] sizes      Huge GGUF Q8_0 (75.0 GB) is too large for 68.7 GB of RAM, of which 4.0 GB stay for"
                                + " the rest",
                        "                     -> Choose a smaller quantisation, or leave the pair out by naming the others with"
                                + " -Dbench.pairs.",
                        "[warning] sizes      Huge MLX 8bit (50.0 GB) may be over the GPU's default limit, two thirds to 80 % of"
                                + " 68.7 GB",
                        "                     -> Choose a smaller quantisation, or leave the pair out by naming the others with"
                                + " -Dbench.pairs, or let the GPU have more: sudo sysctl iogpu.wired_limit_mb=51498",
                        "[warning] power      on battery, which may lower clock rates",
                        "                     -> Plug it in.",
                        "[warning] power mode low-power mode is on, which lowers clock rates",
                        "                     -> Turn it off in System Settings, Battery (Energy on a desktop).",
                        "[warning] heat       thermal pressure is heavy",
                        "                     -> Let it cool down, and raise run.cooldown.",
                        "[PROBLEM] memory     2.0 GB available, pressure critical",
                        "                     -> Close other programs.",
                        "[warning] swap       9.5 GB in use: memory was short before",
                        "                     -> Close other programs; a restart empties it.",
                        "[warning] load       12.3 over the last minute, on 16 cores",
                        "                     -> Close other programs, and wait a minute: a build counts too.",
                        "[warning] priority   this process runs with nice 5, and what it starts does too",
                        "                     -> Run it from a terminal of a normal login, without nice, and not from launchd or"
                                + " cron.",
                        "[warning] priority   the server (process 812) runs at background priority",
                        "                     -> Start LM Studio, and the suite, as normal programs: not from a background"
                                + " service, and without nice.",
                        "[PROBLEM] results    60 MB free at /u/suite; samples take about 22 MB an hour",
                        "                     -> Make room there, or choose another place with -Dbench.results=DIR.",
                        "3 problems, 13 warnings");
    }

    @Test
    void linuxWithoutLmStudioMeasuresTheEmbeddedServer() {
        assertThat(lines(FakeMachine.linux()))
                .containsExactly(
                        "[ok]      machine   Some CPU, 2 cores, 16.0 GB RAM; not a Mac, so MLX does not run here",
                        "[ok]      system    Debian GNU/Linux 12 (amd64)",
                        "[ok]      java      17.0.15+6 of Debian",
                        "[ok]      config    " + config + ": 1 pair, 3 rounds",
                        "[ok]      LM Studio not found on this machine, and nothing answers at http://127.0.0.1:1234",
                        "[warning] server    a run measures our own embedded server instead, with " + config
                                + ", which says nothing about your models",
                        "                    " + INSTALL,
                        "[ok]      power     unknown on this system",
                        "[ok]      heat      unknown on this system",
                        "[ok]      memory    12.0 GB available",
                        "[ok]      swap      none in use",
                        "[ok]      load      0.3 over the last minute, on 2 cores",
                        "[ok]      priority  normal",
                        "[ok]      results   500.0 GB free at /u/suite; samples take about 22 MB an hour",
                        "0 problems, 1 warning");
    }

    @Test
    void theEmbeddedServerHasNothingToDoWithLmStudio() {
        properties.put("bench.server", "embedded");
        FakeMachine mac = FakeMachine.mac();
        mac.found = new Identification.Unusable(new ServerFailure.NotLmStudio("must not be asked"));

        assertThat(findings(mac))
                .filteredOn(finding -> List.of("LM Studio", "server", "lms", "token", "model", "pairs", "resident")
                        .contains(finding.subject()))
                .containsExactly(
                        Finding.ok("server", "a run measures our own embedded server; LM Studio is not looked at"));
        assertThat(mac.askedPort).isZero();
    }

    @Test
    void anInstalledButSilentLmStudioStopsARunUnlessItMayBeStarted() throws IOException {
        FakeMachine mac = FakeMachine.mac();
        mac.found = FakeMachine.NOBODY;
        String found = "installed (the lms tool at /u/.lmstudio/bin/lms), but nothing answers at http://127.0.0.1:1234";

        assertThat(about(mac, "LM Studio", "server"))
                .containsExactly("[PROBLEM] LM Studio " + found, "                    " + START);

        config = write(TINY + "server: {manage: true}\n");
        assertThat(about(mac, "LM Studio", "server"))
                .containsExactly("[ok] LM Studio " + found + "; a run starts it (server.manage: true)");
    }

    @Test
    void aServerNamedByHandIsNeverReplaced() {
        properties.put("bench.baseUrl", "http://127.0.0.1:9");

        assertThat(about(FakeMachine.linux(), "LM Studio", "server"))
                .containsExactly(
                        "[PROBLEM] LM Studio not found on this machine, and nothing answers at http://127.0.0.1:9",
                        "                    " + INSTALL);
    }

    @Test
    void aTokenIsMissingOrWrong() throws IOException {
        FakeMachine mac = FakeMachine.mac();
        mac.found = new Identification.Unusable(new ServerFailure.Unauthorised("status 401"));
        String cure =
                "                    -> Make a token in LM Studio (Developer, Server settings) and set LM_API_TOKEN to it.";

        assertThat(about(mac, "LM Studio", "token"))
                .containsExactly(
                        "[ok]      LM Studio answers at http://127.0.0.1:1234",
                        "[PROBLEM] token     the server wants one, and none is given",
                        cure);

        config = write(TINY + "server: {api_token: '${TOKEN:-}'}\n");
        assertThat(about(mac, Map.of("TOKEN", "sk-lm-secret"), "LM Studio", "token"))
                .containsExactly(
                        "[ok]      LM Studio answers at http://127.0.0.1:1234",
                        "[PROBLEM] token     the server refuses the one that is given",
                        cure);
        mac.found = FakeMachine.STUDIO;
        assertThat(about(mac, Map.of("TOKEN", "sk-lm-secret"), "token"))
                .containsExactly("[ok] token given, and the server lets us in");
    }

    @Test
    void anotherProgramAtThePortIsAProblem() {
        FakeMachine mac = FakeMachine.mac();
        mac.found = new Identification.Unusable(new ServerFailure.NotLmStudio("Expected a list, found a cat."));

        assertThat(about(mac, "LM Studio", "server"))
                .containsExactly(
                        "[PROBLEM] LM Studio Expected a list, found a cat.",
                        "                    -> Free the port, update LM Studio, or name its address with"
                                + " -Dbench.baseUrl=http://127.0.0.1:PORT.");
    }

    @Test
    void aServerOfOursAtTheAddressIsSaid() {
        FakeMachine linux = FakeMachine.linux();
        linux.found = new Identification.Found(ServerKind.EMBEDDED);

        assertThat(about(linux, "LM Studio", "server"))
                .containsExactly(
                        "[ok] server a run measures our own embedded server, which answers at http://127.0.0.1:1234");
    }

    @Test
    void aServerOnAnotherMachineIsNotJudgedByThisOne() {
        properties.put("bench.baseUrl", "http://studio.local:1234");
        FakeMachine mac = FakeMachine.mac();

        assertThat(findings(mac)).extracting(Finding::subject).doesNotContain("sizes", "power", "memory", "lms");
        assertThat(about(mac, "LM Studio", "machine"))
                .containsExactly(
                        "[ok]      machine   Mac15,9, Apple M3 Max, 12 performance and 4 efficiency cores, 68.7 GB RAM",
                        "[ok]      LM Studio answers at http://studio.local:1234, version unknown",
                        "[warning] machine   the server at http://studio.local:1234 is on another one, whose memory, power"
                                + " and heat cannot be seen from here",
                        "                    -> Run the suite on the machine of the server.");
        assertThat(mac.askedPort).as("nothing was asked of this machine").isEqualTo(-1);
    }

    @Test
    void aServerWithNoBuildAtAllIsAProblemAndAHalfPairIsNot() {
        FakeMachine mac = FakeMachine.mac();
        mac.models = List.of(mac.models.get(1));
        assertThat(about(mac, "model", "pairs"))
                .containsExactly(
                        "[warning] model Tiny: GGUF Q8_0 is not there, neither as tiny@q8_0 nor under the other key of"
                                + " the config",
                        "                -> lms get tiny@q8_0 --gguf",
                        "[warning] pairs 0 of 1 pair is complete, so nothing would be compared",
                        "                -> Complete Tiny with `lms get tiny@q8_0 --gguf`.");

        mac.models = List.of();
        assertThat(about(mac, "pairs"))
                .containsExactly(
                        "[PROBLEM] pairs 0 of 1 pair is complete, and no build of any is there",
                        "                -> Get Tiny with `lms get tiny@q8_0 --gguf` and `lms get tiny-mlx@8bit --mlx`.");
    }

    @Test
    void anAmbiguousNameIsAProblemWithItsCandidatesAndTheRestIsStillLookedAt() {
        FakeMachine mac = FakeMachine.mac();
        mac.models = List.of(
                FakeMachine.model("a/tiny-q8_0", Format.GGUF, "Q8_0", 1),
                FakeMachine.model("b/tiny-q8_0", Format.GGUF, "Q8_0", 1));

        assertThat(about(mac, "model", "pairs", "resident"))
                .containsExactly(
                        "[PROBLEM] model    pair \"Tiny\", GGUF build: found 2 builds that fit \"tiny@q8_0\" equally"
                                + " well: a/tiny-q8_0, b/tiny-q8_0; allowed: the whole key of one of them, for example"
                                + " model: a/tiny-q8_0.",
                        "                   -> Correct it and look again.",
                        "[ok]      resident no model in memory");
    }

    @Test
    void whatIsDiscoveredIsSaidAndCountedAsARunWouldCountIt() {
        FakeMachine mac = FakeMachine.mac();
        mac.models = List.of(
                FakeMachine.model("other", Format.GGUF, "Q4_K_M", 2_000_000_000L),
                FakeMachine.model("other-mlx", Format.MLX, "4bit", 1_900_000_000L));

        assertThat(about(mac, "discovery", "model", "pairs"))
                .containsExactly(
                        "[ok]      discovery the server has in both formats, besides the config's pairs: other",
                        "[warning] model     Tiny: GGUF Q8_0 is not there, neither as tiny@q8_0 nor under the other key"
                                + " of the config",
                        "                    -> lms get tiny@q8_0 --gguf",
                        "[warning] model     Tiny: MLX 8bit is not there as tiny-mlx",
                        "                    -> lms get tiny-mlx@8bit --mlx",
                        "[ok]      model     other: GGUF Q4_K_M (2.0 GB) and MLX 4bit (1.9 GB)",
                        "[ok]      pairs     1 of 2 pairs are complete");
    }

    @Test
    void aResidentModelMayBeUnloadedByTheRun() throws IOException {
        config = write(TINY + "server: {resident: unload}\n");

        assertThat(about(FakeMachine.sickMac(), "resident"))
                .containsExactly(
                        "[ok] resident tiny, tiny:2 in memory; a run unloads it first (server.resident: unload)");
    }

    @Test
    void everyProblemOfTheConfigIsNamedAndTheMachineIsLookedAtAllTheSame() throws IOException {
        config = write(TINY + "loud: true\nrun: {rounds: 0}\n");

        List<Finding> findings = findings(FakeMachine.mac());

        assertThat(findings)
                .filteredOn(finding -> finding.level() == Finding.Level.PROBLEM)
                .hasSize(2)
                .allSatisfy(finding -> {
                    assertThat(finding.subject()).isEqualTo("config");
                    assertThat(finding.found()).startsWith(config.toString());
                    assertThat(finding.remedy()).isEqualTo("Correct it and look again.");
                });
        assertThat(findings).contains(Finding.ok("server", "not looked at, since the config cannot be used"));
        assertThat(findings)
                .extracting(Finding::subject)
                .contains("power", "results")
                .doesNotContain("LM Studio");
    }

    @Test
    void withoutTheLmsToolTheAppAloneIsNotEnoughToBeStarted() throws IOException {
        config = write(TINY + "server: {manage: true}\n");
        FakeMachine mac = FakeMachine.mac();
        mac.found = FakeMachine.NOBODY;
        mac.installation = Optional.of(new LmStudioInstallation("the app at /A", Optional.empty()));

        assertThat(about(mac, "LM Studio"))
                .containsExactly(
                        "[PROBLEM] LM Studio installed (the app at /A), but nothing answers at http://127.0.0.1:1234",
                        "                    " + START);
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(root.resolve("test.yaml"), yaml);
    }

    private List<String> lines(FakeMachine machine) {
        return FindingsText.lines(findings(machine));
    }

    /** The lines on some subjects, without the summary. */
    private List<String> about(FakeMachine machine, String... subjects) {
        return about(machine, Map.of(), subjects);
    }

    private List<String> about(FakeMachine machine, Map<String, String> environment, String... subjects) {
        List<Finding> some = findings(machine, environment).stream()
                .filter(finding -> List.of(subjects).contains(finding.subject()))
                .toList();
        List<String> lines = FindingsText.lines(some);
        return lines.subList(0, lines.size() - 1);
    }

    private List<Finding> findings(FakeMachine machine) {
        return findings(machine, Map.of());
    }

    private List<Finding> findings(FakeMachine machine, Map<String, String> environment) {
        properties.put("bench.config", config.toString());
        return Doctor.examine(RunOptions.from(properties::get), machine.sources(environment));
    }
}
