package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.PairedRatio;
import io.github.mlxgguf.metric.leak.CourseJudge;
import io.github.mlxgguf.trace.Side;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which build to leave loaded. */
final class StabilityAdvice {
    /** What would tell the kind of growth. */
    static final String LONGER_LEAK_TEST =
            "a leak test of 30 or more prompts with answers of one length ({prompts: 30, fixed_output_tokens: 128} under"
                    + " scenarios.leak-detection)";

    private StabilityAdvice() {}

    static Advice of(PairFacts facts) {
        Stability baseline = Stability.of(facts, Side.BASELINE);
        Stability candidate = Stability.of(facts, Side.CANDIDATE);
        String because = baseline.sentence() + "; " + candidate.sentence();
        if (baseline.attempted() == 0 || candidate.attempted() == 0) {
            return new Advice.NotMeasured(because, "a run in which both builds are loaded");
        }
        if (!facts.grade().allowsVerdicts()) {
            return new Advice.Withheld(because, Weighing.BETTER_CERTIFICATE);
        }
        Set<Side> named = EnumSet.noneOf(Side.class);
        byFailures(baseline, candidate).ifPresent(named::add);
        byGrowth(baseline, candidate).ifPresent(named::add);
        if (named.size() == 2) {
            return new Advice.Undecided(
                    "one fails and the other grows: " + because, "knowing which of the two counts more to you");
        }
        boolean noneFailed = baseline.failed() == 0 && candidate.failed() == 0;
        if (!named.isEmpty()) {
            Side side = named.iterator().next();
            Stability chosen = side == Side.BASELINE ? baseline : candidate;
            // A failure or a growth of the one that is named is too little to name the other, and enough to name none.
            if (chosen.failed() == 0 && !chosen.grew()) {
                return new Advice.Choose(side, because, Weighing.otherBuilds(facts));
            }
        } else if (baseline.leak().isEmpty() || candidate.leak().isEmpty()) {
            return new Advice.NotMeasured(because, "leak-detection on both builds");
        } else if (noneFailed && baseline.isMemoryClean() && candidate.isMemoryClean()) {
            return baseline.slowdown().isPresent() || candidate.slowdown().isPresent()
                    ? new Advice.Undecided(because, "a machine on which decode does not slow down within a load")
                    : new Advice.Either(
                            "no difference seen, and no ratio tested: " + because, more(baseline, candidate));
        }
        return new Advice.Undecided(because, noneFailed ? more(baseline, candidate) : "more rounds without a failure");
    }

    /** What would tell more of the memory of both. */
    private static String more(Stability baseline, Stability candidate) {
        if (Math.min(baseline.fewestRequests(), candidate.fewestRequests()) < CourseJudge.MIN_FOR_KIND) {
            return LONGER_LEAK_TEST;
        }
        return baseline.isMemoryClean() && candidate.isMemoryClean()
                ? "more loads: " + watched(baseline) + " and " + watched(candidate) + " were watched"
                : "a longer leak test with answers of one length (fixed_output_tokens under"
                        + " scenarios.leak-detection), on more loads";
    }

    private static String watched(Stability build) {
        return Numbers.counted(build.watchedLoads(), "load") + " of " + build.label();
    }

    /** A failure in every of three rounds is no chance; a single one may be. */
    private static Optional<Side> byFailures(Stability baseline, Stability candidate) {
        if (failsAlways(candidate) && neverFails(baseline)) {
            return Optional.of(Side.BASELINE);
        }
        return failsAlways(baseline) && neverFails(candidate) ? Optional.of(Side.CANDIDATE) : Optional.empty();
    }

    private static boolean failsAlways(Stability build) {
        return build.rounds().size() >= PairedRatio.MIN_ROUNDS
                && build.failedRounds().equals(build.rounds());
    }

    private static boolean neverFails(Stability build) {
        return build.rounds().size() >= PairedRatio.MIN_ROUNDS && build.failed() == 0;
    }

    private static Optional<Side> byGrowth(Stability baseline, Stability candidate) {
        if (candidate.growsWithEveryRequest() && baseline.isMemoryClean()) {
            return Optional.of(Side.BASELINE);
        }
        return baseline.growsWithEveryRequest() && candidate.isMemoryClean()
                ? Optional.of(Side.CANDIDATE)
                : Optional.empty();
    }
}
