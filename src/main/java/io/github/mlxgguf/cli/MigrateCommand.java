package io.github.mlxgguf.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Upgrade result files of an older schema version. */
@Command(
        name = "migrate",
        description = "Upgrade result files of an older schema version.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException("migrate FILE");
    }
}
