package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.lmstudio.LmStudioServer;
import io.github.mlxgguf.monitor.KeepAwake;
import io.github.mlxgguf.monitor.MemoryMonitor;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.record.Journal;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunListener;
import io.github.mlxgguf.record.SampleWriter;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.SessionClock;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a session is made of.
 *
 * @param lock keeps other processes out of the folder until it is closed
 * @param ownServer what we started and must stop: the embedded server, LM Studio, or nothing
 * @param reportAfterInterrupt has the report made somewhere else: this JVM may be killed before it could
 * @param strict a half that cannot run is a failure
 */
record SessionParts(
        BenchmarkConfig config,
        SessionClock clock,
        LmStudioServer server,
        ServerKind serverKind,
        AutoCloseable ownServer,
        MatrixPlan plan,
        ResultsFolder folder,
        AutoCloseable lock,
        Journal journal,
        SampleWriter samples,
        MemoryMonitor monitor,
        KeepAwake awake,
        List<RunListener> listeners,
        BenchLog log,
        Consumer<Path> reportAfterInterrupt,
        boolean strict) {}
