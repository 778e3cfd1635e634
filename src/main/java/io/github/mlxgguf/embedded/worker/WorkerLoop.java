package io.github.mlxgguf.embedded.worker;

import io.github.mlxgguf.embedded.engine.Engine;
import io.github.mlxgguf.embedded.engine.EngineException;
import io.github.mlxgguf.embedded.engine.EngineStamps;
import io.github.mlxgguf.embedded.engine.GenerationListener;
import io.github.mlxgguf.embedded.engine.GenerationResult;
import io.github.mlxgguf.embedded.engine.GenerationTask;
import io.github.mlxgguf.embedded.engine.PieceStamp;
import io.github.mlxgguf.embedded.engine.PromptTooLongException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Reads commands and writes events; each generation has a thread of its own. */
final class WorkerLoop {
    private final PrintStream output;
    private final Map<Long, AtomicBoolean> cancelled = new ConcurrentHashMap<>();
    private volatile @Nullable Engine engine;

    WorkerLoop(PrintStream output) {
        this.output = output;
    }

    /** From now on prompts are answered. */
    void ready(Engine loaded) {
        engine = loaded;
        send(WorkerEvent.loaded(loaded.identity().name(), loaded.identity().version(), loaded.loadStamps()));
    }

    /** One line, at once. */
    void send(WorkerEvent event) {
        synchronized (output) {
            output.print(WorkerLines.write(event));
            output.flush();
        }
    }

    /** Obeys until the input ends. */
    void run(BufferedReader input) throws IOException {
        String line = input.readLine();
        while (line != null) {
            WorkerCommand command = WorkerLines.read(line, WorkerCommand.class);
            if (command != null) {
                obey(command);
            }
            line = input.readLine();
        }
    }

    private void obey(WorkerCommand command) {
        GenerationTask task = command.task();
        if (command.kind() == WorkerCommand.Kind.CANCEL) {
            AtomicBoolean flag = cancelled.get(command.id());
            if (flag != null) {
                flag.set(true);
            }
        } else if (task != null) {
            AtomicBoolean flag = new AtomicBoolean();
            cancelled.put(command.id(), flag);
            Thread thread = new Thread(() -> generate(command.id(), task, flag), "generate-" + command.id());
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void generate(long id, GenerationTask task, AtomicBoolean flag) {
        Engine loaded = engine;
        try {
            if (loaded == null) {
                send(WorkerEvent.of(WorkerEvent.Kind.FAILED, id, "The model is not loaded yet"));
            } else {
                Sender sender = new Sender(id, flag);
                GenerationResult result = loaded.generate(task, sender).orElse(null);
                send(WorkerEvent.end(id, result, sender.stamps));
            }
        } catch (PromptTooLongException e) {
            send(WorkerEvent.refused(id, e.promptTokens(), e.contextLength()));
        } catch (EngineException e) {
            send(WorkerEvent.of(WorkerEvent.Kind.FAILED, id, e.getMessage()));
        } finally {
            cancelled.remove(id);
        }
    }

    private final class Sender implements GenerationListener {
        private final long id;
        private final AtomicBoolean cancel;
        private @Nullable EngineStamps stamps;

        Sender(long id, AtomicBoolean cancel) {
            this.id = id;
            this.cancel = cancel;
        }

        @Override
        public void accepted() {
            send(WorkerEvent.of(WorkerEvent.Kind.ACCEPTED, id));
        }

        @Override
        public boolean piece(String text) {
            return piece(WorkerEvent.piece(id, text, false, null));
        }

        @Override
        public boolean piece(String text, boolean reasoning, PieceStamp stamp) {
            return piece(WorkerEvent.piece(id, text, reasoning, stamp));
        }

        @Override
        public boolean cancelled() {
            return cancel.get();
        }

        @Override
        public void finished(EngineStamps truth) {
            stamps = truth;
        }

        private boolean piece(WorkerEvent event) {
            if (cancel.get()) {
                return false;
            }
            send(event);
            return true;
        }
    }
}
