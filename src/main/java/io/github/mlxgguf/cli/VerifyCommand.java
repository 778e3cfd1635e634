package io.github.mlxgguf.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Check a bundle. */
@Command(name = "verify", description = "Check a bundle.", mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException("verify ZIP");
    }
}
