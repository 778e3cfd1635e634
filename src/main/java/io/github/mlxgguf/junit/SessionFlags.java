package io.github.mlxgguf.junit;

import io.github.mlxgguf.monitor.MemoryMonitor;
import io.github.mlxgguf.monitor.OrphanWorkers.OrphanWorker;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Sample;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** What the records of a session carry for the machine and the server that it runs on. Safe for use by several threads. */
final class SessionFlags {
    private static final Logger LOG = System.getLogger(SessionFlags.class.getName());

    private final ServerKind serverKind;
    private final SessionMachine machine;
    private final SessionConditions conditions;
    private final MemoryBooks memory;
    private final MemoryMonitor monitor;
    private volatile List<String> orphans = List.of();

    SessionFlags(
            ServerKind serverKind,
            SessionMachine machine,
            SessionConditions conditions,
            MemoryBooks memory,
            MemoryMonitor monitor) {
        this.serverKind = serverKind;
        this.machine = machine;
        this.conditions = conditions;
        this.memory = memory;
        this.monitor = monitor;
    }

    /** Flags that hold for the whole run, or for this session of it. */
    List<String> standing() {
        List<String> flags = new ArrayList<>(machine.flags());
        switch (serverKind) {
            case LMSTUDIO -> {}
            case EMBEDDED -> flags.add(Flag.EMBEDDED_SERVER.id());
            case SIMULATED -> flags.add(Flag.SIMULATED.id());
        }
        return flags;
    }

    /** Flags for the machine during a stretch of time: the state that it is in for good, and what the samples tell. */
    List<String> during(long startNs, long endNs) {
        List<String> flags = new ArrayList<>(machine.flags());
        flags.addAll(memory.conditions(startNs, endNs));
        flags.addAll(slept(startNs, endNs));
        return flags;
    }

    /** The flag of a stretch of time in which the machine slept, or none; what has it counts nowhere. */
    List<String> slept(long startNs, long endNs) {
        return monitor.sleptWithin(startNs, endNs) ? List.of(Flag.SLEPT.id()) : List.of();
    }

    /** Workers of an earlier server were there when the session began; every load of it is flagged. */
    void orphansFound(List<OrphanWorker> found) {
        orphans = found.isEmpty() ? List.of() : List.of(Flag.ORPHAN_WORKERS.id());
    }

    /** The flag of a load for workers that an earlier server left behind, or none. */
    List<String> orphans() {
        return orphans;
    }

    /** From here on the absence of samples is a condition too. */
    void samplesBegin(long nowNs) {
        conditions.begin(nowNs);
    }

    /** Takes a sample, on the sampling thread. */
    void sampled(Sample sample) {
        conditions.sampled(sample);
    }

    /** Conditions of the whole session, in the order of the alphabet. */
    List<String> atEnd(long nowNs) {
        List<String> flags = new ArrayList<>(machine.flags());
        flags.addAll(conditions.flags(nowNs));
        flags.addAll(slept(0, nowNs));
        return flags.stream().distinct().sorted().toList();
    }

    /** Nobody should take a run for clean that was not, whatever its cells say. */
    static void announce(List<String> flags) {
        for (String id : flags) {
            Flag.fromId(id)
                    .ifPresent(flag -> LOG.log(
                            Level.WARNING,
                            "Condition of this session: {0} ({1}) {2}",
                            flag.meaning(),
                            flag.id(),
                            flag.remedy()));
        }
    }
}
