package io.github.mlxgguf.cli;

import io.github.mlxgguf.record.SuiteVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"mlx-gguf-bench " + SuiteVersion.read().orElse("of unknown version")};
    }
}
