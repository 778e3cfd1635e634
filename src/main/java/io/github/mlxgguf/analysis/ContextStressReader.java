package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.ScenarioFindings.ContextStress;
import io.github.mlxgguf.analysis.ScenarioFindings.Size;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.evidence.WorkOfScenarios;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.GenerationBody;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Speed and memory against the length of the prompt, size by size. */
final class ContextStressReader {
    private static final String SCENARIO = ScenarioId.CONTEXT_STRESS.id();
    private static final Pattern ASKED = Pattern.compile("document-([0-9]{1,9})");

    private ContextStressReader() {}

    static ContextStress read(PairEvidence pair, PairRows rows) {
        List<Size> sizes = new ArrayList<>();
        if (pair.scenarios().contains(SCENARIO)) {
            for (Work work : WorkOfScenarios.of(pair, SCENARIO)) {
                for (SideEvidence side : pair.sides()) {
                    sizes.add(size(side, work, rows));
                }
            }
        }
        sizes.sort(Comparator.comparing(Size::askedTokens, Comparator.nullsLast(Comparator.naturalOrder())));
        return new ContextStress(sizes, notes(pair));
    }

    private static Size size(SideEvidence side, Work work, PairRows rows) {
        String prompt = Objects.requireNonNullElse(work.prompt(), "");
        return new Size(
                prompt,
                asked(prompt),
                side.label(),
                inputTokens(side, work),
                rows.median(Figure.PREFILL_TOKENS_PER_SECOND, work, side.side()),
                rows.median(Figure.TTFT_MS, work, side.side()),
                rows.median(Figure.DECODE_TOKENS_PER_SECOND, work, side.side()),
                rows.bytes(Figure.HEADLINE_BYTES, work, side.side()),
                rows.bytes(Figure.KEPT_BYTES, work, side.side()));
    }

    private static @Nullable Long asked(String prompt) {
        Matcher size = ASKED.matcher(prompt);
        return size.matches() ? Long.valueOf(size.group(1)) : null;
    }

    private static @Nullable Long inputTokens(SideEvidence side, Work work) {
        return Median.ofLongs(side.answers(work)
                .map(GenerationBody::inputTokens)
                .filter(Objects::nonNull)
                .toList());
    }

    private static List<String> notes(PairEvidence pair) {
        List<String> notes = new ArrayList<>();
        for (SideEvidence side : pair.sides()) {
            leftOut(side, notes);
            if (pair.scenarios().contains(SCENARIO)) {
                WorkOfScenarios.of(pair, SCENARIO).forEach(work -> possiblyTruncated(side, work, notes));
            }
        }
        return notes;
    }

    private static void leftOut(SideEvidence side, List<String> notes) {
        long cells = side.cells().stream()
                .filter(cell -> cell.scenario().equals(SCENARIO) && cell.flags().contains(Flag.PROMPT_LEFT_OUT.id()))
                .count();
        if (cells > 0) {
            notes.add(side.label() + ": at least one planned size was not asked (" + Flag.PROMPT_LEFT_OUT.id() + " in "
                    + Numbers.counted((int) cells, "cell")
                    + "), because it does not fit load.context_length together with its answer.");
        }
    }

    private static void possiblyTruncated(SideEvidence side, Work work, List<String> notes) {
        List<GenerationBody> answers = side.generations().stream()
                .filter(generation -> work.covers(generation) && generation.failure() == null)
                .toList();
        long lost = answers.stream()
                .filter(answer -> answer.flags().contains(Flag.POSSIBLY_TRUNCATED.id()))
                .count();
        if (lost > 0) {
            notes.add(side.label() + ", " + work.prompt() + ": the fact from the start of the document is missing in "
                    + lost + " of " + Numbers.counted(answers.size(), "answer") + " (" + Flag.POSSIBLY_TRUNCATED.id()
                    + "), so the model may not have seen all of the prompt; compare the input tokens with the size.");
        }
    }
}
