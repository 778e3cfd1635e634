package io.github.mlxgguf.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Pack a run into one file that anyone can check. */
@Command(
        name = "bundle",
        description = "Pack a run into one file that anyone can check.",
        mixinStandardHelpOptions = true)
final class BundleCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException("bundle DIR");
    }
}
