package io.github.mlxgguf.analysis.merge;

import io.github.mlxgguf.analysis.provenance.RunDifference;
import io.github.mlxgguf.analysis.provenance.RunDifferences;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.RunBody.PairInfo;
import io.github.mlxgguf.record.RunBody.VariantInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why the rounds of two runs must not count as rounds of one: everything in which they differ and that may move a figure. An interval
 * over rounds is a statement about one machine that does one kind of work; rounds of two kinds give a number that is true of neither.
 *
 * <p>Three differences keep runs apart although none of them has to move anything, because nothing in the records could tell that it
 * did:
 *
 * <ul>
 *   <li>The version or the commit of this suite: it decides what is asked, when, and how time and memory are read. A schema that stayed
 *       the same says that the files have the same shape, not that the figures mean the same.
 *   <li>The operating system: an update brings another GPU driver and another management of memory.
 *   <li>The bytes of the config file: prompts, pauses, document sizes and numbers of requests of the scenarios stand there and in no
 *       recorded setting. Pairs, scenarios and rounds are chosen on the command line without touching it.
 * </ul>
 *
 * <p>Builds, context lengths and numbers of slots are compared twice, as they were planned and as they were loaded: the same plan finds
 * another build where somebody changed it meanwhile.
 *
 * <p>Records of another schema are no candidates at all: the reader refuses them.
 *
 * <p>Not an obstacle: the number of rounds, pairs that one of them does not have, a build that one server did not have, the engine of a
 * format that one of them never loaded, the Java version, and the ends of the runs, which the whole shows for each.
 */
final class Obstacles {
    private Obstacles() {}

    /** One sentence each, in the order of {@link RunDifference.Kind}, builds last; empty if they may be put together. */
    static List<String> between(Candidate first, Candidate other) {
        List<String> found = new ArrayList<>();
        if (first.hardware() == null && other.hardware() == null) {
            found.add("hardware: unknown of both, so they may be two machines");
        }
        RunDifferences.between(first.summary(), other.summary()).stream()
                .filter(difference -> !isOfAnUnusedEngine(difference, first, other))
                .map(RunDifference::sentence)
                .forEach(found::add);
        add(
                found,
                RunDifference.Kind.HARDWARE,
                "limit of the GPU's memory",
                Numbers.bytes(first.body().hardwareProfile().gpuWiredLimitBytes()),
                Numbers.bytes(other.body().hardwareProfile().gpuWiredLimitBytes()));
        for (PairInfo pair : first.pairs()) {
            other.pairs().stream()
                    .filter(same -> same.name().equals(pair.name()))
                    .forEach(same -> {
                        builds(found, pair, same);
                        loads(found, first, other, pair.name());
                    });
        }
        return List.copyOf(found);
    }

    private static boolean isOfAnUnusedEngine(RunDifference difference, Candidate first, Candidate other) {
        if (difference.kind() != RunDifference.Kind.ENGINE) {
            return false;
        }
        return Stream.of(first, other).anyMatch(run -> run.loadedFormats().stream()
                .noneMatch(format -> difference.subject().equals("engine " + format)));
    }

    private static void builds(List<String> found, PairInfo first, PairInfo other) {
        String of = " of " + first.name();
        add(found, RunDifference.Kind.SETTING, "architecture" + of, first.architecture(), other.architecture());
        add(found, RunDifference.Kind.SETTING, "intended difference" + of, first.varies(), other.varies());
        build(found, "baseline" + of, first.baseline(), other.baseline());
        build(found, "candidate" + of, first.candidate(), other.candidate());
        add(found, RunDifference.Kind.SETTING, "expectations" + of, expected(first), expected(other));
    }

    /** What was loaded is said only where the plans do not say as much already. */
    private static void loads(List<String> found, Candidate first, Candidate other, String pair) {
        for (String variant : List.of("baseline", "candidate")) {
            LoadDifferences differences = new LoadDifferences(first.run(), other.run(), pair, variant);
            String planned = variant + " of " + pair + ":";
            String of = "the " + variant + " of " + pair;
            if (found.stream().noneMatch(sentence -> sentence.startsWith(planned))) {
                differences.builds(of).stream().map(RunDifference::sentence).forEach(found::add);
            }
            differences.configs(of).stream().map(RunDifference::sentence).forEach(found::add);
        }
    }

    /** A key or a size that one of the runs does not know contradicts nothing. */
    private static void build(List<String> found, String what, VariantInfo first, VariantInfo other) {
        boolean sizes = first.sizeBytes() != null && other.sizeBytes() != null;
        boolean keys = first.modelKey() != null && other.modelKey() != null;
        add(found, RunDifference.Kind.SETTING, what, words(first, keys, sizes), words(other, keys, sizes));
    }

    private static String words(VariantInfo build, boolean key, boolean size) {
        return Stream.of(
                        build.label(),
                        build.format(),
                        build.quantization(),
                        key ? build.modelKey() : null,
                        // Rounded sizes of two builds may look alike.
                        size ? build.sizeBytes() + " bytes" : null)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static String expected(PairInfo pair) {
        return pair.expectations().isEmpty()
                ? "none"
                : pair.expectations().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static void add(
            List<String> found,
            RunDifference.Kind kind,
            String subject,
            @Nullable String first,
            @Nullable String other) {
        if (!Objects.equals(first, other)) {
            found.add(new RunDifference(kind, subject, first, other).sentence());
        }
    }
}
