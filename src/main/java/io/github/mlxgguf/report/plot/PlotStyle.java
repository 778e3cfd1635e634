package io.github.mlxgguf.report.plot;

/**
 * The style sheet inside a plot. Blue and orange are told apart by every kind of colour vision, and each comes with a shape or a
 * pattern of its own. All rules begin with the plot's class: many plots share a page.
 */
final class PlotStyle {
    /** Paper, ink, less important ink, lines, baseline's colour, candidate's colour, band. */
    static final String LIGHT =
            "--pl-page:#ffffff;--pl-ink:#1b1f24;--pl-soft:#57606a;--pl-line:#d0d7de;--pl-base:#a34a00;"
                    + "--pl-cand:#0b5cad;--pl-band:#e6eaef";

    static final String DARK =
            "--pl-page:#0f1318;--pl-ink:#e6edf3;--pl-soft:#9aa5b1;--pl-line:#363d47;--pl-base:#ffb066;"
                    + "--pl-cand:#79b8ff;--pl-band:#262d36";

    private static final String RULES = """
            @ .pl-page{fill:var(--pl-page)}
            @ text{fill:var(--pl-ink);stroke:none}
            @ .pl-soft{fill:var(--pl-soft)}
            @ .pl-head{font-weight:600;font-size:15px}
            @ .pl-strong{font-weight:600}
            @ .pl-grid{stroke:var(--pl-line);stroke-width:1;fill:none}
            @ .pl-axis{stroke:var(--pl-soft);stroke-width:1.2;fill:none}
            @ .pl-band{fill:var(--pl-band)}
            @ .pl-ink{fill:var(--pl-ink)}
            @ .pl-base{fill:var(--pl-base);stroke:var(--pl-base)}
            @ .pl-cand{fill:var(--pl-cand);stroke:var(--pl-cand)}
            @ .pl-none{fill:var(--pl-soft);stroke:var(--pl-soft)}
            @ .pl-line{fill:none;stroke-width:2}
            @ .pl-dash{stroke-dasharray:7 4}
            @ .pl-hollow{fill:var(--pl-page);stroke-width:2}
            @ .pl-area{fill-opacity:.22;stroke-width:1.2;stroke-linejoin:round}
            @ .pl-ring{stroke:var(--pl-page);stroke-width:1.5}
            @ .pl-strip{stroke:var(--pl-soft);stroke-width:.8}
            @ .pl-phase-loading{fill:url(#@-hatch)}
            @ .pl-phase-quiet{fill:var(--pl-page)}
            @ .pl-phase-prefill{fill:var(--pl-ink)}
            @ .pl-phase-decode{fill:var(--pl-soft)}
            @ .pl-phase-after{fill:var(--pl-line)}
            @ .pl-field{shape-rendering:crispEdges}
            @ .pl-solid{fill:var(--pl-cand)}
            @ .pl-hatch{fill:url(#@-hatch)}
            @ .pl-dots{fill:url(#@-dots)}
            @ .pl-striped{fill:url(#@-stripes)}
            @ .pl-halo{paint-order:stroke;stroke:var(--pl-page);stroke-width:4;stroke-linejoin:round}
            """;

    private PlotStyle() {}

    /** The style sheet of the plot with this id, which is its class as well. */
    static String of(String id) {
        String root = "." + id;
        return root + "{display:block;width:100%;min-width:640px;max-width:900px;height:auto;color-scheme:light dark;"
                + "font:13px system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif;" + LIGHT + "}\n"
                + "@media (prefers-color-scheme:dark){" + root + "{" + DARK + "}}\n"
                + "@media print{" + root + "{min-width:0;" + LIGHT.replace("--pl-ink:#1b1f24", "--pl-ink:#000000")
                + "}}\n"
                + RULES.replace("#@-", "#" + id + "-").replace("@ ", root + " ");
    }

    /** Patterns that tell areas apart without colour. */
    static void patterns(Svg svg, String id) {
        svg.open("defs");
        pattern(svg, id + "-hatch", "6");
        svg.empty("path", "d", "M-1 1L1 -1M0 6L6 0M5 7L7 5", "stroke", "var(--pl-soft)", "stroke-width", "1.4");
        svg.close();
        pattern(svg, id + "-dots", "12");
        svg.empty("circle", "cx", "6", "cy", "6", "r", "1.2", "fill", "var(--pl-soft)");
        svg.close();
        pattern(svg, id + "-stripes", "8");
        svg.empty("rect", "width", "8", "height", "8", "fill", "var(--pl-base)");
        svg.empty("rect", "width", "8", "height", "1.6", "fill", "var(--pl-page)");
        svg.close();
        svg.close();
    }

    private static void pattern(Svg svg, String id, String size) {
        svg.open("pattern", "id", id, "width", size, "height", size, "patternUnits", "userSpaceOnUse");
    }
}
