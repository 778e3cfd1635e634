package io.github.mlxgguf.record;

import java.util.List;
import java.util.function.Consumer;

/** Whether the flags of a load and of a cell say what their records say elsewhere. */
final class LoadFlagRules {
    private LoadFlagRules() {}

    /** Looks at a record of any kind, made on a server of a kind. */
    static void check(Body body, String serverKind, Consumer<String> problem) {
        if (body instanceof LoadBody load && load.failure() == null) {
            checkContext(load, problem);
            checkSlots(load, problem);
        } else if (body instanceof ScenarioBody cell) {
            checkServer(Flag.SIMULATED, cell.flags(), "simulated", serverKind, problem);
            checkServer(Flag.EMBEDDED_SERVER, cell.flags(), "embedded", serverKind, problem);
        }
    }

    private static void checkContext(LoadBody load, Consumer<String> problem) {
        Integer asked = load.requestedConfig().contextLength();
        Integer effective = load.effectiveConfig().contextLength();
        boolean differs = asked != null && effective != null && !asked.equals(effective);
        same(load.flags(), Flag.CONTEXT_NOT_HONOURED, differs, effective + " of " + asked + " asked for", problem);
    }

    private static void checkSlots(LoadBody load, Consumer<String> problem) {
        Integer asked = load.requestedConfig().parallel();
        Integer effective = load.effectiveConfig().parallel();
        boolean fewer = asked != null && effective != null && effective < asked;
        same(load.flags(), Flag.FEWER_SLOTS, fewer, effective + " of " + asked + " asked for", problem);
    }

    private static void checkServer(
            Flag flag, List<String> flags, String kind, String serverKind, Consumer<String> problem) {
        same(flags, flag, kind.equals(serverKind), "server_kind '" + serverKind + "'", problem);
    }

    private static void same(List<String> flags, Flag flag, boolean holds, String found, Consumer<String> problem) {
        boolean flagged = flags.contains(flag.id());
        if (flagged && !holds) {
            problem.accept(FigureRules.contradicted(flag, found));
        } else if (!flagged && holds) {
            problem.accept(FigureRules.missing(flag, found));
        }
    }
}
