package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.NominalBits;
import io.github.mlxgguf.trace.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The builds of one base model. */
record ModelGroup(List<Build> builds) {
    private static final double PER_CENT = 100;

    /** By how much the ratio of two sizes may be off that of the nominal bits: some builds keep a part at more bits. */
    private static final double CREDIBLE = 0.3;

    /** Builds farther apart are not the same work: the certificate of such a pair names no winner. */
    private static final long COMPARABLE_PERCENT = 15;

    /** Copies the list. */
    ModelGroup {
        builds = List.copyOf(builds);
    }

    /**
     * Groups builds. Builds are of one model if the catalogue lists them in one entry; else if the names of their repositories, or
     * of their keys where no repository is told, are the same but for their spelling, and neither maker, architecture nor size
     * contradicts.
     */
    static List<ModelGroup> of(List<Build> builds) {
        List<List<Build>> groups = new ArrayList<>();
        for (Build build : builds) {
            List<List<Build>> related = groups.stream()
                    .filter(group -> group.stream().anyMatch(other -> sameModel(build, other)))
                    .toList();
            // What contradicts one build of a group is no build of its model, whatever else it resembles.
            List<Build> merged = new ArrayList<>();
            for (List<Build> group : related) {
                if (group.stream().allMatch(other -> sameEntry(build, other) || agree(build, other))) {
                    merged.addAll(group);
                    groups.remove(group);
                }
            }
            merged.add(build);
            groups.add(merged);
        }
        return groups.stream().map(ModelGroup::new).toList();
    }

    private static boolean sameModel(Build one, Build other) {
        if (sameEntry(one, other)) {
            return true;
        }
        String name = baseName(one);
        return name != null && name.equals(baseName(other)) && agree(one, other);
    }

    private static boolean agree(Build one, Build other) {
        return one.name().sameMaker(other.name()) && ModelTraits.agree(one, other);
    }

    private static boolean sameEntry(Build one, Build other) {
        return one.entry().key().equalsIgnoreCase(other.entry().key());
    }

    /**
     * The model's name outside its entry, or null if nothing tells it: a catalogue's key leaves out {@code instruct}, so that it names
     * the base model too.
     */
    private static @Nullable String baseName(Build build) {
        String repositoryBase = build.repositoryBase();
        if (repositoryBase != null) {
            return repositoryBase;
        }
        return build.entry().variants().isEmpty() ? build.name().base() : null;
    }

    /**
     * The GGUF and the MLX build whose bits per weight are nearest, of several such pairs the one with the most bits; empty if a
     * format is missing.
     */
    Optional<Match> nearest() {
        List<Match> matches = new ArrayList<>();
        for (Build gguf : builds) {
            for (Build mlx : builds) {
                Double distance =
                        gguf.format() == Format.GGUF && mlx.format() == Format.MLX ? distance(gguf, mlx) : null;
                if (distance != null) {
                    matches.add(new Match(gguf, mlx, Math.round(distance * PER_CENT), bits(gguf) + bits(mlx)));
                }
            }
        }
        return matches.stream()
                .min(Comparator.comparingLong(Match::gapPercent)
                        .thenComparing(Comparator.comparingDouble(Match::bits).reversed()));
    }

    /**
     * Two builds of one model in both formats.
     *
     * @param gapPercent by how much the bits per weight differ, rounded, so that chance does not decide between equals
     * @param bits the sum of both builds' nominal bits per weight
     */
    record Match(Build gguf, Build mlx, long gapPercent, double bits) {
        /** Whether both hold about as many bits per weight. */
        boolean isComparable() {
            return gapPercent <= COMPARABLE_PERCENT;
        }

        /** Size of both together, or null if one is not told. */
        @Nullable
        Long sizeBytes() {
            Long one = gguf.model().sizeBytes();
            Long other = mlx.model().sizeBytes();
            return one == null || other == null ? null : Long.valueOf(one + other);
        }
    }

    /**
     * The ratio of bits per weight less 1, or null if nothing tells it. Of two builds of one model it is the ratio of their sizes; but
     * sizes that are far from what the names of the quantisations promise are an error of who tells them.
     */
    private static @Nullable Double distance(Build one, Build other) {
        Long size = one.model().sizeBytes();
        Long otherSize = other.model().sizeBytes();
        double bits = bits(one);
        double otherBits = bits(other);
        boolean named = bits > 0 && otherBits > 0;
        if (size != null && otherSize != null && size > 0 && otherSize > 0) {
            double ratio = (double) size / otherSize;
            if (!named || above(ratio, bits / otherBits) <= CREDIBLE) {
                return above(size, otherSize);
            }
        }
        return named ? Double.valueOf(above(bits, otherBits)) : null;
    }

    private static double above(double one, double other) {
        return Math.max(one, other) / Math.min(one, other) - 1;
    }

    /** 0 if the name tells none. */
    private static double bits(Build build) {
        String quantization = build.quantization();
        Double bits = quantization == null ? null : NominalBits.perWeight(quantization);
        return bits == null ? 0 : bits;
    }
}
