package io.github.mlxgguf.junit;

import io.github.mlxgguf.doctor.Finding;
import io.github.mlxgguf.doctor.FindingsText;
import io.github.mlxgguf.doctor.Preflight;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Collectors;

/** Lets a run start, or not. */
final class PreflightCheck {
    private static final Logger LOG = System.getLogger(PreflightCheck.class.getName());

    private PreflightCheck() {}

    /**
     * Examines, and says what was found.
     *
     * @throws SetupException if there is a problem; lists all of them
     */
    static void pass(Preflight.Situation situation) {
        judge(Preflight.examine(situation));
    }

    static void judge(List<Finding> findings) {
        for (Finding finding : findings) {
            switch (finding.level()) {
                case OK -> LOG.log(Level.DEBUG, "{0}", FindingsText.line(finding));
                case WARNING -> LOG.log(Level.WARNING, "Warning: {0}", FindingsText.line(finding));
                case PROBLEM -> LOG.log(Level.DEBUG, "problem: {0}", FindingsText.line(finding));
            }
        }
        List<String> problems = findings.stream()
                .filter(finding -> finding.level() == Finding.Level.PROBLEM)
                .map(FindingsText::line)
                .toList();
        if (!problems.isEmpty()) {
            throw new SetupException(
                    problems.size() == 1
                            ? problems.get(0)
                            : problems.stream()
                                    .collect(Collectors.joining("\n  ", problems.size() + " problems:\n  ", "")));
        }
    }
}
