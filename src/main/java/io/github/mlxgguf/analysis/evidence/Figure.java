package io.github.mlxgguf.analysis.evidence;

import io.github.mlxgguf.analysis.summary.Better;

/** A figure of the comparison: its name in files, its unit, its better direction, and its words in the report. */
public enum Figure {
    /** Load time of loads after the first of each build. */
    LOAD_SECONDS(
            "load_seconds",
            "s",
            Better.LOWER,
            "Load time, repeated",
            "repeated load time",
            "from the load call to its answer, our clock; every load of a build after its first, whose files may be in the"
                    + " page cache"),
    /** Load time of the first load of each build. */
    FIRST_LOAD_SECONDS(
            "first_load_seconds",
            "s",
            Better.LOWER,
            "Load time, first as found",
            "first load time",
            "the first load of a build in this run, with the page cache as it happened to be; one value, so never an"
                    + " interval"),
    /** Time to first text. */
    TTFT_MS(
            "ttft_ms",
            "ms",
            Better.LOWER,
            "Time to first text",
            "time to first text",
            "from the request body handed to the socket to the first generated text, reasoning or answer"),
    /** Speed of reading the prompt. */
    PREFILL_TOKENS_PER_SECOND(
            "prefill_tokens_per_second",
            "tokens/s",
            Better.HIGHER,
            "Prefill speed",
            "prefill speed",
            "input tokens (the server's count) divided by the prefill time, or by the time to first text where the server"
                    + " sends no prefill event; only with a cold prompt cache"),
    /** Speed of writing the answer. */
    DECODE_TOKENS_PER_SECOND(
            "decode_tokens_per_second",
            "tokens/s",
            Better.HIGHER,
            "Decode speed",
            "decode speed",
            "output tokens · (1 − 1/deltas) divided by the time from the first to the last text; unknown under 32 tokens or"
                    + " 8 deltas"),
    /** Tokens over the whole request. */
    EFFECTIVE_TOKENS_PER_SECOND(
            "effective_tokens_per_second",
            "tokens/s",
            Better.HIGHER,
            "Effective speed",
            "effective speed",
            "output tokens divided by the time of the whole request; compared only where both builds' median outputs are"
                    + " equally long within 5 %"),
    /** The whole request. */
    E2E_MS(
            "e2e_ms",
            "ms",
            Better.LOWER,
            "Whole request",
            "time of the whole request",
            "from the request body handed over to the last event; compared only where both builds' median outputs are equally"
                    + " long within 5 %"),
    /** Energy of the whole package for a token. */
    JOULES_PER_TOKEN(
            "joules_per_token",
            "J/token",
            Better.LOWER,
            "Energy per token",
            "energy per token",
            "energy of the package from the start of the request to its last event, divided by the output tokens (the server's"
                    + " count); processor, GPU and Neural Engine, idle power included"),
    /** Memory growth while generating. */
    HEADLINE_BYTES(
            "headline_bytes",
            "bytes",
            Better.LOWER,
            "Peak memory growth",
            "peak memory growth",
            "highest memory committed by the whole system during prefill and decode of measured generations, minus the"
                    + " baseline's median before the load"),
    /** Size of the files over memory growth. */
    EFFICIENCY(
            "efficiency",
            "ratio",
            Better.HIGHER,
            "Memory efficiency",
            "memory efficiency",
            "size of the model's files divided by the peak memory growth; unknown if memory did not grow"),
    /** Memory that a scenario leaves behind. */
    KEPT_BYTES(
            "kept_bytes",
            "bytes",
            Better.LOWER,
            "Memory kept afterwards",
            "memory kept afterwards",
            "median of the memory committed by the whole system once the answers are in, minus its median right after the"
                    + " load; the smaller, the more of the growth came back"),
    /** Speed of all simultaneous requests together. */
    TOTAL_TOKENS_PER_SECOND(
            "total_tokens_per_second",
            "tokens/s",
            Better.HIGHER,
            "Total speed, all at once",
            "total speed of all requests at once",
            "output tokens of all simultaneous requests of a load divided by the time from the first request to the end of"
                    + " the last answer; one value a load, none where a request failed; compared only where both builds' median"
                    + " outputs are equally long within 5 %"),
    /** How far simultaneous requests begin apart. */
    TTFT_SPREAD_MS(
            "ttft_spread_ms",
            "ms",
            Better.LOWER,
            "Spread of time to first text",
            "spread of the time to first text",
            "longest minus shortest time to first text of the simultaneous requests of a load; one value a load, none where"
                    + " a request failed");

    private final String id;
    private final String unit;
    private final Better better;
    private final String label;
    private final String phrase;
    private final String definition;

    Figure(String id, String unit, Better better, String label, String phrase, String definition) {
        this.id = id;
        this.unit = unit;
        this.better = better;
        this.label = label;
        this.phrase = phrase;
        this.definition = definition;
    }

    /** The name in {@code summary.json}; the record's field name where there is one. */
    public String id() {
        return id;
    }

    /** The unit of the values as stored. */
    public String unit() {
        return unit;
    }

    /** The direction that a user wants. */
    public Better better() {
        return better;
    }

    /** The name at the head of a table row. */
    public String label() {
        return label;
    }

    /** The name inside a sentence. */
    public String phrase() {
        return phrase;
    }

    /** How it is measured, in one line. */
    public String definition() {
        return definition;
    }
}
