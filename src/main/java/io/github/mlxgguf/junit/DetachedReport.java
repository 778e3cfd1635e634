package io.github.mlxgguf.junit;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/** Makes the report in a process of its own: after an interrupt this JVM may be killed before it could. */
final class DetachedReport {
    private static final Logger LOG = System.getLogger(DetachedReport.class.getName());

    /** Named, not referenced: this package may not depend on the command line. A test holds the name to the class. */
    static final String MAIN = "io.github.mlxgguf.cli.Main";

    private DetachedReport() {}

    /** Starts it and does not wait. */
    static void start(Path folder) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        File log = folder.resolve("bench.log").toFile();
        try {
            new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), MAIN, "report", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException failed) {
            LOG.log(
                    Level.WARNING,
                    "The report could not be started; make it with: mvn -q compile exec:java -Dexec.args=\"report {0}\" ({1})",
                    folder,
                    failed.getMessage());
        }
    }
}
