package io.github.mlxgguf.bundle;

import io.github.mlxgguf.analysis.Banners;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;

/** What stands beside the evidence, for whoever gets it without a word. */
final class ReadmeText {
    private ReadmeText() {}

    static String of(RunData run) {
        String id = run.entries().isEmpty()
                ? String.valueOf(run.folder().getFileName())
                : run.entries().get(0).envelope().runId();
        return """
                Evidence of one run of mlx-gguf-bench
                =====================================

                Run:     %s
                Made by: mlx-gguf-bench %s
                %s
                What is in it
                -------------
                records.jsonl       what was measured, one JSON object a line: the evidence
                samples.jsonl       what the monitor saw of the machine meanwhile
                config.yaml         the config file, as it was; runs of older suites have none
                environment.json    machine, system, server, engines and suite, from the records
                summary.json        the conclusions, for programs
                report.html         the report; report.md is the same without a browser
                timeline.html       the run over time
                plots/, metrics/    the plots, and tables for a spreadsheet
                schemas/            what the fields mean, as JSON Schema
                SHA256SUMS          the digest of every other file

                Everything but records, samples, config and logs was made from the records and can be made again.
                A document that the config names is not in it; the records have the digests of the prompts.

                How to check it
                ---------------
                That no file has changed since it was packed, without this suite:
                    sha256sum -c SHA256SUMS          (macOS: shasum -a 256 -c SHA256SUMS)
                That the conclusions come out of the records, too:
                    java -jar mlx-gguf-bench.jar verify THE-BUNDLE.zip
                or, in a checkout of mlx-gguf-bench %s:
                    mvn -q compile exec:java -Dexec.args="verify THE-BUNDLE.zip"

                What no check can show
                ----------------------
                A bundle has no signature. It cannot prove that these records were measured at all, nor where, nor that
                nobody changed them and then made everything else again. The SHA-256 of the zip, published where only
                its maker can write, shows that it is the one that its maker published; to know that the figures are
                true, measure again.
                """.formatted(id, Environment.thisVersion(), evidence(run), Environment.thisVersion());
    }

    /** A line that says what kind of evidence it is, where that is not plain. */
    private static String evidence(RunData run) {
        String kind = run.run().map(body -> body.server().kind()).orElse(null);
        String notice = run.run().map(RunBody::notice).orElse("");
        return Banners.evidence(kind, notice)
                .map(banner -> "\n" + banner.title() + ". " + banner.text() + "\n")
                .orElse("");
    }
}
