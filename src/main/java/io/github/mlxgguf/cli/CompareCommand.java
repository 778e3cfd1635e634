package io.github.mlxgguf.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Compare two runs: what changed, and by how much. */
@Command(
        name = "compare",
        description = "Compare two runs: what changed, and by how much.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException("compare OLD NEW");
    }
}
