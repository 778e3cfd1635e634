package io.github.mlxgguf.record;

import io.github.mlxgguf.metric.ConditionLimits;
import io.github.mlxgguf.metric.FigureFlags;
import io.github.mlxgguf.metric.MachineFlags;
import java.util.Arrays;
import java.util.Optional;

/**
 * The one registry of conditions that a reader must know to judge a figure. Records hold only ids that stand here.
 *
 * <p>The texts are for people; the number in {@link #threshold()} is the one that the code which raises the flag uses.
 *
 * <p>Four are kept for files of other versions and raised by nothing in this one. {@link #TRUNCATED_PROMPT}: no server says that it
 * shortened a prompt, and nobody knows its tokens beforehand; {@link #POSSIBLY_TRUNCATED} stands for what can be seen.
 * {@link #PROMPT_TOKENS_DIFFER}: it takes both builds, so it is a reason of the certificate. {@link #PREFILL_UNKNOWN_CACHE}: every
 * timed prompt carries a salt of its own. {@link #SPECULATIVE_DECODING}: the answers that the client reads name no draft model.
 */
public enum Flag {
    EMBEDDED_SERVER(
            "embedded_server",
            "Measured on the suite's own server with small models of random weights; says nothing about your models.",
            "the server is the embedded one",
            "Install LM Studio, start it with 'lms server start' and run again."),
    SIMULATED(
            "simulated",
            "The engine is scripted: speeds and memory are invented on purpose, to check the suite itself.",
            "the server's engine is the simulated one",
            "Use -Dbench.server=lmstudio or auto to measure something real."),
    COALESCED_STREAM(
            FigureFlags.COALESCED_STREAM,
            "Text events arrived together in one socket read, so gaps between them are not the engine's.",
            "more than 10 % of the text events share a read with the one before",
            "Read the decode rate and not the gaps; look for a proxy between suite and server."),
    MULTI_TOKEN_DELTAS(
            FigureFlags.MULTI_TOKEN_DELTAS,
            "Text events carry several tokens each, so gaps between them are not gaps between tokens.",
            "more than 1.5 tokens per text event",
            "Read the decode rate, which allows for this, and not the gaps."),
    SERVER_FIGURES_DISAGREE(
            FigureFlags.SERVER_FIGURES_DISAGREE,
            "The server's own time to first token or rate is far from ours.",
            "more than 5 % and more than 20 ms apart",
            "Compare server_stats with our figures; a proxy, a busy machine or another definition may stand between."),
    LOAD_EVENT_INSIDE_REQUEST(
            FigureFlags.LOAD_EVENT_INSIDE_REQUEST,
            "A model was loaded inside the request, so its times are void.",
            "a model_load event, or a model load time, in the answer",
            "Turn off automatic unloading and just-in-time loading in LM Studio, and run the cell again."),
    SHORT_OUTPUT(
            FigureFlags.SHORT_OUTPUT,
            "The answer is too short for a decode rate.",
            "fewer than 32 tokens or fewer than 8 text events",
            "Raise run.max_output_tokens, or see why the model stops early."),
    TRUNCATED_PROMPT(
            "truncated_prompt",
            "The server shortened the prompt to fit its context.",
            "fewer input tokens than the prompt must have",
            "Raise load.context_length above prompt and answer together."),
    PROMPT_LEFT_OUT(
            "prompt_left_out",
            "A planned prompt does not fit the context together with its answer, so it was not asked.",
            "estimated prompt tokens with a fifth more, and the answer's limit, above load.context_length",
            "Raise load.context_length, or name smaller scenarios.context-stress.sizes."),
    POSSIBLY_TRUNCATED(
            "possibly_truncated",
            "A fact from the start of the document did not come back in the answer, so the model may not have seen it all.",
            "the check planted-fact of an answer failed",
            "Compare input_tokens with the size in the prompt's id: if tokens are missing, raise load.context_length; if not,"
                    + " the model only ignored the instruction or ran out of tokens."),
    FEWER_SLOTS(
            "fewer_slots",
            "The model came up with fewer slots than requests were made at once, so some waited for others.",
            "effective parallel below the slots that the load asked for",
            "Ask for fewer requests, or choose an engine version that takes the slots."),
    CONTEXT_NOT_HONOURED(
            "context_not_honoured",
            "The model runs with another context length than the one asked for.",
            "effective context length differs from the requested one",
            "Check the context in LM Studio; an MLX engine may take a longer one, which caps the certificate at B."),
    PROMPT_TOKENS_DIFFER(
            "prompt_tokens_differ",
            "The two builds count different numbers of tokens for the same prompt: another template or tokenizer.",
            "any difference in input tokens for one prompt id",
            "Use two builds of the same release of the model, with the same chat template."),
    PREFILL_UNKNOWN_CACHE(
            "prefill_unknown_cache",
            "Part of the prompt may have come from a prompt cache, so no prefill rate is given.",
            "the prompt carries no salt, or the same salt was sent before",
            "None needed; compare prefill on salted prompts."),
    NOT_SETTLED(
            "not_settled",
            "Memory had not come back after the unload when the wait ended; the next baseline may be too high.",
            "committed memory more than " + ConditionLimits.SETTLED_WITHIN_BYTES / 1e9 + " GB above the baseline after "
                    + ConditionLimits.SETTLE_SECONDS + " s",
            "Close other programs, or see whether a worker process is left behind."),
    NOT_COOLED_DOWN(
            "not_cooled_down",
            "The machine was not quiet when the load began, although the suite waited for it as long as it may.",
            "within run.cooldown's time never 5 s in which committed memory moved by less than 100 MB, less than 10 % of all cores"
                    + " were busy, and the thermal state was nominal",
            "Close other programs, let the machine cool, or allow more time with run.cooldown: {until: settled, at_most: 10m}."),
    BASELINE_DRIFTED(
            "baseline_drifted",
            "The machine's own memory changed between two baselines.",
            "baselines of two loads of one session more than " + ConditionLimits.BASELINE_DRIFT_BYTES / 1e9
                    + " GB apart",
            "Close other programs and run again."),
    BUSY_MACHINE(
            "busy_machine",
            "Other programs used the processor right before the load, so times and memory are not the model's alone.",
            "more than " + ConditionLimits.BUSY_PERCENT + " % of all cores busy on average during the baseline",
            "Close other programs, wait until the machine is idle, and run again."),
    OTHER_MODEL_RESIDENT(
            "other_model_resident",
            "Another model was loaded during the cell.",
            "the server lists an instance that is not ours",
            "Unload it with 'lms unload --all' before the run."),
    ORPHAN_WORKERS(
            "orphan_workers",
            "A worker that an earlier server left behind was there, and holds memory.",
            "a worker process whose server is gone, seen when the session began",
            "End the process that bench.log names, or restart the machine."),
    SWAP_GREW(
            MachineFlags.SWAP_GREW,
            "The machine swapped more during it, so memory was short and times are long.",
            "swap in use grew by more than " + ConditionLimits.SWAP_GROWTH_BYTES / 1_000_000
                    + " MB within the cell, the load, the unload or the session",
            "Use a smaller model or context, or close other programs."),
    PRESSURE(
            MachineFlags.PRESSURE,
            "The operating system reported memory pressure.",
            "level " + ConditionLimits.PRESSURE_WARN + " (warn) or 4 (critical) at any time of it",
            "Use a smaller model or context, or close other programs."),
    LOW_MEMORY(
            MachineFlags.LOW_MEMORY,
            "Little memory was available; the system may have compressed or dropped pages.",
            "available memory below " + ConditionLimits.LOW_MEMORY_PERCENT + " % of the machine's at any time of it",
            "Use a smaller model or context, or close other programs."),
    THERMAL(
            MachineFlags.THERMAL,
            "The machine was hot and may have slowed down.",
            "thermal state above nominal at any time of it",
            "Let it cool down, raise run.cooldown, and run again."),
    ON_BATTERY(
            MachineFlags.ON_BATTERY,
            "The machine ran on battery.",
            "power source is not the mains at any time of it",
            "Plug it in and run again."),
    LOW_POWER_MODE(
            MachineFlags.LOW_POWER_MODE,
            "Low-power mode was on, which lowers clock rates.",
            "low-power mode is on at any time of it",
            "Turn it off in the system settings and run again."),
    BACKGROUND_PRIORITY(
            "background_priority",
            "The server or the suite ran at background priority, which keeps it off the performance cores.",
            "background scheduling, or a nice above 0, of the server or the suite when the session began",
            "Start LM Studio, and the suite, as normal programs: not from a background service, and without nice."),
    SLEPT(
            "slept",
            "The machine slept, or its clock was set, so what was open at that time is void.",
            "wall clock and monotonic clock moved more than 2 s apart",
            "Keep the lid open and run again."),
    SAMPLER_LATE(
            MachineFlags.SAMPLER_LATE,
            "The monitor missed ticks, so peaks may have been missed.",
            "more than " + ConditionLimits.LATE_INTERVALS + " intervals without a sample",
            "Raise monitor.interval or take load off the machine."),
    SPECULATIVE_DECODING(
            "speculative_decoding",
            "A draft model was active, so the rate is not the model's own.",
            "the answer names a draft model",
            "Turn off speculative decoding for this model in LM Studio."),
    SUPERSEDED(
            "superseded",
            "The cell was not finished and ran anew after a resume; these records count for nothing.",
            "a later session has records of the same cell",
            "None needed.");

    private final String id;
    private final String meaning;
    private final String threshold;
    private final String remedy;

    Flag(String id, String meaning, String threshold, String remedy) {
        this.id = id;
        this.meaning = meaning;
        this.threshold = threshold;
        this.remedy = remedy;
    }

    /** The spelling used in records. */
    public String id() {
        return id;
    }

    /** What it says about the figures, one sentence. */
    public String meaning() {
        return meaning;
    }

    /** From when on it is raised. */
    public String threshold() {
        return threshold;
    }

    /** What to do about it, one sentence. */
    public String remedy() {
        return remedy;
    }

    /** The flag whose {@link #id()} is {@code id}, or empty. */
    public static Optional<Flag> fromId(String id) {
        return Arrays.stream(values()).filter(flag -> flag.id.equals(id)).findFirst();
    }

    /**
     * Refuses flags that are not registered.
     *
     * @throws IllegalArgumentException naming the first one; it is a programming error
     */
    static void requireRegistered(Iterable<String> ids) {
        for (String id : ids) {
            if (fromId(id).isEmpty()) {
                throw new IllegalArgumentException("flag '" + id
                        + "' is not registered: add it to " + Flag.class.getName()
                        + " with a meaning, a threshold and a remedy, and to record.schema.json");
            }
        }
    }
}
