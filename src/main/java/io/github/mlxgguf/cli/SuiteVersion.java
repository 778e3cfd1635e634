package io.github.mlxgguf.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class SuiteVersion implements IVersionProvider {
    private static final String RESOURCE = "/io/github/mlxgguf/build.properties";

    @Override
    public String[] getVersion() {
        Properties build = new Properties();
        try (InputStream in = SuiteVersion.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
        return new String[] {"mlx-gguf-bench " + build.getProperty("version", "of unknown version")};
    }
}
