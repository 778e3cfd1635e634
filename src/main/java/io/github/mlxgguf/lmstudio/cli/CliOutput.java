package io.github.mlxgguf.lmstudio.cli;

/**
 * What a run of the tool printed, without colour codes.
 *
 * @param command the command line, for messages
 * @param exit its exit code
 */
record CliOutput(String command, int exit, String stdout, String stderr) {
    /** Both streams as one text: the tool reports errors on either. */
    String all() {
        return stdout + "\n" + stderr;
    }
}
