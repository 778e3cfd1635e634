package io.github.mlxgguf.allure;

import io.github.mlxgguf.record.RunBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs for tests. */
final class RunBodies {
    private RunBodies() {}

    static RunBody on(String serverKind, @Nullable String notice) {
        return new RunBody(
                "0.1.0",
                null,
                new RunBody.ServerInfo(serverKind, "http://127.0.0.1:1234", serverKind.equals("simulated"), null),
                new RunBody.HardwareProfile("Mac15,9", "Apple M3 Max", 12, 4, null, 137_438_953_472L, null),
                new RunBody.OsInfo("macOS", "15.4", "aarch64"),
                new RunBody.JvmInfo("Eclipse Adoptium", "17.0.15"),
                "config/benchmark.yaml",
                "ab12",
                notice,
                new RunBody.Settings(3, 1, 3, "time", 10, 42, 300, 0, 8192, null, 100, 0.03),
                List.of(),
                List.of());
    }
}
