package io.github.mlxgguf.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.bundle.BundleVerifier;
import io.github.mlxgguf.bundle.Verification;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a bundle. */
@Command(
        name = "verify",
        description = {
            "Check a bundle: that it is safe to unpack, that no file changed since it was packed, that its records follow the"
                    + " file contract, and that its summary, report, plots and tables come out of the records again.",
            "It cannot show that the records were measured at all: a bundle has no signature. Compare the SHA-256 of the zip"
                    + " with the one that its maker published."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: mvn -q compile exec:java -Dexec.args=\"verify results/20261121-135603-c254.zip\"",
            "         java -jar target/mlx-gguf-bench.jar verify evidence.zip --json",
            "Exit codes: 0 verified; 1 not verified; 3 figures verified, but another version made the texts, which could not be"
                    + " compared; 2 wrong usage, no whole zip, no bundle, or of another schema version."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class VerifyCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ZIP", description = "A bundle, or the folder that it was unpacked into.")
    private Path bundle;

    @Option(
            names = "--allow-rounding",
            description = "Let numbers pass that differ by less than a 10^9th, as between two kinds of processor.")
    private boolean allowRounding;

    @Option(
            names = "--json",
            description =
                    "Print {verified, figures_verified, sentence, run_id, sha256, files, evidence, limits, steps} instead, for"
                            + " programs.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Verification verification = BundleVerifier.verify(bundle, allowRounding);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(verification));
        } else {
            print(verification, out);
        }
        if (verification.verified()) {
            return Main.OK;
        }
        return verification.figuresVerified() ? Main.WARNINGS : Main.PROBLEMS;
    }

    private static void print(Verification verification, PrintWriter out) {
        out.println(verification.sentence());
        if (verification.evidence() != null) {
            out.println(verification.evidence());
        }
        for (Verification.Step step : verification.steps()) {
            out.println(
                    (step.passed() ? "[ok]      " : "[PROBLEM] ") + step.look().title());
            step.findings().forEach(finding -> out.println("          " + finding));
            step.notes().forEach(note -> out.println("          note: " + note));
        }
        if (verification.sha256() != null) {
            out.println("SHA-256 of the zip: " + verification.sha256());
        }
        out.println(Verification.LIMITS);
    }

    private static String json(Verification verification) throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode()
                .put("verified", verification.verified())
                .put("figures_verified", verification.figuresVerified())
                .put("sentence", verification.sentence())
                .put("run_id", verification.runId())
                .put("sha256", verification.sha256())
                .put("files", verification.files())
                .put("evidence", verification.evidence())
                .put("limits", Verification.LIMITS);
        ArrayNode steps = root.putArray("steps");
        for (Verification.Step step : verification.steps()) {
            ObjectNode node = steps.addObject()
                    .put("step", step.look().name().toLowerCase(Locale.ROOT))
                    .put("passed", step.passed());
            step.findings().forEach(node.putArray("findings")::add);
            step.notes().forEach(node.putArray("notes")::add);
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
