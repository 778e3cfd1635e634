package io.github.mlxgguf.config;

import java.util.List;

/** A configuration or an option that cannot be used; its message is written for people and lists every problem found. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * One exception for all that is wrong.
     *
     * @param subject what is wrong, as the start of a sentence, for example {@code The configuration}
     * @param problems one sentence each; never empty
     */
    public ConfigException(String subject, List<String> problems) {
        // A user's mistake is not a bug of the suite: a stack trace would only hide the message.
        super(message(subject, problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** Every problem, one sentence each, in the order of the file. */
    public List<String> problems() {
        return problems;
    }

    private static String message(String subject, List<String> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return subject + " cannot be used (" + count + "); nothing was started:\n  " + String.join("\n  ", problems);
    }
}
