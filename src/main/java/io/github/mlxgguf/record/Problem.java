package io.github.mlxgguf.record;

/**
 * Something in a file that is not as the file contract says.
 *
 * @param line line number from 1, or 0 where the file as a whole is meant
 * @param message what was expected and what was found, with the JSON path where there is one
 */
public record Problem(int line, String message) {
    /** Replaces what would steer a terminal: names and texts of the file may stand in the message. */
    public Problem {
        message = Excerpt.printable(message);
    }

    @Override
    public String toString() {
        return line == 0 ? message : "line " + line + ": " + message;
    }
}
