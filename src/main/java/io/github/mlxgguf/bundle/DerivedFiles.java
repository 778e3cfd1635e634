package io.github.mlxgguf.bundle;

import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.report.ReportWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes whatever of a bundle can be made from its records and samples; bundling and checking make it the same way. */
final class DerivedFiles {
    private static final String SCHEMAS_ON_CLASS_PATH = "/io/github/mlxgguf/schemas/";

    private DerivedFiles() {}

    /**
     * Writes the report and all that goes with it.
     *
     * @param folder named after the run, with {@code records.jsonl} and, if there are any, {@code samples.jsonl} in it
     * @return the records
     * @throws ResultsException if they cannot be read, or the folder cannot be written to
     */
    static RunData make(Path folder) {
        RunData run = ReportWriter.write(folder);
        try {
            Files.writeString(folder.resolve(BundleFiles.ENVIRONMENT), Environment.of(run), StandardCharsets.UTF_8);
            Files.writeString(folder.resolve(BundleFiles.README), ReadmeText.of(run), StandardCharsets.UTF_8);
            Path schemas = Files.createDirectories(folder.resolve(BundleFiles.SCHEMAS));
            for (String name : BundleFiles.SCHEMA_FILES) {
                Files.write(schemas.resolve(name), schema(name));
            }
        } catch (IOException e) {
            throw Failed.to("write to", folder, e);
        }
        return run;
    }

    private static byte[] schema(String name) throws IOException {
        try (InputStream in = DerivedFiles.class.getResourceAsStream(SCHEMAS_ON_CLASS_PATH + name)) {
            if (in == null) {
                throw new IllegalStateException(SCHEMAS_ON_CLASS_PATH + name + " is not on the class path");
            }
            return in.readAllBytes();
        }
    }
}
