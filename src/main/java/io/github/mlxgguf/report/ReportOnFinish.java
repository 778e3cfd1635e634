package io.github.mlxgguf.report;

import io.github.mlxgguf.record.RunListener;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/** Writes the report when a run has ended. A failure to write is logged: the records are on disk and can be read again. */
public final class ReportOnFinish implements RunListener {
    private static final System.Logger LOG = System.getLogger(ReportOnFinish.class.getName());

    private final JobSummary jobSummary;

    /** For the service loader. */
    public ReportOnFinish() {
        this(JobSummary.of(System.getenv()));
    }

    ReportOnFinish(JobSummary jobSummary) {
        this.jobSummary = jobSummary;
    }

    @Override
    public void runFinished(Path resultsFolder) {
        try {
            ReportWriter.write(resultsFolder, jobSummary);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "no report was written; run `report " + resultsFolder + "` to try again", e);
        }
    }
}
