package io.github.mlxgguf.record;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All records of a run, in the order of the file, and what could not be read.
 *
 * @param folder the results folder
 * @param problems lines that were passed over; empty for a file that is whole
 */
public record RunData(Path folder, List<Entry> entries, List<Problem> problems) {
    /** One line of {@code records.jsonl}. */
    public record Entry(Envelope envelope, Body body) {}

    /** Copies the lists. */
    public RunData {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** The run record; empty if its line is damaged. */
    public Optional<RunBody> run() {
        return bodies(RunBody.class).stream().findFirst();
    }

    /** The end record of the last session; empty after a crash or while that session goes on. */
    public Optional<EndBody> end() {
        int last = lastSession();
        return of(EndBody.class).stream()
                .filter(entry -> entry.envelope().session() == last)
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
        return new RunData(folder, marked, problems);
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
