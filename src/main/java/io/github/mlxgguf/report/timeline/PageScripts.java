package io.github.mlxgguf.report.timeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The page's scripts as they stand inside it. */
final class PageScripts {
    /** The charting library, from its WebJar; its licence stands at its head and stays there. */
    private static final String LIBRARY = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

    /** In the order in which they need each other. */
    private static final List<String> OWN = List.of(
            "format.js",
            "data.js",
            "catalogue.js",
            "regions.js",
            "options.js",
            "tooltip.js",
            "table.js",
            "switches.js",
            "page.js");

    private PageScripts() {}

    static String library() {
        return text(LIBRARY);
    }

    static String own() {
        return OWN.stream().map(PageScripts::text).collect(Collectors.joining("\n"));
    }

    /** What a Content-Security-Policy calls a script of exactly this text. */
    static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = PageScripts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar is not whole: no " + resource + " in it");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the jar cannot be read: " + e.getMessage(), e);
        }
    }
}
