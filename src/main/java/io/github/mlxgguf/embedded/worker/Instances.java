package io.github.mlxgguf.embedded.worker;

import io.github.mlxgguf.embedded.catalog.OfferedModel;
import io.github.mlxgguf.embedded.engine.LoadStamps;
import io.github.mlxgguf.embedded.simulation.LoadTruth;
import io.github.mlxgguf.embedded.simulation.TruthFile;
import io.github.mlxgguf.embedded.simulation.UnloadTruth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All loaded models of a server, each in a process of its own. Safe for use by several threads. */
public final class Instances implements AutoCloseable {
    private final WorkerSite site;
    private final ModelFiles files;
    private final @Nullable TruthFile truth;
    private final Map<String, Integer> loads = new HashMap<>();
    private final Map<String, Instance> byId = new LinkedHashMap<>();

    public Instances(WorkerSite site, ModelFiles files) {
        this(site, files, null);
    }

    /**
     * Instances of engines that know their own truth.
     *
     * @param truth gets loads and unloads here, and generations from the routes; null for nobody
     */
    public Instances(WorkerSite site, ModelFiles files, @Nullable TruthFile truth) {
        this.site = site;
        this.files = files;
        this.truth = truth;
    }

    /** Where the truth is written, or null if nobody knows it. */
    public @Nullable TruthFile truth() {
        return truth;
    }

    /** The name of the engine in every worker. */
    public String engine() {
        return site.engine();
    }

    /** Loaded ones and those that load just now, in the order of their loads. */
    public synchronized List<Instance> all() {
        return List.copyOf(byId.values());
    }

    /** The loaded instance with the id. */
    public synchronized Optional<Instance> find(String id) {
        return Optional.ofNullable(byId.get(id)).filter(Instance::isLoaded);
    }

    /** A loaded instance of the model, the oldest first. */
    public synchronized Optional<Instance> findByModel(OfferedModel model) {
        return byId.values().stream()
                .filter(instance -> instance.isLoaded() && instance.model().equals(model))
                .findFirst();
    }

    /**
     * Loads one more copy and waits until it is ready.
     *
     * @param cancel is given what stops the load, once it can be stopped
     * @throws LoadFailedException if the engine could not, or the load was stopped
     */
    public Instance load(OfferedModel model, WorkerConfig config, Consumer<Runnable> cancel)
            throws LoadFailedException, InterruptedException {
        return load(model, model.key(), config, cancel, BeforeReady.NOTHING);
    }

    /**
     * The same with more say in it.
     *
     * @param name the instance's id, unless another one has it already
     * @param beforeReady runs when the engine is ready and the instance still counts as loading
     * @throws LoadFailedException if the engine could not, or the load was stopped
     */
    public Instance load(
            OfferedModel model, String name, WorkerConfig config, Consumer<Runnable> cancel, BeforeReady beforeReady)
            throws LoadFailedException, InterruptedException {
        long start = System.nanoTime();
        Instance instance = begin(model, name, config);
        boolean ready = false;
        try {
            cancel.accept(instance.worker()::kill);
            WorkerEvent event = instance.worker().awaitLoaded();
            if (event.kind() != WorkerEvent.Kind.LOADED) {
                throw LoadFailedException.of(name, reason(name, event));
            }
            beforeReady.run();
            Instance loaded = instance.loaded(event.engineVersion(), (System.nanoTime() - start) / 1e9);
            if (!replace(loaded)) { // it died after it was ready, and its death is the next event
                throw LoadFailedException.of(
                        name, reason(name, instance.worker().awaitLoaded()));
            }
            noteLoad(loaded, start, event.load());
            ready = true;
            return loaded;
        } finally {
            if (!ready) {
                forget(instance.id());
                instance.worker().kill();
            }
        }
    }

    /**
     * Ends the worker of an instance; when this returns, its memory is free.
     *
     * @return whether there was such an instance
     */
    public boolean unload(String id) {
        return unload(id, Duration.ZERO);
    }

    /**
     * The same, with a worker that may stay for a while, memory and all.
     *
     * @param stays how long its end is put off; unless it is zero, this returns while the worker still runs
     * @return whether there was such an instance
     */
    public boolean unload(String id, Duration stays) {
        Instance instance = find(id).isPresent() ? forget(id) : null;
        if (instance == null) {
            return false;
        }
        if (stays.isZero()) {
            end(instance);
        } else {
            CompletableFuture.delayedExecutor(stays.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> end(instance));
        }
        return true;
    }

    /** Ends all workers. */
    @Override
    public void close() {
        all().forEach(instance -> {
            forget(instance.id());
            end(instance);
        });
    }

    private Instance begin(OfferedModel model, String name, WorkerConfig config) throws LoadFailedException {
        Path file = files.require(model);
        synchronized (this) {
            String id = freeId(name);
            try {
                WorkerProcess worker =
                        WorkerProcess.start(site, file, model.key(), loads.merge(model.key(), 1, Integer::sum), config);
                Instance instance = Instance.loading(id, model, config, worker);
                byId.put(id, instance);
                worker.onExit(() -> forget(id, worker));
                return instance;
            } catch (IOException e) {
                throw new LoadFailedException(
                        "Failed to load LLM '" + model.key() + "': Error: No worker process could be started: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    private void end(Instance instance) {
        long requested = System.nanoTime();
        instance.worker().close();
        if (truth != null && instance.isLoaded()) {
            truth.append(new UnloadTruth(
                    instance.id(),
                    instance.model().key(),
                    instance.worker().loadNumber(),
                    instance.worker().pid(),
                    requested,
                    System.nanoTime()));
        }
    }

    private void noteLoad(Instance instance, long requestedNs, @Nullable LoadStamps stamps) {
        if (truth != null && stamps != null) {
            truth.append(new LoadTruth(
                    instance.id(),
                    instance.model().key(),
                    instance.worker().loadNumber(),
                    instance.worker().pid(),
                    requestedNs,
                    stamps.startNs(),
                    stamps.readyNs(),
                    System.nanoTime(),
                    stamps.residentBytes(),
                    stamps.mappedBytes(),
                    stamps.anonymousBeforeBytes(),
                    stamps.anonymousAfterBytes(),
                    stamps.fileBeforeBytes(),
                    stamps.fileAfterBytes()));
        }
    }

    private String freeId(String key) {
        String id = key;
        for (int copy = 2; byId.containsKey(id); copy++) {
            id = key + ":" + copy;
        }
        return id;
    }

    /** Whether it was still there. */
    private synchronized boolean replace(Instance instance) {
        return byId.replace(instance.id(), instance) != null;
    }

    private synchronized @Nullable Instance forget(String id) {
        return byId.remove(id);
    }

    /** After a death another instance may have taken the id already. */
    private synchronized void forget(String id, WorkerProcess worker) {
        Instance instance = byId.get(id);
        if (instance != null && instance.worker() == worker) {
            byId.remove(id);
        }
    }

    private static String reason(String name, WorkerEvent event) {
        String text = String.valueOf(event.text());
        return event.kind() == WorkerEvent.Kind.DIED ? EngineDeath.whileLoading(name, text) : text;
    }
}
