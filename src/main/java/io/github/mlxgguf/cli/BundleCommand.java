package io.github.mlxgguf.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.bundle.Bundle;
import io.github.mlxgguf.bundle.BundleWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Packs a run into one file that anyone can check. */
@Command(
        name = "bundle",
        description =
                "Pack a run into one zip that anyone can check with `verify`: records, samples, config, environment,"
                        + " schemas, and the report made afresh. The folder itself stays as it is.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: mvn -q compile exec:java -Dexec.args=\"bundle results/latest\"",
            "         java -jar target/mlx-gguf-bench.jar bundle results/latest --out evidence.zip",
            "Exit codes: 0 packed, 2 wrong usage, no run, a run that still goes on or is not valid, or a file in the way."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class BundleCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Results folder, or the pointer results/latest.")
    private Path folder;

    @Option(names = "--out", paramLabel = "FILE", description = "The zip; else <run id>.zip beside the folder.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Replace a zip that is there already.")
    private boolean force;

    @Option(
            names = "--with-logs",
            description = "Pack bench.log, engine.log and truth.jsonl too; they tell paths and names of your machine.")
    private boolean withLogs;

    @Option(
            names = "--invalid",
            description = "Pack records that break the file contract all the same; `verify` will not verify them.")
    private boolean invalid;

    @Option(
            names = "--json",
            description = "Print {zip, run_id, bytes, sha256, files, warnings} instead, for programs.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Bundle bundle = BundleWriter.write(folder, out, new Bundle.Options(withLogs, force, invalid));
        PrintWriter console = spec.commandLine().getOut();
        if (json) {
            console.println(json(bundle));
            return Main.OK;
        }
        console.println("bundle: " + bundle.zip().toAbsolutePath() + ", " + Numbers.counted(bundle.files(), "file")
                + ", " + Numbers.count(bundle.bytes()) + " bytes");
        console.println("SHA-256: " + bundle.sha256() + " (publish it beside the bundle)");
        bundle.warnings().forEach(warning -> console.println("warning: " + warning));
        return Main.OK;
    }

    private static String json(Bundle bundle) throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode()
                .put("zip", bundle.zip().toAbsolutePath().toString())
                .put("run_id", bundle.runId())
                .put("bytes", bundle.bytes())
                .put("sha256", bundle.sha256())
                .put("files", bundle.files());
        bundle.warnings().forEach(root.putArray("warnings")::add);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
