package io.github.mlxgguf.monitor;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Tells the processes that hold a model from the server's others. */
final class WorkerRule {
    private static final String WORKER_SCRIPT = "llmworker";
    private static final String LLAMA_SERVER = "llama-server";
    private static final String LM_STUDIO_NODE = ".lmstudio/.internal/utils/node";
    /** LM Studio's hardware survey runs under the same Node.js and holds no model. */
    private static final String SURVEY = "SystemResourcesWorker";

    /**
     * A process as far as the rule looks.
     *
     * @param commandLine all arguments, or empty if not visible
     * @param executable path of the program, or empty if not visible
     * @param started when it started; {@link Instant#EPOCH} if not visible
     */
    record Candidate(long pid, String commandLine, String executable, Instant started) {}

    private WorkerRule() {}

    /** Those that hold a model, newest first; the Node.js path alone counts only where nothing more certain is found. */
    static List<Long> workers(List<Candidate> processes) {
        List<Candidate> certain =
                processes.stream().filter(WorkerRule::isCertain).toList();
        List<Candidate> chosen = certain.isEmpty()
                ? processes.stream().filter(WorkerRule::isLmStudioNode).toList()
                : certain;
        return chosen.stream()
                .sorted(Comparator.comparing(Candidate::started)
                        .thenComparing(Candidate::pid)
                        .reversed())
                .map(Candidate::pid)
                .toList();
    }

    private static boolean isCertain(Candidate process) {
        return process.commandLine().contains(WORKER_SCRIPT)
                || fileName(process.executable()).equals(LLAMA_SERVER);
    }

    private static boolean isLmStudioNode(Candidate process) {
        return process.commandLine().contains(LM_STUDIO_NODE)
                && !process.commandLine().contains(SURVEY);
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
