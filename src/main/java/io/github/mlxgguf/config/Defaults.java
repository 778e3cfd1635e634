package io.github.mlxgguf.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Every default of the configuration, in the order of the file. */
public final class Defaults {
    /** The file that is read when {@code -Dbench.config} names none. */
    public static final Path CONFIG_FILE = Path.of("config", "benchmark.yaml");

    /** The file that goes with the embedded server when {@code auto} finds no LM Studio. */
    public static final Path EMBEDDED_CONFIG_FILE = Path.of("config", "embedded.yaml");

    /** What the simulated server plays when {@code -Dbench.script} names no other script. */
    public static final Path SIMULATED_SCRIPT = Path.of("config", "simulated.yaml");

    /** The folder for results when {@code -Dbench.results} names none. */
    public static final Path RESULTS_FOLDER = Path.of("results");

    /** LM Studio if there is one, else the embedded server. */
    public static final ServerConfig.Kind SERVER_KIND = ServerConfig.Kind.AUTO;

    /** Where LM Studio listens unless told otherwise. */
    public static final URI BASE_URL = URI.create("http://127.0.0.1:1234");

    /** The environment variable that LM Studio's own tools use for the token. */
    public static final String API_TOKEN_VARIABLE = "LM_API_TOKEN";

    /** A model that is resident already would be in every memory figure. */
    public static final ServerConfig.Resident RESIDENT = ServerConfig.Resident.REFUSE;

    /** We don't start other people's programs unasked. */
    public static final boolean MANAGE = false;

    /** A local server accepts a connection at once or not at all. */
    public static final Duration TIMEOUT_CONNECT = Duration.ofSeconds(5);

    /** An 80 GB model from a slow external disk (100 MB/s) takes 13 minutes. */
    public static final Duration TIMEOUT_LOAD = Duration.ofMinutes(15);

    /** A long prompt is a silent socket until the first token. */
    public static final Duration TIMEOUT_FIRST_TOKEN = Duration.ofMinutes(10);

    /** Longer silence inside an answer means that the engine hangs. */
    public static final Duration TIMEOUT_BETWEEN_TOKENS = Duration.ofSeconds(60);

    /** A hard end to a generation. */
    public static final Duration TIMEOUT_TOTAL = Duration.ofMinutes(30);

    /** Also compare what the server has in both formats. */
    public static final boolean DISCOVER_ENABLED = true;

    /** Few enough for one evening. */
    public static final int DISCOVER_MAX_PAIRS = 3;

    /** A small model gives a result soonest. */
    public static final boolean DISCOVER_SMALLEST_FIRST = true;

    /** Tokens; holds the largest default document with its answer. */
    public static final int CONTEXT_LENGTH = 8192;

    /** Fewer loads of each build allow no interval and no winner. */
    public static final int ROUNDS = 3;

    /** The first generation after a load pays for what the engine does once. */
    public static final int WARMUP = 1;

    /** Measured generations per cell; the median of three ignores one outlier. */
    public static final int ITERATIONS = 3;

    /** Lets heat and memory settle between builds. */
    public static final Duration COOLDOWN = Duration.ofSeconds(10);

    /** Where the machine decides how long to cool down: long enough for a laptop's fans, short beside the load of a big model. */
    public static final Duration COOLDOWN_AT_MOST = Duration.ofMinutes(3);

    /** Where the machine decides: a moment of quiet between two steps of an unload must not pass for the end of it. */
    public static final Duration COOLDOWN_AT_LEAST = Duration.ofSeconds(2);

    /** Any fixed number, so that a run can be repeated. */
    public static final long SEED = 42;

    /** Long enough for a stable rate, short enough for a 70B model. */
    public static final int MAX_OUTPUT_TOKENS = 300;

    /** Greedy: both builds do the same work on every repetition. */
    public static final double TEMPERATURE = 0;

    /** How long a loaded model is watched while nobody talks to it. */
    public static final Duration COLD_START_IDLE = Duration.ofSeconds(60);

    /** How long memory is watched before a load: at least ten distinct readings over ten seconds. */
    public static final Duration COLD_START_BASELINE = Duration.ofSeconds(10);

    /** Tokens of the document to be summarised; each doubles the last. */
    public static final List<Integer> CONTEXT_STRESS_SIZES = List.of(1000, 2000, 4000);

    /** The document to be summarised, beside the config file. */
    public static final String CONTEXT_STRESS_DOCUMENT = "prompts/climate.md";

    /** Measured generations per size. */
    public static final int CONTEXT_STRESS_ITERATIONS = 3;

    /** Enough to see growth; 30 or more are needed to name its kind. */
    public static final int LEAK_DETECTION_PROMPTS = 10;

    /** Lets memory settle between prompts. */
    public static final Duration LEAK_DETECTION_PAUSE = Duration.ofSeconds(5);

    /** A leak shows within one load. */
    public static final int LEAK_DETECTION_ROUNDS = 1;

    /** Measured generations per prompt. */
    public static final int MOE_ITERATIONS = 2;

    /** In the first round only. */
    public static final int MOE_ROUNDS = 1;

    /** Requests at once. */
    public static final int CONCURRENCY_REQUESTS = 5;

    /** In the first round only. */
    public static final int CONCURRENCY_ROUNDS = 1;

    /** Ten readings of memory a second. */
    public static final Duration MONITOR_INTERVAL = Duration.ofMillis(100);

    /** One user at a time. */
    public static final int DEPLOYMENT_CONCURRENCY = 1;

    /** What matters most to somebody who waits for an answer. */
    public static final DeploymentConfig.Priority DEPLOYMENT_PRIORITY = DeploymentConfig.Priority.LATENCY;

    /** A difference within 3 % is no reason to prefer a build. */
    public static final double PRACTICAL_EQUIVALENCE = 0.03;

    /** A simulated model has no heat to lose and nothing to settle; see {@link BenchmarkConfig#withShortPauses()}. */
    public static final Duration SHORT_PAUSE = Duration.ofSeconds(2);

    private Defaults() {}
}
