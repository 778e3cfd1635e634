package io.github.mlxgguf.bundle;

import io.github.mlxgguf.analysis.Banners;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bundle's records, and everything that can be made from them, made anew.
 *
 * @param folder where it is; null where it could not be made
 * @param run the records; null where they could not be read
 * @param otherMaker the version that made the bundle, if it is not this one
 */
record MadeAgain(
        @Nullable Path folder,
        @Nullable RunData run,
        @Nullable String otherMaker) {
    private static final System.Logger LOG = System.getLogger(MadeAgain.class.getName());

    /**
     * Makes it.
     *
     * @param root of the bundle
     * @param problem told why it cannot be made
     */
    static MadeAgain from(Path root, Scratch scratch, Consumer<String> problem) throws IOException {
        String otherMaker = Environment.maker(root)
                .filter(version -> !version.equals(Environment.thisVersion()))
                .orElse(null);
        RunData run = null;
        try {
            run = RunReader.read(root);
            String id = run.entries().isEmpty()
                    ? ""
                    : run.entries().get(0).envelope().runId();
            if (!BundleFiles.SAFE_SEGMENT.matcher(id).matches()) {
                problem.accept("the records name no run that this suite could have made: " + Printable.excerpt(id));
                return new MadeAgain(null, run, otherMaker);
            }
            Path folder = scratch.folder("again").resolve(id);
            Files.createDirectory(folder);
            for (String name : List.of(ResultsFolder.RECORDS, ResultsFolder.SAMPLES)) {
                if (Files.isRegularFile(root.resolve(name))) {
                    Files.copy(root.resolve(name), folder.resolve(name));
                }
            }
            DerivedFiles.make(folder);
            return new MadeAgain(folder, run, otherMaker);
        } catch (ResultsException unusable) {
            problem.accept(
                    "nothing can be made from the records: " + Printable.of(String.valueOf(unusable.getMessage())));
        } catch (RuntimeException nonsense) {
            // Records that a stranger wrote may hold values that no run has and no schema forbids.
            LOG.log(Level.DEBUG, "no report of foreign records", nonsense);
            problem.accept("nothing can be made from the records: " + Printable.of(nonsense.toString()));
        }
        return new MadeAgain(null, run, otherMaker);
    }

    /** The run that the records name. */
    @Nullable
    String runId() {
        return run == null || run.entries().isEmpty()
                ? null
                : run.entries().get(0).envelope().runId();
    }

    /** What must be said before any figure of a run that is no measurement of real models. */
    @Nullable
    String evidence() {
        if (run == null) {
            return null;
        }
        String kind = run.run().map(body -> body.server().kind()).orElse(null);
        return Banners.evidence(kind, run.run().map(RunBody::notice).orElse(""))
                .map(banner -> Printable.of(banner.title() + ". " + banner.text()))
                .orElse(null);
    }
}
