package io.github.mlxgguf.junit;

import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.prompt.StandardPrompts;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.UnloadBody;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.PhaseInterval;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A model that is in memory because we loaded it; closing it unloads it, once.
 *
 * <p>Before the unload it answers one short request: without any GPU work after the last measurement, macOS does not get the
 * wired pages of a freed model back (llama.cpp issue 25937). After it the machine is watched until it is quiet again, since
 * the next load's baseline begins there.
 */
final class Residency implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Residency.class.getName());

    private static final Duration UNLOADED_OBSERVATION = Duration.ofSeconds(1);
    private static final int FAREWELL_TOKENS = 8;

    private final BenchmarkSession session;
    private final PlannedLoad planned;
    private final ModelEntry model;
    private final LoadedInstance instance;
    private final long loadSeq;
    private final PhaseInterval baseline;
    /** Taken now: the samples at hand do not reach back for hours. */
    private final @Nullable Long baselineMedian;

    private final PhaseInterval settled;
    private final Settling settling;
    private final AtomicBoolean unloaded = new AtomicBoolean();
    private final AtomicBoolean warm = new AtomicBoolean();
    private final AtomicBoolean trusted = new AtomicBoolean(true);
    private final AtomicBoolean lost = new AtomicBoolean();

    Residency(
            BenchmarkSession session,
            PlannedLoad planned,
            ModelEntry model,
            LoadedInstance instance,
            long loadSeq,
            PhaseInterval baseline,
            PhaseInterval settled) {
        this.session = session;
        this.planned = planned;
        this.model = model;
        this.instance = instance;
        this.loadSeq = loadSeq;
        this.baseline = baseline;
        this.baselineMedian = session.memory().medianCommitted(baseline);
        this.settled = settled;
        this.settling = new Settling(session.monitor()::between, session.clock()::nowNs, session::pause);
    }

    PlannedLoad planned() {
        return planned;
    }

    ModelEntry model() {
        return model;
    }

    LoadedModel loaded() {
        return instance.model();
    }

    /** {@code seq} of the load record. */
    long loadSeq() {
        return loadSeq;
    }

    /** The phases before and right after the load. */
    List<PhaseInterval> loadPhases() {
        return List.of(baseline, settled);
    }

    /** Whether the warm-up, due once per load, was made to its end. */
    boolean isWarm() {
        return warm.get();
    }

    /** It was. */
    void warmedUp() {
        warm.set(true);
    }

    @Override
    public void close() {
        if (!unloaded.compareAndSet(false, true)) {
            return;
        }
        try {
            sayGoodbye();
            session.held().unloadBegins();
            unload();
        } finally {
            session.held().unloadOver();
            session.progress().loadEnded();
        }
    }

    /** A request of ours failed: the model gets no farewell; if its worker died it is asked for nothing more at all. */
    void distrust(ServerFailure failure) {
        trusted.set(false);
        if (failure instanceof ServerFailure.WorkerDied) {
            lost.set(true);
        }
    }

    /**
     * The server has loaded the model again inside a request, with context and slots of its own: nothing that it answers from now on is
     * the load of the record.
     *
     * @return what ends the cell
     */
    ServerFailure.WrongModel loadedAnew() {
        trusted.set(false);
        lost.set(true);
        return new ServerFailure.WrongModel("Expected " + instance.id()
                + " to stay in memory, found that the server at "
                + session.server().baseUrl() + " loaded it anew inside a request, with settings of its own. Turn off"
                + " automatic unloading and just-in-time loading in LM Studio, and resume the run.");
    }

    /** Whether the model is gone: a request now would have the server load it again, with settings of its own. */
    boolean isLost() {
        return lost.get();
    }

    private void sayGoodbye() {
        if (!trusted.get()) {
            return;
        }
        try {
            session.server()
                    .generate(
                            loaded(), new GenerationRequest(StandardPrompts.FAREWELL.text(), FAREWELL_TOKENS, 0, null));
        } catch (RuntimeException failed) {
            // Whatever it is: the unload must follow.
            LOG.log(Level.DEBUG, "no farewell from {0}: {1}", instance.id(), failed.getMessage());
        }
    }

    private void unload() {
        Long before = session.monitor().committedNow();
        long startNs = session.clock().nowNs();
        session.unloadBegins(startNs);
        FailureInfo failure = null;
        try {
            instance.unload();
        } catch (ServerFailure failed) {
            session.checkRunning(); // cancelled by ourselves; the shutdown hook unloads
            failure = FailureInfo.of(failed);
        }
        long endNs = session.clock().nowNs();
        session.monitor().modelUnloaded();
        // A model that is still in memory must not pass for the memory after it.
        boolean gone = instance.isGone();
        Double settleSeconds = null;
        PhaseMemory after = null;
        InterruptedRunException interrupted = null;
        try {
            settleSeconds = gone ? settling.await(baselineMedian, endNs) : null;
            after = gone ? observeUnloaded() : null;
        } catch (InterruptedRunException ended) {
            interrupted = ended; // the model is gone all the same, which must be on record
        }
        List<String> flags =
                new ArrayList<>(session.flags().during(startNs, session.clock().nowNs()));
        if (gone && settleSeconds == null && before != null && interrupted == null) {
            flags.add(Flag.NOT_SETTLED.id());
        }
        session.append(new UnloadBody(
                planned.pair().name(),
                planned.side().id(),
                planned.variant().format().id(),
                planned.round(),
                loadSeq,
                instance.id(),
                startNs,
                endNs,
                failure == null ? (endNs - startNs) / 1e9 : null,
                reclaimed(before, after),
                interrupted == null ? settleSeconds : null,
                after,
                flags,
                failure));
        if (interrupted != null) {
            throw interrupted;
        }
    }

    private @Nullable PhaseMemory observeUnloaded() {
        long from = session.clock().nowNs();
        session.pause(UNLOADED_OBSERVATION);
        List<PhaseMemory> memory = session.memory()
                .byPhase(List.of(
                        new PhaseInterval(Phase.UNLOADED, from, session.clock().nowNs())));
        return memory.isEmpty() ? null : memory.get(0);
    }

    private static @Nullable Long reclaimed(@Nullable Long before, @Nullable PhaseMemory after) {
        MemoryStat committed = after == null ? null : after.metrics().get(MemoryField.COMMITTED.id());
        return before == null || committed == null ? null : (Long) (before - committed.medianBytes());
    }
}
