package io.github.mlxgguf.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Show the trend over all runs in a folder. */
@Command(name = "history", description = "Show the trend over all runs in a folder.", mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException("history DIR");
    }
}
