package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.PairedRatio;
import org.jspecify.annotations.Nullable;

/** A way to need less memory that a measurement of this run supports. */
public sealed interface MemoryAdvice {
    /** The label of the build that it is about. */
    String label();

    /** What was seen, on how many loads, and what follows from it. */
    String sentence();

    /**
     * Longer prompts took more.
     *
     * @param keptBytes what the longest prompts left behind; null where unknown
     */
    record ContextLength(
            String label,
            long fromTokens,
            long toTokens,
            long moreBytes,
            @Nullable Long keptBytes,
            int loads) implements MemoryAdvice {
        @Override
        public String sentence() {
            return "Context length, " + label + ": prompts of " + Numbers.count(toTokens) + " tokens took "
                    + Numbers.bytes(moreBytes) + " more at the peak than prompts of " + Numbers.count(fromTokens) + " ("
                    + Numbers.counted(loads, "load") + " each, no overlap)"
                    + (keptBytes == null
                            ? ""
                            : "; " + Numbers.bytes(keptBytes) + " more than right after the load stayed afterwards")
                    + ". Shorter prompts save it.";
        }
    }

    /** Several requests at once took more than one at a time. */
    record RequestsAtOnce(String label, int requests, long moreBytes, int loads, int singleLoads)
            implements MemoryAdvice {
        @Override
        public String sentence() {
            return "Requests at once, " + label + ": " + requests + " at once took " + Numbers.bytes(moreBytes)
                    + " more at the peak than one at a time (" + Numbers.counted(loads, "load") + " and "
                    + Numbers.counted(singleLoads, "load") + ", no overlap"
                    + MemoryAdvice.provisional(Math.min(loads, singleLoads))
                    + "). One after the other saves it, and takes longer.";
        }
    }

    /** Loading with more slots took more before anything was asked. */
    record ParallelSlots(String label, String less, String more, long moreBytes, int lessLoads, int moreLoads)
            implements MemoryAdvice {
        @Override
        public String sentence() {
            return "Parallel slots, " + label + ": loaded with " + more + " it took " + Numbers.bytes(moreBytes)
                    + " more right after the load than with " + less + " (" + Numbers.counted(moreLoads, "load")
                    + " and "
                    + Numbers.counted(lessLoads, "load") + ", no overlap"
                    + MemoryAdvice.provisional(Math.min(lessLoads, moreLoads))
                    + "). Where one request is asked at a time, fewer slots (load.parallel) save it.";
        }
    }

    /** Loading with the key-value cache in one place took more than with it in the other. */
    record KvOffload(String label, boolean cheaperOnGpu, long moreBytes, int lessLoads, int moreLoads)
            implements MemoryAdvice {
        @Override
        public String sentence() {
            return "KV offload, " + label + ": with the key-value cache " + (cheaperOnGpu ? "off" : "on")
                    + " the GPU it took " + Numbers.bytes(moreBytes) + " more right after the load than with it "
                    + (cheaperOnGpu ? "on" : "off") + " the GPU (" + Numbers.counted(moreLoads, "load") + " and "
                    + Numbers.counted(lessLoads, "load") + ", no overlap"
                    + MemoryAdvice.provisional(Math.min(lessLoads, moreLoads)) + ").";
        }
    }

    /**
     * Weights are mapped from the file, not copied.
     *
     * @param workerBytes file pages of the worker if {@code filePages}, else its footprint
     */
    record MappedWeights(String label, boolean filePages, long workerBytes, long sizeBytes, int loads)
            implements MemoryAdvice {
        @Override
        public String sentence() {
            String seen = filePages
                    ? Numbers.bytes(workerBytes) + " of the worker are file pages"
                    : "the worker's own memory is " + Numbers.bytes(workerBytes);
            return "Memory mapping (mmap), " + label + ": " + seen + " with weights of " + Numbers.bytes(sizeBytes)
                    + " ("
                    + Numbers.counted(loads, "load")
                    + "), so weights are mapped from the file. The system may drop them"
                    + " when memory gets short and reads them again when they are needed: that keeps the machine going and"
                    + " slows answers. Turn mmap off where they must stay.";
        }
    }

    private static String provisional(int loads) {
        return loads < PairedRatio.MIN_ROUNDS ? ", provisional" : "";
    }
}
