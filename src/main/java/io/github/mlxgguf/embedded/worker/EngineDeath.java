package io.github.mlxgguf.embedded.worker;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How LM Studio words the death of an engine's process. */
public final class EngineDeath {
    /** The exit status of a process that gave up by itself with SIGABRT. */
    public static final String ABORTED = "134";
    /** The exit status of a process that was killed. */
    public static final String KILLED = "137";

    /** By exit status: as a shell, Java adds 128 to a signal's number. */
    private static final Map<String, String> SIGNALS = Map.of(
            "132", "SIGILL", ABORTED, "SIGABRT", "135", "SIGBUS", "136", "SIGFPE", KILLED, "SIGKILL", "139", "SIGSEGV",
            "143", "SIGTERM");

    private EngineDeath() {}

    /** The death during a load; the wording of a newer runtime that is a process of its own. */
    public static String whileLoading(String key, String exitStatus) {
        @Nullable String signal = signal(exitStatus);
        return "Engine protocol runtime llama-server for " + key + " exited before becoming healthy. exitCode="
                + (signal == null ? exitStatus : "null") + ", signal=" + signal;
    }

    /** The death of a loaded model; a signal has no exit code. */
    public static String loaded(String exitStatus) {
        return "The model has crashed without additional information. (Exit code: "
                + (signal(exitStatus) == null ? exitStatus : "null") + ")";
    }

    private static @Nullable String signal(String exitStatus) {
        return SIGNALS.get(exitStatus);
    }
}
