package io.github.mlxgguf.doctor;

import io.github.mlxgguf.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;

/** Findings for a terminal: aligned columns, plain ASCII of our own, and the count at the end. */
public final class FindingsText {
    private FindingsText() {}

    /** A line for each finding, one more for each remedy, and the summary. */
    public static List<String> lines(List<Finding> findings) {
        int marks =
                width(findings.stream().map(finding -> mark(finding.level())).toList());
        int subjects = width(findings.stream().map(Finding::subject).toList());
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add(padded(mark(finding.level()), marks) + padded(finding.subject(), subjects) + finding.found());
            if (finding.remedy() != null) {
                lines.add(" ".repeat(marks + subjects) + "-> " + finding.remedy());
            }
        }
        lines.add(summary(findings));
        return lines;
    }

    /** One line, for a log; the remedy at its end. */
    public static String line(Finding finding) {
        String start = finding.subject() + ": " + finding.found();
        return finding.remedy() == null ? start : start + " -> " + finding.remedy();
    }

    /** How many problems and warnings there are. */
    public static String summary(List<Finding> findings) {
        return count(findings, Level.PROBLEM, "problem") + ", " + count(findings, Level.WARNING, "warning");
    }

    private static String count(List<Finding> findings, Level level, String name) {
        long count =
                findings.stream().filter(finding -> finding.level() == level).count();
        return count + " " + name + (count == 1 ? "" : "s");
    }

    private static String mark(Level level) {
        return switch (level) {
            case OK -> "[ok]";
            case WARNING -> "[warning]";
            case PROBLEM -> "[PROBLEM]";
        };
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0) + 1;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
