package io.github.mlxgguf.analysis.certificate;

import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.record.EngineBody;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the engines. Those of two formats differ by nature, and that is what a pair of two formats is about; the one of a format
 * must not change within a run.
 */
final class EngineChecks {
    private EngineChecks() {}

    static List<Doubt> of(PairEvidence pair, List<EngineBody> engines) {
        List<Doubt> doubts = new ArrayList<>();
        for (String format : formats(pair)) {
            List<EngineBody> ofFormat = ofFormat(engines, format);
            if (known(ofFormat, EngineBody::engineName).size() > 1
                    || known(ofFormat, EngineBody::engineVersion).size() > 1) {
                doubts.add(new BuildDoubt.EngineChanged(
                        format,
                        ofFormat.stream().map(EngineChecks::words).distinct().collect(Collectors.joining(", then "))));
            }
        }
        return doubts;
    }

    /** Formats of which no record tells the engine's version. */
    static List<String> unknown(PairEvidence pair, List<EngineBody> engines) {
        return formats(pair).stream()
                .filter(format -> known(ofFormat(engines, format), EngineBody::engineVersion)
                        .isEmpty())
                .toList();
    }

    private static Set<String> formats(PairEvidence pair) {
        return pair.sides().stream()
                .filter(SideEvidence::measuredSomething)
                .map(side -> side.variant().format())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<EngineBody> ofFormat(List<EngineBody> engines, String format) {
        return engines.stream().filter(engine -> engine.format().equals(format)).toList();
    }

    private static Set<String> known(List<EngineBody> engines, Function<EngineBody, @Nullable String> field) {
        return engines.stream().map(field).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private static String words(EngineBody engine) {
        return Stream.of(engine.engineName(), engine.engineVersion())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }
}
