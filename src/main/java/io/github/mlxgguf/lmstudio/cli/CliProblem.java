package io.github.mlxgguf.lmstudio.cli;

/**
 * Why the tool gave no answer.
 *
 * @param reason a sentence: what was run, what was found
 * @param remedy a sentence: what would change that
 */
public record CliProblem(Kind kind, String reason, String remedy) {
    /** How to get a tool that is missing. */
    public static final String INSTALL = "Install LM Studio and run `~/.lmstudio/bin/lms bootstrap` once.";

    /** How to get an option or a subcommand that is missing. */
    public static final String UPDATE =
            "Update the lms tool: update LM Studio and run `~/.lmstudio/bin/lms bootstrap` again.";

    /** What kind of problem, for those who act on it. */
    public enum Kind {
        /** The tool is not there or cannot be started. */
        NO_TOOL,
        /** It is too old for the subcommand or the option. */
        UNSUPPORTED,
        /** It did not end in time and was killed. */
        TIMED_OUT,
        /** The caller was interrupted or cancelled it; it was killed. */
        CANCELLED,
        /** It knows no such model. */
        MODEL_NOT_FOUND,
        /** The memory guardrail said no. */
        GUARDRAIL,
        /** It ended with another error. */
        FAILED,
        /** It ended well with an answer that cannot be read. */
        UNREADABLE
    }

    /** Both sentences. */
    public String text() {
        return reason + " " + remedy;
    }
}
