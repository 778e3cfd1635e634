package io.github.mlxgguf.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** The version of this suite, as Maven wrote it beside the classes. */
public final class SuiteVersion {
    private static final String RESOURCE = "/io/github/mlxgguf/build.properties";

    private SuiteVersion() {}

    /** The version, or empty where the classes were not built by Maven. */
    public static Optional<String> read() {
        Properties build = new Properties();
        try (InputStream in = SuiteVersion.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
        return Optional.ofNullable(build.getProperty("version"));
    }
}
