package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.report.plot.Plot;
import io.github.mlxgguf.report.topic.Topic.PairPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what a topic holds; a topic without content does not come to be. */
final class TopicParts {
    private final String id;
    private final String title;
    private final List<Plot> plots = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private final List<PairPart> pairs = new ArrayList<>();

    TopicParts(String id, String title) {
        this.id = id;
        this.title = title;
    }

    TopicParts section(Section section) {
        sections.add(section);
        return this;
    }

    TopicParts section(Optional<Section> section) {
        section.ifPresent(sections::add);
        return this;
    }

    TopicParts sections(List<Section> more) {
        sections.addAll(more);
        return this;
    }

    TopicParts pairs(RunFindings findings, Function<PairFindings, List<Section>> sectionsOf) {
        return pairs(findings, sectionsOf, List.of(), null);
    }

    /** Places the plots of one kind as well: those of a pair with it, the others before all pairs. */
    TopicParts pairs(
            RunFindings findings,
            Function<PairFindings, List<Section>> sectionsOf,
            List<Plot> all,
            Plot.@Nullable Topic kind) {
        List<Plot> own = all.stream().filter(plot -> plot.topic() == kind).toList();
        List<String> names =
                findings.pairs().stream().map(pair -> pair.summary().name()).toList();
        own.stream()
                .filter(plot -> plot.pair() == null || !names.contains(plot.pair()))
                .forEach(plots::add);
        for (PairFindings pair : findings.pairs()) {
            String name = pair.summary().name();
            List<Plot> ofPair = own.stream()
                    .filter(plot -> Objects.equals(plot.pair(), name))
                    .toList();
            List<Section> sectionsOfPair = sectionsOf.apply(pair);
            if (!ofPair.isEmpty() || !sectionsOfPair.isEmpty()) {
                pairs.add(new PairPart(name, ofPair, sectionsOfPair));
            }
        }
        return this;
    }

    Optional<Topic> build() {
        return plots.isEmpty() && sections.isEmpty() && pairs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Topic(id, title, plots, sections, pairs));
    }
}
