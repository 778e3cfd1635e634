package io.github.mlxgguf.allure;

/** How a cell's timeline looks: the colours of the report's plots, readable on light and on dark ground. */
final class TimelineStyle {
    static final double WIDTH = 720;

    private static final String LIGHT =
            "--page:#ffffff;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--base:#a34a00;--cand:#0b5cad;";
    private static final String DARK =
            "--page:#0f1318;--ink:#e6edf3;--soft:#9aa5b1;--line:#363d47;--base:#ffb066;--cand:#79b8ff;";

    private static final String RULES = """
            text{fill:var(--ink)}
            .page{fill:var(--page)}
            .soft{fill:var(--soft)}
            .head{font-weight:600;font-size:15px}
            .strong{font-weight:600}
            .grid{stroke:var(--line);stroke-width:1}
            .axis{stroke:var(--soft);stroke-width:1.2}
            .base{fill:var(--base);stroke:var(--base)}
            .cand{fill:var(--cand);stroke:var(--cand)}
            .area{fill-opacity:.22;stroke-width:1.2;stroke-linejoin:round;stroke-linecap:round}
            .strip{stroke:var(--soft);stroke-width:.6}
            .s-idle{fill:var(--page)}
            .s-after{fill:var(--line)}
            .s-asked{fill:url(#asked)}
            .s-decode{fill:var(--soft)}
            .s-prefill{fill:var(--ink)}
            """;

    private TimelineStyle() {}

    /** Begins the drawing, with what a screen reader says. */
    static void open(Markup svg, double height, String title, String description) {
        String size = Markup.at(WIDTH) + " " + Markup.at(height);
        svg.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + "\" width=\"" + Markup.at(WIDTH)
                        + "\" height=\"" + Markup.at(height)
                        + "\" role=\"img\" aria-labelledby=\"title\" aria-describedby=\"desc\">\n")
                .leaf("title", "id=\"title\"", title)
                .leaf("desc", "id=\"desc\"", description)
                .raw("<style>\nsvg{color-scheme:light dark;"
                        + "font:13px system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif;" + LIGHT
                        + "}\n@media (prefers-color-scheme:dark){svg{" + DARK + "}}\n" + RULES + "</style>\n")
                .raw(
                        "<defs><pattern id=\"asked\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
                                + "<path d=\"M-1 1L1 -1M0 6L6 0M5 7L7 5\" stroke=\"var(--soft)\" stroke-width=\"1.4\"/></pattern></defs>\n")
                .rect("page", 0, 0, WIDTH, height);
    }
}
