package io.github.mlxgguf.monitor;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells workers whose server is gone from those that are in use.
 *
 * <p>A worker is LM Studio's {@code llmworker} or {@code llama-server}, run from a folder of LM Studio, or our own worker program. It is
 * an orphan if none above it is a server: the listener of the port, a program of LM Studio, or for our own the Java that started it.
 * Who inherits a process whose parent died (init, launchd, a user's systemd) is none of these. A {@code llama-server} from any other
 * folder is somebody's own and never accused.
 */
final class OrphanRule {
    private static final List<String> LM_STUDIO_FOLDERS = List.of("/.lmstudio/", "/LM Studio.app/", "/llmster/");

    /** The desktop program on Linux runs from wherever it was put. */
    private static final Set<String> LM_STUDIO_PROGRAMS = Set.of("LM Studio", "lm-studio", "llmster");

    private static final String WORKER_SCRIPT = "llmworker.js";
    private static final String LLAMA_SERVER = "llama-server";
    private static final String OWN_WORKER = "io.github.mlxgguf.embedded.worker.WorkerMain";
    private static final String JAVA = "java";
    private static final long INIT = 1;

    /**
     * A process as far as the rule looks.
     *
     * @param parentPid 0 if not visible
     * @param executable path of the program, or empty if not visible
     * @param commandLine all arguments, or empty if not visible
     */
    record Seen(long pid, long parentPid, String executable, String commandLine) {}

    private OrphanRule() {}

    /** The orphans among all processes of a machine. */
    static List<Seen> orphans(List<Seen> all, OptionalLong listener) {
        Map<Long, Seen> byPid =
                all.stream().collect(Collectors.toMap(Seen::pid, Function.identity(), (first, second) -> first));
        return all.stream()
                .filter(process -> kind(process) != null)
                .filter(process -> !hasServer(process, byPid, listener))
                .toList();
    }

    /** What kind of worker it is, without the folders of whoever runs it; null if it is none. */
    static @Nullable String kind(Seen process) {
        String program = fileName(process.executable());
        if (program.equals(JAVA) && process.commandLine().contains(OWN_WORKER)) {
            return JAVA + " " + OWN_WORKER;
        }
        if (!isFromLmStudio(process)) {
            return null;
        }
        if (program.equals(LLAMA_SERVER)) {
            return LLAMA_SERVER;
        }
        return process.commandLine().contains(WORKER_SCRIPT) ? program + " " + WORKER_SCRIPT : null;
    }

    private static boolean hasServer(Seen worker, Map<Long, Seen> byPid, OptionalLong listener) {
        boolean own = worker.commandLine().contains(OWN_WORKER);
        Set<Long> visited = new HashSet<>(); // a snapshot of changing processes could hold a circle
        Seen above = byPid.get(worker.parentPid());
        while (above != null && visited.add(above.pid())) {
            if (listener.isPresent() && above.pid() == listener.getAsLong()) {
                return true;
            }
            if (above.pid() != INIT && (own ? isJava(above) : isServerOfLmStudio(above))) {
                return true;
            }
            above = byPid.get(above.parentPid());
        }
        return false;
    }

    private static boolean isJava(Seen process) {
        return fileName(process.executable()).equals(JAVA);
    }

    /** A worker is none, even where it is the parent of another. */
    private static boolean isServerOfLmStudio(Seen process) {
        return kind(process) == null
                && (isFromLmStudio(process) || LM_STUDIO_PROGRAMS.contains(fileName(process.executable())));
    }

    private static boolean isFromLmStudio(Seen process) {
        return LM_STUDIO_FOLDERS.stream().anyMatch(process.executable()::contains);
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
