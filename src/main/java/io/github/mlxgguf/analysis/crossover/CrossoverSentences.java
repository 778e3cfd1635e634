package io.github.mlxgguf.analysis.crossover;

import io.github.mlxgguf.analysis.crossover.CrossoverMap.Zone;
import io.github.mlxgguf.analysis.text.Numbers;
import java.util.ArrayList;
import java.util.List;

/** What a map says, prompt by prompt, in words; the zones are all that it knows. */
final class CrossoverSentences {
    /** More say no more than the map does. */
    private static final int MOST = 4;

    private final String baseline;
    private final String candidate;
    private final List<Integer> outputs;

    private CrossoverSentences(String baseline, String candidate, List<Integer> outputs) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.outputs = outputs;
    }

    static List<String> of(
            String baseline,
            String candidate,
            List<Integer> promptTokens,
            List<Integer> outputTokens,
            List<List<Zone>> zones,
            LengthRange answers) {
        List<Integer> measuredRows = new ArrayList<>();
        for (int row = 0; row < outputTokens.size(); row++) {
            if (zones.get(row).stream().anyMatch(zone -> zone != Zone.UNMEASURED)) {
                measuredRows.add(row);
            }
        }
        CrossoverSentences words = new CrossoverSentences(
                baseline,
                candidate,
                measuredRows.stream().map(outputTokens::get).toList());
        List<Prompts> prompts = new ArrayList<>();
        boolean cut = false;
        for (int column = 0; column < promptTokens.size(); column++) {
            int here = column;
            List<Zone> zonesHere =
                    measuredRows.stream().map(row -> zones.get(row).get(here)).toList();
            if (!zonesHere.contains(Zone.UNMEASURED)) {
                add(prompts, promptTokens.get(column), zonesHere);
            } else if (zonesHere.stream().anyMatch(zone -> zone != Zone.UNMEASURED)) {
                cut = true; // by the context: the longest answers do not fit behind this prompt
            }
        }
        List<String> sentences = new ArrayList<>();
        if (prompts.size() == 1 && !cut) {
            sentences.add(words.everywhere(prompts.get(0)));
        } else {
            some(prompts).forEach(group -> sentences.add(words.sentence(group)));
            if (cut || prompts.size() > MOST) {
                sentences.add("The other prompts are on the map only.");
            }
        }
        if (answers.to() < RequestTime.MIN_SPREAD * answers.from()) {
            sentences.add(calculated(answers));
        }
        return sentences;
    }

    /** Answers of about one length say nothing of how a longer one would have gone. */
    private static String calculated(LengthRange answers) {
        return "All measured answers had "
                + range((int) Math.round(answers.from()), (int) Math.round(answers.to()))
                + " tokens; other lengths are calculated from the decode speed.";
    }

    /** Prompt lengths side by side on the map, with the same zones along the output. */
    private record Prompts(int from, int to, List<Zone> zones) {
        boolean isUniform() {
            return zones.stream().distinct().count() == 1;
        }
    }

    private static void add(List<Prompts> prompts, int tokens, List<Zone> zones) {
        int last = prompts.size() - 1;
        if (last >= 0 && prompts.get(last).zones().equals(zones)) {
            prompts.set(last, new Prompts(prompts.get(last).from(), tokens, zones));
        } else {
            prompts.add(new Prompts(tokens, tokens, zones));
        }
    }

    /** The first, the last, and others evenly between them. */
    private static List<Prompts> some(List<Prompts> all) {
        if (all.size() <= MOST) {
            return all;
        }
        List<Prompts> chosen = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            chosen.add(all.get(Math.round((float) i * (all.size() - 1) / (MOST - 1))));
        }
        return chosen;
    }

    private String everywhere(Prompts prompts) {
        if (!prompts.isUniform()) {
            return sentence(prompts);
        }
        String where = "prompts of " + range(prompts.from(), prompts.to()) + " tokens with answers of "
                + range(outputs.get(0), outputs.get(outputs.size() - 1));
        Zone zone = prompts.zones().get(0);
        return zone == Zone.UNDECIDED
                ? "It is undecided who answers sooner, for " + where + "."
                : label(zone) + " answers sooner on the whole map, which reaches twice beyond what was measured: "
                        + where + ".";
    }

    private String sentence(Prompts prompts) {
        String start = prompts.from() == prompts.to()
                ? "For a prompt of " + Numbers.count(prompts.from()) + " tokens "
                : "For prompts of " + range(prompts.from(), prompts.to()) + " tokens ";
        List<Zone> zones = prompts.zones();
        if (prompts.isUniform()) {
            return zones.get(0) == Zone.UNDECIDED
                    ? start + "it is undecided who answers sooner."
                    : start + label(zones.get(0)) + " answers sooner, for answers of "
                            + range(outputs.get(0), outputs.get(outputs.size() - 1)) + " tokens.";
        }
        List<String> winners = new ArrayList<>();
        int from = 0;
        while (from < zones.size()) {
            int to = from;
            while (to + 1 < zones.size() && zones.get(to + 1) == zones.get(from)) {
                to++;
            }
            if (zones.get(from) != Zone.UNDECIDED) {
                winners.add(
                        label(zones.get(from)) + (winners.isEmpty() ? " answers sooner " : " ") + outputs(from, to));
            }
            from = to + 1;
        }
        return start
                + String.join(" and ", winners)
                + (zones.contains(Zone.UNDECIDED) ? "; the rest is undecided." : ".");
    }

    private String outputs(int from, int to) {
        String last = Numbers.count(outputs.get(to));
        if (from == 0) {
            return "up to about " + last + " output tokens";
        }
        String first = Numbers.count(outputs.get(from));
        return to == outputs.size() - 1
                ? "from about " + first + " output tokens on"
                : "from about " + first + " to " + last + " output tokens";
    }

    private String label(Zone zone) {
        return zone == Zone.BASELINE ? baseline : candidate;
    }

    private static String range(int from, int to) {
        return from == to ? Numbers.count(from) : Numbers.count(from) + " to " + Numbers.count(to);
    }
}
