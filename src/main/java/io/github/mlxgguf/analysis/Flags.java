package io.github.mlxgguf.analysis;

import java.util.List;
import java.util.Map;

/** What the quality flags mean, what to do about them, and which of them make a generation void. */
final class Flags {
    /** An unfinished cell's record whose cell ran anew after a resume; it counts nowhere. */
    static final String SUPERSEDED = "superseded";

    private static final Meaning UNKNOWN_FLAG = new Meaning(
            "This version of the suite does not know this flag.",
            "Read the report with the suite that wrote the records.");
    private static final List<String> VOIDING = List.of("load_event_inside_request", "slept");

    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            flag(
                    "swap_grew",
                    "Swap grew while this ran, so memory figures leave a part out and times include paging.",
                    "Close other programs or compare smaller builds."),
            flag(
                    "pressure_warn",
                    "The system reported memory pressure of level warn or above.",
                    "Close other programs or compare smaller builds."),
            flag("low_memory", "Little memory was available.", "Close other programs or compare smaller builds."),
            flag(
                    "thermal",
                    "The thermal state was above nominal, so the machine may have been slowed down.",
                    "Let it cool, raise run.cooldown, and run again."),
            flag("on_battery", "The machine ran on battery.", "Connect the power supply and run again."),
            flag("low_power_mode", "Low-power mode was on.", "Turn it off and run again."),
            flag(
                    "background_priority",
                    "The server ran at background priority.",
                    "Bring LM Studio to the foreground or start it from a terminal."),
            flag("slept", "The machine slept; what was open then is void.", "Keep the lid open and run again."),
            flag(
                    "other_model_resident",
                    "Another model was in memory.",
                    "Unload it with `lms unload --all` and run again."),
            flag("orphan_workers", "A worker process of an earlier run was still alive.", "End it and run again."),
            flag(
                    "baseline_drifted",
                    "Memory before the load differed from the baselines of other rounds.",
                    "Close programs that work in the background and run again."),
            flag(
                    "not_settled",
                    "Memory did not come back near its baseline within 30 s after the unload.",
                    "Raise run.cooldown and run again."),
            flag(
                    "sampler_late",
                    "Two memory samples were more than five intervals apart, so a peak may have been missed.",
                    "Close programs that use the processor and run again."),
            flag(
                    "speculative_decoding",
                    "A draft model took part in decoding.",
                    "Turn speculative decoding off in LM Studio."),
            flag(
                    "truncated_prompt",
                    "The server cut the prompt.",
                    "Raise load.context_length above prompt and answer together."),
            flag(
                    "context_not_honoured",
                    "The context length in effect is not the one that was asked for.",
                    "Lower load.context_length to what both builds accept."),
            flag(
                    "short_output",
                    "The answer ended far below the asked length, so speeds rest on few tokens.",
                    "Choose a prompt that needs a longer answer."),
            flag(
                    "coalesced_stream",
                    "Several tokens or events arrived at once, so gaps between tokens are those of packets.",
                    "Read the decode speed, which allows for it, and not the gaps."),
            flag(
                    "server_figures_disagree",
                    "The server's own time or rate is more than 5 % and 20 ms away from ours.",
                    "Look at server_stats in records.jsonl; our figures are used."),
            flag(
                    "load_event_inside_request",
                    "The server loaded a model inside a measured request, which is void.",
                    "Turn just-in-time loading off, or raise its time to live."),
            flag(SUPERSEDED, "The cell was unfinished and ran anew; these records count nowhere.", "Nothing to do."));

    private Flags() {}

    record Meaning(String meaning, String remedy) {}

    static Meaning meaning(String id) {
        return MEANINGS.getOrDefault(id, UNKNOWN_FLAG);
    }

    static boolean isVoid(List<String> flags) {
        return flags.stream().anyMatch(VOIDING::contains);
    }

    private static Map.Entry<String, Meaning> flag(String id, String meaning, String remedy) {
        return Map.entry(id, new Meaning(meaning, remedy));
    }
}
