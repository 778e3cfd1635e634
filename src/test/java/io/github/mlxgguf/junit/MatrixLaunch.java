package io.github.mlxgguf.junit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs a matrix inside this JVM as an IDE or Maven would, under {@code bench.*} properties that are as they were when it is closed.
 */
public final class MatrixLaunch implements AutoCloseable {
    private final Map<String, String> before = new TreeMap<>();
    private final List<String> tests = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    /** A launch whose results, Allure's too, go into a folder. */
    public static MatrixLaunch into(Path folder) {
        MatrixLaunch launch = new MatrixLaunch();
        launch.set("bench.results", folder.resolve("results").toString());
        launch.set("allure.results.directory", folder.resolve("allure-results").toString());
        return launch;
    }

    /** Sets a system property until this is closed. */
    public MatrixLaunch set(String name, String value) {
        String old = System.setProperty(name, value);
        before.putIfAbsent(name, old == null ? "" : old);
        return this;
    }

    /** Runs; returns when the session is closed and the report made. */
    public void run(DiscoverySelector... selectors) {
        execute(new Listener(), selectors);
    }

    /** Runs for a listener of one's own, under whatever properties are set; returns when the session is closed. */
    static void execute(TestExecutionListener listener, DiscoverySelector... selectors) {
        LauncherConfig config = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .build();
        try (LauncherSession session = LauncherFactory.openSession(config)) {
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectors)
                                    .build(),
                            listener);
        }
    }

    /** Each test that ran, its name and how it ended, in their order. */
    public List<String> tests() {
        return List.copyOf(tests);
    }

    /** What anything failed with, tests and containers: the message of the innermost cause. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** Why anything was skipped. */
    public List<String> skipped() {
        return List.copyOf(skipped);
    }

    @Override
    public void close() {
        before.forEach((name, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    private final class Listener implements TestExecutionListener {
        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            skipped.add(reason);
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                tests.add(test.getDisplayName() + " " + result.getStatus());
            }
            result.getThrowable().ifPresent(thrown -> failures.add(message(thrown)));
        }

        /** JUnit wraps what an arguments provider throws. */
        private String message(Throwable thrown) {
            Throwable cause = thrown;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return String.valueOf(cause.getMessage());
        }
    }
}
