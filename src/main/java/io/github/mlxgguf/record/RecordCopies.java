package io.github.mlxgguf.record;

import io.github.mlxgguf.record.RunData.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out from the records alone whether two folders hold the same run. A run's id can be edited and two machines may have chosen the
 * same; that two runs wrote the same record at the same nanosecond of their clocks and the same millisecond of the day cannot be.
 */
public final class RecordCopies {
    private RecordCopies() {}

    /** What the second is to the first. */
    public enum Relation {
        /** Another run. */
        OTHER_RUN,
        /** The same records; the run's id and the text of the lines may differ. */
        SAME,
        /** The first is the same run with fewer records. */
        FIRST_HAS_LESS,
        /** The second is the same run with fewer records, or with others missing. */
        SECOND_HAS_LESS,
        /** The same run, but one of them has records that contradict the other's. */
        CONTRADICTION
    }

    /**
     * The answer.
     *
     * @param missing records of the fuller one that the other does not have
     * @param cutAtTheEnd whether these are its last ones, as in a copy that was made before the run went on
     */
    public record Comparison(Relation relation, int missing, boolean cutAtTheEnd) {}

    /** A record without its run's id and without the mark of later sessions. */
    private record Fact(long seq, String ts, int session, long tNs, String kind, Body body) {
        static Fact of(Entry entry, boolean mayBeMarked) {
            Envelope envelope = entry.envelope();
            return new Fact(
                    envelope.seq(),
                    envelope.ts(),
                    envelope.session(),
                    envelope.tNs(),
                    envelope.kind(),
                    mayBeMarked ? RecordJson.unflagged(entry.body(), Flag.SUPERSEDED) : entry.body());
        }
    }

    /** Compares two runs as they were read. */
    public static Comparison compare(RunData first, RunData second) {
        if (!isNamedAlike(first, second) && shareNoTime(first, second)) {
            return new Comparison(Relation.OTHER_RUN, 0, false);
        }
        List<Fact> one = facts(first);
        List<Fact> two = facts(second);
        List<Fact> onlyFirst = without(one, two);
        List<Fact> onlySecond = without(two, one);
        if (onlyFirst.size() == one.size() && !isNamedAlike(first, second)) {
            return new Comparison(Relation.OTHER_RUN, 0, false);
        } else if (onlyFirst.isEmpty() && onlySecond.isEmpty()) {
            return new Comparison(Relation.SAME, 0, false);
        } else if (contradict(onlyFirst, two) || contradict(onlySecond, one)) {
            return new Comparison(Relation.CONTRADICTION, 0, false);
        }
        return onlyFirst.size() < onlySecond.size()
                ? new Comparison(Relation.FIRST_HAS_LESS, onlySecond.size(), isBeginning(one, two))
                : new Comparison(Relation.SECOND_HAS_LESS, onlyFirst.size(), isBeginning(two, one));
    }

    private static List<Fact> facts(RunData run) {
        boolean mayBeMarked = run.lastSession() > 1;
        return run.entries().stream().map(entry -> Fact.of(entry, mayBeMarked)).toList();
    }

    /** Spares most runs the comparison of all that they measured. */
    private static boolean shareNoTime(RunData first, RunData second) {
        return Collections.disjoint(times(first), times(second));
    }

    private static Set<String> times(RunData run) {
        return run.entries().stream()
                .map(entry -> entry.envelope().ts() + " " + entry.envelope().tNs())
                .collect(Collectors.toSet());
    }

    private static List<Fact> without(List<Fact> facts, List<Fact> others) {
        Set<Fact> known = new HashSet<>(others);
        List<Fact> left = new ArrayList<>(facts);
        left.removeIf(known::contains);
        return left;
    }

    private static boolean isNamedAlike(RunData first, RunData second) {
        return !first.entries().isEmpty()
                && !second.entries().isEmpty()
                && first.runId().equals(second.runId())
                && first.entries()
                        .get(0)
                        .envelope()
                        .ts()
                        .equals(second.entries().get(0).envelope().ts());
    }

    /** A number that the other has as well stands there for something else. */
    private static boolean contradict(List<Fact> only, List<Fact> others) {
        Set<Long> numbers = others.stream().map(Fact::seq).collect(Collectors.toSet());
        return only.stream().anyMatch(fact -> numbers.contains(fact.seq()));
    }

    private static boolean isBeginning(List<Fact> shorter, List<Fact> longer) {
        return shorter.size() <= longer.size() && shorter.equals(longer.subList(0, shorter.size()));
    }
}
