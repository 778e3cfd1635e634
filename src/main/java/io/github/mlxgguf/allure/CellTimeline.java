package io.github.mlxgguf.allure;

import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.trace.Sample;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws a cell's small timeline: committed memory and the worker's memory over the cell's time, above a strip that tells what the
 * model was doing. One SVG file that needs nothing else, of bounded size however many samples there are.
 */
final class CellTimeline {
    private static final double LEFT = 62;
    private static final double RIGHT = TimelineStyle.WIDTH - 14;
    private static final double PANEL = 96;
    private static final double PANEL_GAP = 34;
    private static final double STRIP = 10;
    private static final double HEAD = 44;
    private static final double STAMP_LINE = 18;
    private static final double FOOT = 86;
    private static final int ROWS = 4;
    private static final int COLUMNS = 9;
    /** Some sources are read once a second: only where nothing was read for longer is a curve broken. */
    private static final double GAP_SECONDS = 3;

    private static final int LONGEST_NAME = 88;

    private final Markup svg = new Markup();
    private final ScenarioBody cell;
    private final CellStretches stretches;
    private final double seconds;
    private double top;

    private CellTimeline(ScenarioBody cell, CellStretches stretches) {
        this.cell = cell;
        this.stretches = stretches;
        this.seconds = Math.max(1, cell.endNs() - cell.startNs()) / 1e9;
    }

    /** A memory figure with the words that stand above it. */
    private record Panel(String title, MemoryCurve curve) {}

    /** The drawing; empty where no sample of the cell's time has a memory figure. */
    static String of(
            ScenarioBody cell, @Nullable ServerStamp stamp, List<RunData.Entry> records, List<Sample> samples) {
        List<Panel> panels = new ArrayList<>();
        add(panels, "Committed memory of the machine", curve(cell, samples, MemoryField.COMMITTED));
        MemoryCurve footprint = curve(cell, samples, MemoryField.WORKER_FOOTPRINT);
        add(panels, "Worker's footprint", footprint);
        if (footprint.isEmpty()) {
            add(panels, "Worker's anonymous memory", curve(cell, samples, MemoryField.WORKER_ANON));
        }
        return panels.isEmpty()
                ? ""
                : new CellTimeline(cell, new CellStretches(cell, records)).draw(stamp, panels, samples.size());
    }

    private static void add(List<Panel> panels, String title, MemoryCurve curve) {
        if (!curve.isEmpty()) {
            panels.add(new Panel(title, curve));
        }
    }

    private static MemoryCurve curve(ScenarioBody cell, List<Sample> samples, MemoryField field) {
        MemoryCurve curve = new MemoryCurve(cell.startNs(), cell.endNs());
        for (Sample sample : samples) {
            Long bytes = field.in(sample);
            if (bytes != null) {
                curve.add(sample.tNs(), bytes);
            }
        }
        return curve;
    }

    private String draw(@Nullable ServerStamp stamp, List<Panel> panels, int samples) {
        String stamped = stamp == null || stamp.tag() == null ? null : stamp.text();
        String name = CellIdentity.of(cell).fullName();
        double head = HEAD + (stamped == null ? 0 : STAMP_LINE);
        double height = head + panels.size() * (PANEL + PANEL_GAP) + FOOT;
        TimelineStyle.open(svg, height, "Memory over time: " + name, description(stamped, panels, samples));
        svg.text(14, 24, "start", "head", cut(name));
        if (stamped != null) {
            svg.text(14, 44, "start", "strong", stamped);
        }
        top = head;
        for (Panel panel : panels) {
            panel(panel);
            top += PANEL + PANEL_GAP;
        }
        strip(top - 6);
        return svg.raw("</svg>\n").text();
    }

    private String description(@Nullable String stamped, List<Panel> panels, int samples) {
        StringBuilder text = new StringBuilder(stamped == null ? "" : stamped + ". ");
        for (Panel panel : panels) {
            text.append(heading(panel)).append(". ");
        }
        return text.append(Figures.of(seconds, "s"))
                .append(", ")
                .append(samples)
                .append(samples == 1 ? " sample." : " samples.")
                .toString();
    }

    private static String heading(Panel panel) {
        MemoryCurve curve = panel.curve();
        return panel.title() + ": highest " + Figures.bytes(curve.highestBytes()) + ", "
                + Figures.of(curve.highestSeconds(), "s") + " after the start";
    }

    private void panel(Panel panel) {
        MemoryCurve curve = panel.curve();
        boolean giga = curve.highestBytes() >= 1_000_000_000L;
        double unit = giga ? 1e9 : 1e6;
        double room = Math.max((curve.highestBytes() - curve.lowestBytes()) * 0.08, curve.highestBytes() * 0.005 + 1);
        double low = Math.max(0, (curve.lowestBytes() - room) / unit);
        double high = (curve.highestBytes() + room) / unit;
        double panelTop = top + PANEL_GAP - 14;
        svg.text(14, panelTop - 8, "start", "strong", heading(panel));
        for (double tick : RoundTicks.between(low, high, ROWS)) {
            double y = y(tick, low, high, panelTop);
            svg.line("grid", LEFT, y, RIGHT, y);
            svg.text(LEFT - 6, y + 4, "end", "soft", RoundTicks.text(tick));
        }
        svg.text(LEFT - 6, panelTop + PANEL + 4, "end", "soft", giga ? "GB" : "MB");
        svg.line("axis", LEFT, panelTop + PANEL, RIGHT, panelTop + PANEL);
        curve(curve, unit, low, high, panelTop);
    }

    /** From the least to the greatest reading of each field, one area for each stretch without a gap. */
    private void curve(MemoryCurve curve, double unit, double low, double high, double panelTop) {
        String style = "area " + (cell.variant().equals(Side.BASELINE.id()) ? "base" : "cand");
        StringBuilder above = new StringBuilder();
        List<String> below = new ArrayList<>();
        double before = Double.NaN;
        for (int i = 0; i < MemoryCurve.FIELDS; i++) {
            if (!curve.has(i)) {
                continue;
            }
            if (curve.seconds(i) - before > GAP_SECONDS + seconds / MemoryCurve.FIELDS) {
                close(style, above, below);
            }
            String at = Markup.at(x(curve.seconds(i)));
            above.append(above.isEmpty() ? "M" : "L")
                    .append(at)
                    .append(' ')
                    .append(Markup.at(y(curve.greatest(i) / unit, low, high, panelTop)));
            below.add("L" + at + " " + Markup.at(y(curve.least(i) / unit, low, high, panelTop)));
            before = curve.seconds(i);
        }
        close(style, above, below);
    }

    private void close(String style, StringBuilder above, List<String> below) {
        for (int i = below.size() - 1; i >= 0; i--) {
            above.append(below.get(i));
        }
        svg.path(style, above + "Z");
        above.setLength(0);
        below.clear();
    }

    private void strip(double at) {
        double field = (RIGHT - LEFT) / MemoryCurve.FIELDS;
        int from = 0;
        for (int i = 1; i <= MemoryCurve.FIELDS; i++) {
            CellStretches.Stretch stretch = stretches.at(from);
            if (i < MemoryCurve.FIELDS && stretches.at(i) == stretch) {
                continue;
            }
            if (stretch != null) {
                svg.rect("strip " + stretch.style(), LEFT + from * field, at, (i - from) * field, STRIP);
            }
            from = i;
        }
        for (double tick : RoundTicks.between(0, seconds, COLUMNS)) {
            svg.text(x(tick), at + STRIP + 16, "middle", "soft", RoundTicks.text(tick));
        }
        svg.text(
                (LEFT + RIGHT) / 2,
                at + STRIP + 34,
                "middle",
                "",
                "seconds after the start of the cell; memory is not drawn from 0");
        double x = LEFT;
        for (CellStretches.Stretch stretch : CellStretches.Stretch.values()) {
            if (stretches.has(stretch)) {
                svg.rect("strip " + stretch.style(), x, at + STRIP + 46, 18, 9);
                svg.text(x + 24, at + STRIP + 55, "start", "", stretch.word());
                x += 130;
            }
        }
    }

    private double x(double atSeconds) {
        return LEFT + atSeconds / seconds * (RIGHT - LEFT);
    }

    private static double y(double value, double low, double high, double panelTop) {
        return panelTop + PANEL - (value - low) / (high - low) * PANEL;
    }

    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }
}
