package io.github.mlxgguf.report.merge;

import io.github.mlxgguf.analysis.RunFindings.Banner;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.merge.GivenRuns;
import io.github.mlxgguf.analysis.merge.GivenRuns.LeftOut;
import io.github.mlxgguf.analysis.provenance.RunDifferences;
import io.github.mlxgguf.analysis.summary.RunSummary.Provenance;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.analysis.verdict.PairVerdict;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import io.github.mlxgguf.report.topic.Section;
import io.github.mlxgguf.report.topic.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which runs are in which group and why, and the groups' pairs side by side. */
public final class MergeIndex {
    /** What a reader must not do with figures of two groups. */
    public static final String NEVER_AVERAGED =
            "Machines, and groups that are kept apart, are never averaged: each group's figures are made from its own rounds alone,"
                    + " and no statistic goes across groups.";

    /** What nothing in the records can tell. */
    private static final String ALIKE = "Two Macs of one model and memory cannot be told apart.";

    /** How the ranges of the lines are to be read. */
    public static final String RANGES =
            "Each range is a 95 % interval over the loads of its group; the groups' reports say how each was made.";

    private MergeIndex() {}

    /** The groups' own notices, each with the groups that it holds for. */
    public static List<Banner> banners(List<GroupFindings> groups) {
        Map<Banner, List<String>> where = new LinkedHashMap<>();
        for (Banner.Level level : Banner.Level.values()) {
            groups.forEach(group -> group.findings().banners().stream()
                    .filter(banner -> banner.level() == level)
                    .forEach(banner -> where.computeIfAbsent(banner, any -> new ArrayList<>())
                            .add(Integer.toString(group.group().number()))));
        }
        return where.entrySet().stream()
                .map(entry -> new Banner(
                        entry.getKey().level(),
                        entry.getKey().title(),
                        (entry.getValue().size() == 1 ? "Report of group " : "Reports of groups ")
                                + String.join(", ", entry.getValue()) + ": "
                                + entry.getKey().text()))
                .toList();
    }

    /** Which runs were put together, which not, and why. */
    public static Topic runs(List<GroupFindings> groups, GivenRuns given) {
        List<Section> sections = new ArrayList<>();
        sections.add(groupsTable(groups));
        apart(groups).ifPresent(sections::add);
        leftOut("Folders of a run that is there already, left out so that no round counts twice", given.repeated())
                .ifPresent(sections::add);
        leftOut("Folders that nothing could be made of", given.unusable()).ifPresent(sections::add);
        return new Topic("runs", "Runs of this report", List.of(), sections, List.of());
    }

    /** The figures that a pair's verdict rests on, group beside group. */
    public static Topic sideBySide(List<GroupFindings> groups) {
        return new Topic(
                "side-by-side",
                "Side by side",
                List.of(),
                List.of(),
                pairNames(groups).stream()
                        .map(name -> new Topic.PairPart(name, List.of(), List.of(table(name, groups))))
                        .toList());
    }

    /** Every pair once, in the order in which it is first met. */
    public static Set<String> pairNames(List<GroupFindings> groups) {
        Set<String> names = new LinkedHashSet<>();
        groups.forEach(group -> group.findings()
                .pairs()
                .forEach(pair -> names.add(pair.summary().name())));
        return names;
    }

    private static Section groupsTable(List<GroupFindings> groups) {
        List<List<Cell>> rows = new ArrayList<>();
        for (GroupFindings group : groups) {
            Provenance from = group.findings().summary().provenance();
            rows.add(Table.row(
                    Integer.toString(group.group().number()),
                    group.group().hardware(),
                    group.group().runs().stream()
                            .map(run -> run.runId() + " (begun " + begun(run) + ", "
                                    + Numbers.counted(
                                            run.run().orElseThrow().settings().rounds(), "round")
                                    + ")")
                            .collect(Collectors.joining("; ")),
                    engines(from),
                    Objects.requireNonNullElse(from.serverVersion(), Numbers.UNKNOWN),
                    from.os() == null
                            ? Numbers.UNKNOWN
                            : from.os().name() + " " + from.os().version(),
                    from.suiteVersion() == null
                            ? Numbers.UNKNOWN
                            : from.suiteVersion() + (from.gitCommit() == null ? "" : " (" + from.gitCommit() + ")")));
        }
        return new Section(
                new Table(
                        "Groups: the rounds of a group's runs count as rounds of one run",
                        List.of(
                                Column.text("Group"),
                                Column.text("Hardware"),
                                Column.text("Runs, in the order of their rounds"),
                                Column.text("Engines"),
                                Column.text("Server version"),
                                Column.text("Operating system"),
                                Column.text("Suite")),
                        rows),
                groups.stream().anyMatch(group -> group.group().isSeveral()) ? List.of(ALIKE) : List.of());
    }

    private static String begun(RunData run) {
        return run.entries().get(0).envelope().ts();
    }

    private static String engines(Provenance from) {
        String words = from.engines().stream()
                .map(engine -> engine.format())
                .distinct()
                .map(format ->
                        format + ": " + Objects.requireNonNullElse(RunDifferences.engines(from, format), "unknown"))
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? Numbers.UNKNOWN : words;
    }

    private static Optional<Section> apart(List<GroupFindings> groups) {
        List<List<Cell>> rows = groups.stream()
                .filter(group -> !group.group().apart().isEmpty())
                .map(group -> Table.row(
                        Integer.toString(group.group().number()),
                        String.join("; ", group.group().apart())))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        new Table(
                                "Why groups are kept apart: the differences from the earlier group that is nearest",
                                List.of(Column.text("Group"), Column.text("Differences")),
                                rows),
                        List.of()));
    }

    private static Optional<Section> leftOut(String caption, List<LeftOut> folders) {
        return folders.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        new Table(
                                caption,
                                List.of(Column.text("Folder"), Column.text("Reason")),
                                folders.stream()
                                        .map(folder -> Table.row(folder.folder().toString(), folder.reason()))
                                        .toList()),
                        List.of()));
    }

    private static Section table(String name, List<GroupFindings> groups) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("What")));
        groups.forEach(group -> columns.add(Column.text("Group " + group.label())));
        List<@Nullable PairFindings> pairs = new ArrayList<>();
        groups.forEach(group -> pairs.add(group.findings().pairs().stream()
                .filter(pair -> pair.summary().name().equals(name))
                .findFirst()
                .orElse(null)));
        Set<String> figures = new LinkedHashSet<>();
        pairs.forEach(pair -> decisive(pair).map(MergeIndex::what).forEach(figures::add));
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(row("Verdict", pairs, PairFindings::lead));
        rows.add(row(
                "Comparability certificate",
                pairs,
                pair -> pair.summary().certificate().grade().toString()));
        for (String figure : figures) {
            rows.add(row(figure, pairs, pair -> decisive(pair)
                    .filter(row -> what(row).equals(figure))
                    .map(row -> words(pair, row))
                    .findFirst()
                    .orElse(Numbers.UNKNOWN)));
        }
        return new Section(
                new Table(
                        name
                                + ": candidate / baseline, round by round (95 % interval), with the verdict and the loads of each build",
                        columns,
                        rows),
                List.of());
    }

    private static List<Cell> row(
            String what, List<@Nullable PairFindings> pairs, Function<PairFindings, String> words) {
        List<Cell> cells = new ArrayList<>(List.of(Cell.of(what)));
        pairs.forEach(pair -> cells.add(Cell.of(pair == null ? Numbers.UNKNOWN : words.apply(pair))));
        return cells;
    }

    private static Stream<MetricFinding> decisive(@Nullable PairFindings pair) {
        return pair != null && pair.verdict() instanceof PairVerdict.Compared compared
                ? compared.figures().rows().stream()
                : Stream.empty();
    }

    private static String what(MetricFinding row) {
        return row.figure().label() + ", " + row.metric().scenario()
                + (row.metric().prompt() == null ? "" : ", " + row.metric().prompt());
    }

    private static String words(PairFindings pair, MetricFinding row) {
        String baseline = pair.summary().baseline().label();
        String candidate = pair.summary().candidate().label();
        Ratio ratio = row.metric().ratio();
        int first = row.metric().baseline().loads();
        int second = row.metric().candidate().loads();
        return candidate + " / " + baseline + " " + Numbers.ratio(ratio.value(), ratio.low(), ratio.high()) + ": "
                + row.judgement().words(baseline, candidate) + "; "
                + (first == second
                        ? "each " + Numbers.counted(first, "load")
                        : baseline + " " + Numbers.counted(first, "load") + ", " + candidate + " "
                                + Numbers.counted(second, "load"));
    }
}
