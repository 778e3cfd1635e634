package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.LoadConfigInfo;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.PhaseInterval;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings one build into memory: a quiet baseline, the load, the proof of what was loaded, and the record of it all. */
final class ModelLoader {
    private static final Logger LOG = System.getLogger(ModelLoader.class.getName());

    /** How long memory is read right after a load; ten readings at the default rate. */
    private static final Duration LOADED_OBSERVATION = Duration.ofSeconds(1);

    private static final LoadBody.Identity NOT_PROVED = new LoadBody.Identity("none", "not loaded as asked");

    private final BenchmarkSession session;
    private @Nullable Double cooldownSeconds;

    ModelLoader(BenchmarkSession session) {
        this.session = session;
    }

    /**
     * Loads a build and writes its {@code load} record, of a failed load too.
     *
     * @param owner the scenario that has the load to itself, or null
     * @throws ServerFailure if it did not load, or if what loaded is not what was asked for; nothing stays resident then
     */
    Residency load(PlannedLoad planned, ModelEntry model, @Nullable ScenarioId owner) {
        session.checkRunning();
        CoolDown.@Nullable Result coolDown = coolDown();
        cooldownSeconds = coolDown == null ? null : coolDown.seconds();
        LoadConfig asked = request(owner);
        List<String> flags = new ArrayList<>(residentFlags(planned, model, owner, asked));
        boolean first = session.claimFirstLoad(planned);
        if (coolDown != null && !coolDown.settled()) {
            flags.add(Flag.NOT_COOLED_DOWN.id());
        }
        PhaseInterval baseline =
                observe(Phase.BASELINE, session.config().scenarios().coldStart().baseline());
        if (session.memory().busy(baseline)) {
            flags.add(Flag.BUSY_MACHINE.id());
        }
        if (session.memory().drifted(baseline)) {
            flags.add(Flag.BASELINE_DRIFTED.id());
        }
        long startNs = session.clock().nowNs();
        LoadedModel loaded;
        LoadedInstance instance;
        session.loadBegins(startNs);
        session.held().loadBegins();
        try {
            loaded = session.server().load(new LoadRequest(model.key(), asked, planned.variantKey()));
            instance = new LoadedInstance(session, loaded);
        } catch (ServerFailure failure) {
            // What died in this load must not pass for the next one's worker.
            session.monitor().modelUnloaded();
            session.checkRunning(); // cancelled by ourselves: no failure of the server
            write(planned, model, owner, asked, null, List.of(baseline), startNs, flags, first, NOT_PROVED, failure);
            throw failure;
        } finally {
            session.held().loadOver();
        }
        boolean kept = false;
        try {
            session.monitor().modelLoaded();
            PhaseInterval settled = observe(Phase.LOADED, LOADED_OBSERVATION);
            List<PhaseInterval> phases = List.of(baseline, settled);
            LoadBody.Identity identity;
            try {
                identity = verify(planned, loaded, flags);
                flags.addAll(slotFlags(asked, loaded));
            } catch (ServerFailure failure) {
                session.checkRunning();
                write(planned, model, owner, asked, loaded, phases, startNs, flags, first, NOT_PROVED, failure);
                throw failure;
            }
            long seq = write(planned, model, owner, asked, loaded, phases, startNs, flags, first, identity, null);
            kept = true;
            return new Residency(session, planned, model, instance, seq, baseline, settled);
        } finally {
            if (!kept) {
                instance.discard();
            }
        }
    }

    /** Null before the first load: nothing has warmed the machine. */
    private CoolDown.@Nullable Result coolDown() {
        // A load that failed worked the machine too, and a resumed session may follow the other at once.
        return session.tally().attemptedLoads() > 0 || session.isResumed()
                ? new CoolDown(session.monitor()::between, session.clock()::nowNs, session::pause)
                        .run(session.config().run().cooldown())
                : null;
    }

    private LoadConfig request(@Nullable ScenarioId owner) {
        Integer parallel = session.config().load().parallel();
        if (ScenarioId.CONCURRENCY.equals(owner)) {
            parallel = session.config().scenarios().concurrency().requests();
        }
        return new LoadConfig(session.config().load().contextLength(), parallel, null, null, null, null);
    }

    /**
     * Another model of ours beside this one would be in every figure of it.
     *
     * @throws ServerFailure.LoadRefused if one whose unload failed before is still there
     */
    private void unloadWhatIsLeft() {
        for (LoadedInstance left : session.held().left()) {
            try {
                left.unload();
            } catch (ServerFailure.ModelNotFound unloadedMeanwhile) {
                LOG.log(Level.DEBUG, "{0} is gone by now", left.id());
            } catch (ServerFailure failed) {
                throw new ServerFailure.LoadRefused(
                        "Expected no model of this run in memory before the next load, found "
                                + left.id() + ", which could not be unloaded: " + failed.getMessage()
                                + " Unload it with `lms unload "
                                + left.id() + "`.");
            }
        }
    }

    /** Slots that were asked for and not given; what is not told is unknown, not less. */
    private static List<String> slotFlags(LoadConfig asked, LoadedModel loaded) {
        Integer wanted = asked.parallel();
        Integer effective = loaded.effective().parallel();
        return wanted != null && effective != null && effective < wanted ? List.of(Flag.FEWER_SLOTS.id()) : List.of();
    }

    /** Every load starts on a server that holds nothing; whatever came in since the run began is named on the record. */
    private List<String> residentFlags(
            PlannedLoad planned, ModelEntry model, @Nullable ScenarioId owner, LoadConfig asked) {
        long startNs = session.clock().nowNs();
        try {
            unloadWhatIsLeft();
            boolean other = session.server().models().stream()
                    .anyMatch(entry -> !entry.instances().isEmpty());
            return other ? List.of(Flag.OTHER_MODEL_RESIDENT.id()) : List.of();
        } catch (ServerFailure failure) {
            session.checkRunning();
            // A server that has gone costs this load too: it was attempted.
            write(planned, model, owner, asked, null, List.of(), startNs, List.of(), false, NOT_PROVED, failure);
            throw failure;
        }
    }

    private PhaseInterval observe(Phase phase, Duration duration) {
        long startNs = session.clock().nowNs();
        session.pause(duration);
        return new PhaseInterval(phase, startNs, session.clock().nowNs());
    }

    private LoadBody.Identity verify(PlannedLoad planned, LoadedModel loaded, List<String> flags) {
        LoadBody.Identity identity = BuildCheck.verify(
                planned, loaded, listed(loaded), session.server().baseUrl());
        verifyContext(planned.variant().format(), loaded, flags);
        return identity;
    }

    /** The list after the load; where a second witness has spoken, it may stay unread. */
    private List<ModelEntry> listed(LoadedModel loaded) {
        try {
            return session.server().models();
        } catch (ServerFailure unreadable) {
            if (loaded.build() == null) {
                throw unreadable;
            }
            return List.of();
        }
    }

    private static void verifyContext(Format format, LoadedModel loaded, List<String> flags) {
        Integer asked = loaded.requested().contextLength();
        Integer effective = loaded.effective().contextLength();
        if (asked == null || effective == null || asked.equals(effective)) {
            return;
        }
        // An MLX engine may fit itself a longer context; it reserves nothing for it. Anything else is other work.
        if (format == Format.MLX && effective > asked) {
            flags.add(Flag.CONTEXT_NOT_HONOURED.id());
            return;
        }
        throw new ServerFailure.ContextRefused("Expected " + loaded.instanceId() + " with a context of " + asked
                + " tokens, found " + effective + ". Lower load.context_length, for both builds alike.");
    }

    private long write(
            PlannedLoad planned,
            ModelEntry model,
            @Nullable ScenarioId owner,
            LoadConfig asked,
            @Nullable LoadedModel loaded,
            List<PhaseInterval> phases,
            long startNs,
            List<String> flags,
            boolean first,
            LoadBody.Identity identity,
            @Nullable ServerFailure failure) {
        List<PhaseMemory> memory = session.memory().byPhase(phases);
        LoadConfig effective = loaded == null ? LoadConfig.UNKNOWN : loaded.effective();
        // What the record holds begins with the baseline, if there was one.
        long openSinceNs = phases.isEmpty() ? startNs : phases.get(0).startNs();
        List<String> allFlags = new ArrayList<>(flags);
        allFlags.addAll(session.flags().orphans());
        allFlags.addAll(session.flags().during(openSinceNs, session.clock().nowNs()));
        return session.append(new LoadBody(
                planned.pair().name(),
                planned.side().id(),
                planned.variant().format().id(),
                planned.round(),
                owner == null ? null : owner.id(),
                model.key(),
                loaded == null ? null : loaded.instanceId(),
                model.quantization(),
                model.sizeBytes(),
                model.params(),
                model.architecture(),
                loaded == null
                        ? session.server().via(new LoadRequest(model.key(), asked, planned.variantKey()))
                        : loaded.via(),
                startNs,
                loaded == null ? session.clock().nowNs() : loaded.endNs(),
                loaded == null ? null : loaded.loadSeconds(),
                loaded == null ? null : loaded.serverLoadSeconds(),
                LoadConfigInfo.of(asked),
                LoadConfigInfo.of(effective),
                identity,
                first,
                loaded == null ? null : session.monitor().workerPid(),
                cooldownSeconds,
                phase(memory, Phase.BASELINE),
                phase(memory, Phase.LOADED),
                allFlags,
                failure == null ? null : FailureInfo.of(failure)));
    }

    private static @Nullable PhaseMemory phase(List<PhaseMemory> memory, Phase phase) {
        return memory.stream()
                .filter(entry -> entry.phase().equals(phase.id()))
                .findFirst()
                .orElse(null);
    }
}
