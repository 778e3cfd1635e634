package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.report.plot.Plot;
import java.util.List;

/**
 * One topic of the report.
 *
 * @param id unique in a report and safe as an anchor
 * @param plots about no pair in particular
 * @param sections about the run as a whole
 * @param pairs in the order of the plan; a pair without anything to say here is left out
 */
public record Topic(String id, String title, List<Plot> plots, List<Section> sections, List<PairPart> pairs) {
    /** Copies the lists. */
    public Topic {
        plots = List.copyOf(plots);
        sections = List.copyOf(sections);
        pairs = List.copyOf(pairs);
    }

    /** What a topic says about one pair. */
    public record PairPart(String pair, List<Plot> plots, List<Section> sections) {
        /** Copies the lists. */
        public PairPart {
            plots = List.copyOf(plots);
            sections = List.copyOf(sections);
        }
    }
}
