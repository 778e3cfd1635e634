package io.github.mlxgguf.doctor;

/**
 * The Java that runs the suite.
 *
 * @param arch the processor architecture it was built for, for example {@code aarch64}
 * @param processors logical cores that it may use
 */
public record JavaRuntime(String version, String vendor, String arch, int processors) {
    private static final String UNKNOWN = "unknown";

    /** This process's. */
    public static JavaRuntime current() {
        return new JavaRuntime(
                System.getProperty("java.runtime.version", UNKNOWN),
                System.getProperty("java.vendor", UNKNOWN),
                System.getProperty("os.arch", UNKNOWN),
                Runtime.getRuntime().availableProcessors());
    }
}
