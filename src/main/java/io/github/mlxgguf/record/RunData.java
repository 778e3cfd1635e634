package io.github.mlxgguf.record;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All records of a run, in the order of the file, and what could not be read.
 *
 * @param folder the results folder; of runs put together the folder of their report, which holds no records
 * @param problems lines that were passed over; empty for a file that is whole
 * @param parts the runs that {@link RunMerge} put together here, in the order of their rounds; empty for a run as it was measured
 */
public record RunData(Path folder, List<Entry> entries, List<Problem> problems, List<Part> parts) {
    /** One line of {@code records.jsonl}. */
    public record Entry(Envelope envelope, Body body) {}

    /** Copies the lists. */
    public RunData {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
        parts = List.copyOf(parts);
    }

    /** A run as it was measured. */
    public RunData(Path folder, List<Entry> entries, List<Problem> problems) {
        this(folder, entries, problems, List.of());
    }

    /**
     * One of several runs that were put together; its own first session and first round are those after the offsets.
     *
     * @param folder its results folder, where its samples are
     * @param started when its first record was written, as that record says
     */
    public record Part(
            String runId, Path folder, String started, int sessionOffset, int sessions, int roundOffset, int rounds) {
        /** The session of the whole that is the last of this run. */
        public int lastSession() {
            return sessionOffset + sessions;
        }

        /** The round of the whole that is the first of this run. */
        public int firstRound() {
            return roundOffset + 1;
        }

        /** The round of the whole that is the last of this run. */
        public int lastRound() {
            return roundOffset + rounds;
        }
    }

    /** Id of the run as its records have it, or the folder's name where none can be read. */
    public String runId() {
        return entries.isEmpty()
                ? String.valueOf(folder.getFileName())
                : entries.get(0).envelope().runId();
    }

    /** Id of the run that a round was measured in; of runs put together that of the one which the round is from. */
    public String runIdOf(int round) {
        return parts.stream()
                .filter(part -> round >= part.firstRound() && round <= part.lastRound())
                .map(Part::runId)
                .findFirst()
                .orElseGet(this::runId);
    }

    /** The run record; empty if its line is damaged. */
    public Optional<RunBody> run() {
        return bodies(RunBody.class).stream().findFirst();
    }

    /** The end record of the last session; empty after a crash or while that session goes on. */
    public Optional<EndBody> end() {
        return end(lastSession());
    }

    /** The end record of a session; empty if it has none. */
    public Optional<EndBody> end(int session) {
        return of(EndBody.class).stream()
                .filter(entry -> entry.envelope().session() == session)
                .map(entry -> (EndBody) entry.body())
                .findFirst();
    }

    /** The cells that have a valid result, which a resumed run leaves alone. */
    public Set<CellKey> validCells() {
        return bodies(ScenarioBody.class).stream()
                .filter(CellValidity::isValid)
                .map(CellKey::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The same run, with the flag {@code superseded} on every record of an attempt that a later session replaced. */
    public RunData withSuperseded() {
        if (lastSession() < 2) {
            return this;
        }
        Attempts attempts = Attempts.in(entries);
        List<Entry> marked = entries.stream()
                .map(entry -> attempts.supersede(entry)
                        ? new Entry(entry.envelope(), RecordJson.flagged(entry.body(), Flag.SUPERSEDED))
                        : entry)
                .toList();
        return new RunData(folder, marked, problems, parts);
    }

    /** The highest session number so far, 0 if there is none; a resumed run goes on with the next. */
    public int lastSession() {
        return entries.stream()
                .mapToInt(entry -> entry.envelope().session())
                .max()
                .orElse(0);
    }

    /** The records of one kind with their envelopes. */
    public List<Entry> of(Class<? extends Body> type) {
        return entries.stream().filter(entry -> type.isInstance(entry.body())).toList();
    }

    /** The bodies of one kind. */
    public <B extends Body> List<B> bodies(Class<B> type) {
        return entries.stream()
                .map(Entry::body)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
