package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.CrashedSessions;
import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.merge.GivenRuns;
import io.github.mlxgguf.analysis.merge.RunGroup;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunMerge;
import io.github.mlxgguf.record.SampleReader;
import io.github.mlxgguf.report.ReportModel.Link;
import io.github.mlxgguf.report.merge.GroupFindings;
import io.github.mlxgguf.report.merge.MergeIndex;
import io.github.mlxgguf.report.merge.RelativeLink;
import io.github.mlxgguf.report.output.TemplateRenderer;
import io.github.mlxgguf.report.output.WholeFile;
import io.github.mlxgguf.report.plot.MemoryCourses;
import io.github.mlxgguf.report.plot.Plot;
import io.github.mlxgguf.report.plot.PlotWriter;
import io.github.mlxgguf.report.plot.ReportPlots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes one report of several runs: a report for each group of runs that may be put together, and, of several groups, a page that
 * shows them side by side. The runs' own folders are only read. There is no time line and there are no tables of samples: each run's own
 * folder has them, and runs may be weeks apart.
 */
public final class MergedReportWriter {
    private static final List<String> FILES = List.of(
            ResultsFolder.REPORT_HTML, ResultsFolder.REPORT_MARKDOWN, ResultsFolder.SUMMARY, ResultsFolder.PLOTS + "/");
    private static final List<String> INDEX_FILES =
            List.of(ResultsFolder.REPORT_HTML, ResultsFolder.REPORT_MARKDOWN, "a folder for each group");

    private MergedReportWriter() {}

    /** All that is written of one group. */
    private record Prepared(Path folder, GroupFindings group, List<Plot> plots) {}

    /**
     * Writes the report. Everything is read and concluded before the first file is written.
     *
     * @param out a folder that is not there or empty; made if it is missing
     * @param groups of the runs that were given
     * @throws ResultsException if a run's samples cannot be read, or the folder cannot be written to
     */
    public static void write(Path out, GivenRuns given, List<RunGroup> groups, JobSummary jobSummary) {
        List<Prepared> prepared =
                groups.stream().map(group -> prepare(out, group, groups.size())).toList();
        List<GroupFindings> findings = prepared.stream().map(Prepared::group).toList();
        boolean several = groups.size() > 1;
        ReportModel index = several ? index(out, findings, given) : null;
        for (Prepared group : prepared) {
            ReportModel model = ReportModelBuilder.build(group.group().findings(), group.plots())
                    .with(
                            group.group().group().isSeveral()
                                    ? names(group.group()).toList()
                                    : List.of(),
                            links(group, several),
                            FILES,
                            several ? List.of() : List.of(MergeIndex.runs(findings, given)));
            makeFolder(group.folder());
            WholeFile.replace(
                    group.folder().resolve(ResultsFolder.SUMMARY),
                    SummaryJson.of(group.group().findings().summary()));
            writePages(group.folder(), model);
            PlotWriter.write(group.folder(), group.plots());
            if (!several) {
                jobSummary.append(JobSummaryText.of(model));
            }
        }
        if (index != null) {
            writePages(out, index);
            jobSummary.append(JobSummaryText.of(index));
        }
    }

    private static Prepared prepare(Path out, RunGroup group, int groups) {
        Path folder = groups == 1 ? out : out.resolve(group.name());
        String runId = runId(out) + (groups == 1 ? "" : "-" + group.number());
        RunData data = group.isSeveral()
                ? RunMerge.of(folder, runId, group.runs())
                : group.runs().get(0);
        CrashedSessions crashed = CrashedSessions.of(data);
        MemoryCourses courses = new MemoryCourses(data);
        SampleReader.readRun(data, line -> {
            crashed.accept(line);
            courses.accept(line);
        });
        RunFindings findings = RunAnalysis.of(data, crashed);
        return new Prepared(folder, new GroupFindings(group, findings), ReportPlots.of(data, findings, courses));
    }

    private static ReportModel index(Path out, List<GroupFindings> groups, GivenRuns given) {
        return new ReportModel(
                "MLX or GGUF: " + groups.size() + " groups of runs, side by side",
                runId(out),
                groups.stream().flatMap(MergedReportWriter::names).toList(),
                groups.stream()
                        .map(group -> new Link(
                                "Report of group " + group.group().number(),
                                group.group().name() + "/" + ResultsFolder.REPORT_HTML,
                                group.group().name() + "/" + ResultsFolder.REPORT_MARKDOWN))
                        .toList(),
                INDEX_FILES,
                MergeIndex.banners(groups),
                lines(groups),
                List.of(MergeIndex.NEVER_AVERAGED, MergeIndex.RANGES),
                List.of(MergeIndex.runs(groups, given), MergeIndex.sideBySide(groups)));
    }

    private static Stream<String> names(GroupFindings group) {
        return group.group().runs().stream().map(RunData::runId);
    }

    /** What the groups found about one model stands together. */
    private static List<ReportModel.ExecutiveLine> lines(List<GroupFindings> groups) {
        return MergeIndex.pairNames(groups).stream()
                .flatMap(name -> groups.stream().flatMap(group -> group.findings().pairs().stream()
                        .filter(pair -> pair.summary().name().equals(name))
                        .map(pair -> new ReportModel.ExecutiveLine(
                                name + ", group " + group.label(),
                                pair.lead(),
                                pair.confidence(),
                                pair.summary().status()))))
                .toList();
    }

    private static List<Link> links(Prepared group, boolean several) {
        List<Link> links = new ArrayList<>();
        if (several) {
            links.add(new Link(
                    "All groups, side by side",
                    "../" + ResultsFolder.REPORT_HTML,
                    "../" + ResultsFolder.REPORT_MARKDOWN));
        }
        for (RunData run : group.group().group().runs()) {
            Path timeline = run.folder().resolve(ResultsFolder.TIMELINE);
            if (Files.isRegularFile(timeline)) {
                RelativeLink.between(group.folder(), timeline)
                        .ifPresent(link -> links.add(new Link("Time line of run " + run.runId(), link, link)));
            }
        }
        return links;
    }

    private static void writePages(Path folder, ReportModel model) {
        WholeFile.replace(
                folder.resolve(ResultsFolder.REPORT_MARKDOWN), TemplateRenderer.render("report.md.ftl", model));
        WholeFile.replace(
                folder.resolve(ResultsFolder.REPORT_HTML), TemplateRenderer.render("report.html.ftlh", model));
    }

    /** The folder's name; it goes where nothing is escaped. */
    private static String runId(Path out) {
        return String.valueOf(out.getFileName()).replaceAll("[^A-Za-z0-9._-]", "-");
    }

    /**
     * Does nothing if a report may be written there.
     *
     * @throws ResultsException if there is a file, or a folder with anything in it
     */
    public static void requireUnused(Path out) {
        if (!Files.exists(out)) {
            return;
        }
        boolean unused = false;
        if (Files.isDirectory(out)) {
            try (Stream<Path> children = Files.list(out)) {
                unused = children.findAny().isEmpty();
            } catch (IOException e) {
                throw new ResultsException("cannot read " + out.toAbsolutePath() + ": " + e.getMessage(), e);
            }
        }
        if (!unused) {
            throw new ResultsException("expected a new or an empty folder for the report of several runs, found "
                    + out.toAbsolutePath() + " with something in it. Choose another with --out DIR, or leave it out.");
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ResultsException(
                    "cannot make the folder " + folder.toAbsolutePath() + ": "
                            + e.getClass().getSimpleName() + " " + e.getMessage() + ". Choose another with --out DIR.",
                    e);
        }
    }
}
