package io.github.mlxgguf.embedded.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what llama.cpp's server writes to its log: which task got a slot, how long its prompt is, and its timing lines.
 *
 * <p>The binding reports text only, so these lines are the one source of token counts. Lines of two slots never interleave
 * inside one timing block, since one thread writes them. Not safe for several threads.
 */
final class LlamaLog {
    private static final Pattern BUILD = Pattern.compile("^build: (\\d+) \\(");
    private static final Pattern LAUNCH = Pattern.compile("launch_slot_: id +\\d+ \\| task (\\d+) \\| processing task");
    private static final Pattern PROMPT = Pattern.compile("\\| task (\\d+) \\| new prompt, .*n_prompt_tokens = (\\d+)");
    private static final Pattern TIMING_HEAD = Pattern.compile("print_timing: id +\\d+ \\| task (\\d+) \\|");
    private static final Pattern PROMPT_TIME = Pattern.compile("^ *prompt eval time = +([0-9.]+) ms / +(\\d+) tokens");
    private static final Pattern OUTPUT_TIME = Pattern.compile("^ *eval time = +([0-9.]+) ms / +(\\d+) tokens");

    private final List<Integer> launched = new ArrayList<>();
    private final Map<Integer, Integer> promptTokens = new HashMap<>();
    private final Map<Integer, TaskTimings> finished = new HashMap<>();
    private @Nullable Integer build;
    private int timingTask = -1;
    private double promptMs;
    private int processedPromptTokens;

    /** Takes one line without its line end; a line of no interest changes nothing. */
    void accept(String line) {
        Matcher matcher = LAUNCH.matcher(line);
        if (matcher.find()) {
            launched.add(Integer.valueOf(matcher.group(1)));
        } else if (matcher.usePattern(PROMPT).reset().find()) {
            promptTokens.put(Integer.valueOf(matcher.group(1)), Integer.valueOf(matcher.group(2)));
        } else if (matcher.usePattern(TIMING_HEAD).reset().find()) {
            timingTask = Integer.parseInt(matcher.group(1));
        } else if (matcher.usePattern(PROMPT_TIME).reset().find()) {
            promptMs = Double.parseDouble(matcher.group(1));
            processedPromptTokens = Integer.parseInt(matcher.group(2));
        } else if (matcher.usePattern(OUTPUT_TIME).reset().find()) {
            finish(Integer.parseInt(matcher.group(2)), Double.parseDouble(matcher.group(1)));
        } else if (matcher.usePattern(BUILD).reset().find()) {
            build = Integer.valueOf(matcher.group(1));
        }
    }

    /**
     * The timings of the task that was the so many-th to get a slot, once; null if it has not finished.
     *
     * @param order from 0
     */
    @Nullable
    TaskTimings takeFinished(int order) {
        return order < launched.size() ? finished.remove(launched.get(order)) : null;
    }

    /** Lets go of what was heard of a task that will never finish; named as in {@link #takeFinished}. */
    void forget(int order) {
        if (order < launched.size()) {
            promptTokens.remove(launched.get(order));
            finished.remove(launched.get(order));
        }
    }

    /** The build number of llama.cpp, or null if it did not say. */
    @Nullable
    Integer build() {
        return build;
    }

    private void finish(int outputTokens, double outputMs) {
        Integer prompt = promptTokens.remove(timingTask);
        if (prompt != null) {
            finished.put(
                    timingTask,
                    new TaskTimings(timingTask, prompt, processedPromptTokens, promptMs, outputTokens, outputMs));
        }
    }
}
