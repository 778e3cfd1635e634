package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.plot.MemoryCourse.Stretch;
import io.github.mlxgguf.report.plot.PlotCanvas.Anchor;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Draws memory over time, one load below the other on the same scales, above a strip that tells what the model was doing. */
final class MemoryDrawing {
    private static final double PANEL = 84;
    private static final double PANEL_GAP = 50;
    private static final double STRIP = 9;
    private static final int ROW_TICKS = 4;
    private static final int COLUMN_TICKS = 9;
    /** Some sources are read once a second: only where nothing was read for longer is a line broken. */
    private static final double GAP_SECONDS = 3;

    private final String id;
    private final String title;
    private final String reading;
    private final String unit;

    MemoryDrawing(String id, String title, String reading, String unit) {
        this.id = id;
        this.title = title;
        this.reading = reading;
        this.unit = unit;
    }

    String draw(List<MemoryView> views) {
        Legend legend = legend(views);
        double legendTop = PlotCanvas.TOP - 4;
        double top = legendTop + legend.height();
        PlotCanvas canvas =
                new PlotCanvas(id, title, reading, top + views.size() * (PANEL + PANEL_GAP) + Axes.BELOW + 4);
        legend.draw(canvas, legendTop);
        double from = 0;
        double to = 1;
        double low = 0;
        double high = 0;
        for (MemoryView view : views) {
            from = Math.min(from, view.course().edgeSeconds(0));
            to = Math.max(to, view.course().edgeSeconds(view.course().buckets()));
            high = Math.max(high, view.highestBytes());
            for (int i = 0; i < view.course().buckets(); i++) {
                low = view.series().has(i) ? Math.min(low, view.least(i)) : low;
            }
        }
        double room = Math.max(1, 0.05 * (high - low));
        Scale x = Scale.linear(from, to, Axes.LEFT, PlotCanvas.WIDTH - PlotCanvas.EDGE, COLUMN_TICKS);
        for (int i = 0; i < views.size(); i++) {
            double panelTop = top + i * (PANEL + PANEL_GAP) + PANEL_GAP - 14;
            Scale y = Scale.linear(
                    Numbers.inByteUnit(low - (low < 0 ? room : 0), unit),
                    Numbers.inByteUnit(high + room, unit),
                    panelTop + PANEL,
                    panelTop,
                    ROW_TICKS);
            panel(canvas, x, y, views.get(i), i == views.size() - 1);
        }
        return canvas.finish();
    }

    private static Legend legend(List<MemoryView> views) {
        Legend legend = new Legend();
        for (Side side : Side.values()) {
            views.stream()
                    .filter(view -> view.course().side() == side)
                    .findFirst()
                    .ifPresent(view ->
                            legend.build(side, "highest, " + view.course().label()));
        }
        for (Stretch stretch : Stretch.values()) {
            if (views.stream().anyMatch(view -> has(view.course(), stretch))) {
                legend.patch("pl-strip " + style(stretch), word(stretch));
            }
        }
        if (views.stream().anyMatch(MemoryView::swapped)) {
            legend.add("swap has grown", (canvas, x, y) -> canvas.rect("pl-ink", x - 9, y - 2, 18, 4));
        }
        if (views.stream().anyMatch(MemoryView::pressed)) {
            legend.add("memory pressure", (canvas, x, y) -> canvas.rect("pl-strip pl-hatch", x - 9, y - 3, 18, 6));
        }
        return legend;
    }

    private static boolean has(MemoryCourse course, Stretch stretch) {
        for (int i = 0; i < course.buckets(); i++) {
            if (course.stretch(i) == stretch) {
                return true;
            }
        }
        return false;
    }

    private void panel(PlotCanvas canvas, Scale x, Scale y, MemoryView view, boolean last) {
        MemoryCourse course = view.course();
        new Axes(canvas, x, y).rows().columns(false);
        canvas.fitted(
                PlotCanvas.EDGE,
                y.to() - 18,
                Anchor.START,
                "pl-strong",
                course.name() + ", " + unit,
                PlotCanvas.WIDTH / 2);
        course(canvas, x, y, view);
        strip(canvas, x, course, y.from() + 2, STRIP, i -> {
            Stretch stretch = course.stretch(i);
            return stretch == null ? null : word(stretch) + "|pl-strip " + style(stretch);
        });
        strip(canvas, x, course, y.to() - 5, 4, i -> view.swappedIn(i) ? "swap has grown|pl-ink" : null);
        strip(canvas, x, course, y.to() - 12, 6, i -> view.pressedIn(i) ? "memory pressure|pl-strip pl-hatch" : null);
        highest(canvas, x, y, view);
        if (last) {
            for (double tick : x.ticks()) {
                canvas.text(x.at(tick), y.from() + STRIP + 18, Anchor.MIDDLE, "pl-soft", Numbers.exact(tick));
            }
            canvas.text(
                    (x.from() + x.to()) / 2, y.from() + STRIP + 38, Anchor.MIDDLE, "", "seconds after the load call");
        }
    }

    private void highest(PlotCanvas canvas, Scale x, Scale y, MemoryView view) {
        double seconds = view.course().seconds(view.highest());
        double value = Numbers.inByteUnit(view.highestBytes(), unit);
        canvas.openMark(view.course().name() + ": highest " + Numbers.figure(value) + " " + unit + ", "
                + Numbers.figure(seconds) + " s after the load call");
        Shape.draw(canvas, view.course().side(), x.at(seconds), y.at(value), false);
        canvas.close();
    }

    /** From the least to the greatest of each bucket, one area for each stretch without a gap. */
    private void course(PlotCanvas canvas, Scale x, Scale y, MemoryView view) {
        String style = PlotCanvas.tone(view.course().side()) + " pl-area";
        StringBuilder above = new StringBuilder();
        StringBuilder below = new StringBuilder();
        double before = Double.NaN;
        for (int i = 0; i < view.course().buckets(); i++) {
            if (!view.series().has(i)) {
                continue;
            }
            double seconds = view.course().seconds(i);
            if (seconds - before
                    > GAP_SECONDS + view.course().seconds(0) - view.course().edgeSeconds(0)) {
                canvas.path(style, "M" + above + below + "Z");
                above.setLength(0);
                below.setLength(0);
            }
            String at = Coordinate.of(x.at(seconds));
            above.append(above.isEmpty() ? "" : "L")
                    .append(at)
                    .append(' ')
                    .append(Coordinate.of(y.at(Numbers.inByteUnit(view.greatest(i), unit))));
            below.insert(0, "L" + at + " " + Coordinate.of(y.at(Numbers.inByteUnit(view.least(i), unit))));
            before = seconds;
        }
        canvas.path(style, "M" + above + below + "Z");
    }

    /** A row of fields, neighbours that are told apart by nothing being one. {@code kind} gives what a field says and its style. */
    private static void strip(
            PlotCanvas canvas,
            Scale x,
            MemoryCourse course,
            double top,
            double height,
            IntFunction<@Nullable String> kind) {
        int from = 0;
        for (int i = 1; i <= course.buckets(); i++) {
            String one = kind.apply(from);
            if (i < course.buckets() && Objects.equals(one, kind.apply(i))) {
                continue;
            }
            if (one != null) {
                int bar = one.indexOf('|');
                canvas.openHint(one.substring(0, bar) + ", " + Numbers.figure(course.edgeSeconds(from)) + " to "
                        + Numbers.figure(course.edgeSeconds(i)) + " s");
                double left = x.at(course.edgeSeconds(from));
                canvas.rect(one.substring(bar + 1), left, top, x.at(course.edgeSeconds(i)) - left, height);
                canvas.close();
            }
            from = i;
        }
    }

    private static String style(Stretch stretch) {
        return "pl-phase-" + stretch.name().toLowerCase(Locale.ROOT);
    }

    private static String word(Stretch stretch) {
        return switch (stretch) {
            case LOADING -> "loading";
            case QUIET -> "resident, idle";
            case PREFILL -> "prefill";
            case DECODE -> "decode";
            case AFTER -> "after answers";
        };
    }
}
