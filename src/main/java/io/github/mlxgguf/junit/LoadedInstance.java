package io.github.mlxgguf.junit;

import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ServerFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A model that the server holds because we asked for it, from the answer to the load on. Whatever happens next, an interrupt
 * included, it can be unloaded through this.
 */
final class LoadedInstance {
    private static final Logger LOG = System.getLogger(LoadedInstance.class.getName());

    private final BenchmarkSession session;
    private final LoadedModel model;
    private final AtomicBoolean gone = new AtomicBoolean();

    /** Makes it known to the session, whose interrupt unloads it. */
    LoadedInstance(BenchmarkSession session, LoadedModel model) {
        this.session = session;
        this.model = model;
        session.held().resident(this);
    }

    LoadedModel model() {
        return model;
    }

    String id() {
        return model.instanceId();
    }

    /**
     * Unloads it.
     *
     * @throws ServerFailure if the server does not; the session goes on to count it as resident
     */
    void unload() {
        try {
            session.server().unload(id());
        } catch (ServerFailure.ModelNotFound crashed) {
            markGone(); // nothing is left to unload
            throw crashed;
        }
        markGone();
    }

    /** Whether the server holds it no more. */
    boolean isGone() {
        return gone.get();
    }

    /** Unloads it after something else went wrong, which must not be hidden by a failure of this. */
    void discard() {
        session.monitor().modelUnloaded();
        try {
            unload();
        } catch (ServerFailure failed) {
            LOG.log(Level.WARNING, "{0} may still be loaded: {1}", id(), failed.getMessage());
        }
    }

    /**
     * Unloads it for the shutdown hook and says how it went. An unload that the test thread had under way was cut off by the
     * interrupt, so it is asked for again.
     */
    String unloadForInterrupt() {
        if (gone.get()) {
            return id() + " was unloaded already";
        }
        session.unloadBegins(session.clock().nowNs());
        try {
            unload();
        } catch (ServerFailure.ModelNotFound unloadedMeanwhile) {
            return "Unloaded " + id();
        } catch (ServerFailure failed) {
            return id() + " may still be loaded: " + failed.getMessage();
        }
        return "Unloaded " + id();
    }

    private void markGone() {
        gone.set(true);
        session.held().notResident(this);
    }
}
