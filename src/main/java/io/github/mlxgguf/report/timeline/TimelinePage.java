package io.github.mlxgguf.report.timeline;

import io.github.mlxgguf.analysis.RunFindings.Banner;
import io.github.mlxgguf.analysis.evidence.ServerIds;
import io.github.mlxgguf.report.output.TemplateRenderer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets a time line into its page: one file, which asks the network for nothing. */
public final class TimelinePage {
    private TimelinePage() {}

    /** The page of a time line. */
    public static String render(TimelineData data) {
        return fill(
                title(data.head().serverKind()), data.head().name(), data.head().banners(), data.toJson());
    }

    /**
     * A page that fetches its time line from {@code data.json} beside its own address, at once and every two seconds until the time
     * line says that the run has ended.
     */
    public static String renderLive() {
        return fill("Time line", "", List.of(), null);
    }

    /**
     * What the template lays out. Public for FreeMarker only.
     *
     * @param json the time line, safe inside a script element; null in a live page
     * @param policy what the page may do, for its Content-Security-Policy
     */
    public record Model(
            String title,
            String name,
            List<Banner> banners,
            @Nullable String json,
            String library,
            String script,
            String policy) {
        /** Copies the list. */
        public Model {
            banners = List.copyOf(banners);
        }
    }

    private static String fill(String title, String name, List<Banner> banners, @Nullable String json) {
        String library = PageScripts.library();
        String script = PageScripts.own();
        String policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src "
                + (json == null ? "'self'" : "'none'") + "; script-src " + PageScripts.hash(library) + " "
                + PageScripts.hash(script);
        return TemplateRenderer.render(
                "timeline/timeline.html.ftlh",
                new Model(title, name, banners, json == null ? null : inScript(json), library, script, policy));
    }

    private static String title(@Nullable String serverKind) {
        return switch (serverKind == null ? "" : serverKind) {
            case ServerIds.SIMULATED -> "Time line: simulated run";
            case ServerIds.EMBEDDED -> "Time line: run on the embedded server";
            default -> "Time line";
        };
    }

    /** The same JSON without a character that could end a script element or, in old browsers, a line. */
    static String inScript(String json) {
        return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }
}
