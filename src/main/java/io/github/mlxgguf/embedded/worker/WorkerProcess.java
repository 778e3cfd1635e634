package io.github.mlxgguf.embedded.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.mlxgguf.embedded.engine.GenerationTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The server's handle on one worker process. Safe for use by several threads. */
public final class WorkerProcess implements AutoCloseable {
    /** How long a worker may take to end by itself; it has nothing to save. */
    private static final Duration POLITE = Duration.ofSeconds(2);

    private static final long LOADING = 0;

    private final Process process;
    private final int loadNumber;
    private final EngineLog log;
    private final Map<Long, BlockingQueue<WorkerEvent>> listeners = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong(LOADING);

    private WorkerProcess(Process process, int loadNumber, EngineLog log) {
        this.process = process;
        this.loadNumber = loadNumber;
        this.log = log;
        listeners.put(LOADING, new LinkedBlockingQueue<>());
    }

    /**
     * Starts the process and returns at once; the model is not loaded yet.
     *
     * @param loadNumber the how many-th load of the key in this server, from 1
     * @throws IOException if no process can be started
     */
    public static WorkerProcess start(
            WorkerSite site, Path modelFile, String modelKey, int loadNumber, WorkerConfig config) throws IOException {
        Path ownOutput = Files.createTempFile(site.scratch(), "worker", ".log");
        Process process = new WorkerLaunch(site, modelFile, modelKey, loadNumber, config, ownOutput)
                .processBuilder()
                .start();
        WorkerProcess worker = new WorkerProcess(process, loadNumber, site.log());
        daemon("worker-out-" + process.pid(), worker::readEvents);
        daemon("worker-err-" + process.pid(), () -> site.log().drain(process.getErrorStream(), ownOutput));
        return worker;
    }

    /** Waits for {@code LOADED}, {@code LOAD_FAILED} or {@code DIED}. */
    public WorkerEvent awaitLoaded() throws InterruptedException {
        return queue(LOADING).take();
    }

    /** Sends a prompt; its events are read from the generation. */
    public Generation generate(GenerationTask task) {
        long id = lastId.incrementAndGet();
        BlockingQueue<WorkerEvent> events = queue(id);
        if (!process.isAlive() || !send(new WorkerCommand(WorkerCommand.Kind.GENERATE, id, task))) {
            events.add(died(id));
        }
        return new Generation(id, events);
    }

    /** The how many-th load of its key in this server, from 1. */
    public int loadNumber() {
        return loadNumber;
    }

    /** The process that holds the model's memory. */
    public long pid() {
        return process.pid();
    }

    /** Runs the action when the process is gone, however it went. */
    public void onExit(Runnable action) {
        var unused = process.onExit().thenRun(action);
    }

    /** Ends the process, politely and then hard, and returns when it is gone. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it is gone already
        }
        try {
            if (!process.waitFor(POLITE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process at once, for a load that nobody waits for any more. */
    public void kill() {
        process.destroyForcibly();
        close();
    }

    private BlockingQueue<WorkerEvent> queue(long id) {
        return listeners.computeIfAbsent(id, unused -> new LinkedBlockingQueue<>());
    }

    private boolean send(WorkerCommand command) {
        byte[] line = WorkerLines.write(command).getBytes(StandardCharsets.UTF_8);
        OutputStream input = process.getOutputStream();
        try {
            synchronized (input) {
                input.write(line);
                input.flush();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void readEvents() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.readLine();
            while (line != null) {
                dispatch(line);
                line = output.readLine();
            }
        } catch (IOException e) {
            // the process is gone, which the next lines tell everybody
        }
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listeners.forEach((id, events) -> events.add(died(id)));
    }

    private void dispatch(String line) {
        try {
            WorkerEvent event = WorkerLines.read(line, WorkerEvent.class);
            if (event == null) {
                log.line(line);
                return;
            }
            BlockingQueue<WorkerEvent> events = listeners.get(event.id());
            if (events != null) {
                events.add(event);
            }
        } catch (JsonProcessingException e) {
            log.line(line);
        }
    }

    private WorkerEvent died(long id) {
        String code = process.isAlive() ? "unknown" : String.valueOf(process.exitValue());
        return WorkerEvent.of(WorkerEvent.Kind.DIED, id, code);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** One answer in the making. */
    public final class Generation implements AutoCloseable {
        private final long id;
        private final BlockingQueue<WorkerEvent> events;

        private Generation(long id, BlockingQueue<WorkerEvent> events) {
            this.id = id;
            this.events = events;
        }

        /** Waits for the next event; the last is {@code REFUSED}, {@code END}, {@code FAILED} or {@code DIED}. */
        public WorkerEvent next() throws InterruptedException {
            return events.take();
        }

        /** Asks the engine to stop; a prompt that is being computed is computed to its end first. */
        public void cancel() {
            send(new WorkerCommand(WorkerCommand.Kind.CANCEL, id, null));
        }

        /** Stops listening. */
        @Override
        public void close() {
            listeners.remove(id);
        }
    }
}
