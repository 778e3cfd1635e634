package io.github.mlxgguf.report.output;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/** Fills the templates that travel in the jar; neither locale nor time zone of the machine has a say. */
public final class TemplateRenderer {
    private static final Configuration TEMPLATES = configure();

    private TemplateRenderer() {}

    /**
     * Fills one template. Whatever the format, control characters and orders of direction in names become U+FFFD.
     *
     * @param templateName its place below the reports' resources
     * @param report what it calls {@code report}
     * @throws IllegalStateException if the template does not fit its model, which is a mistake of ours
     */
    public static String render(String templateName, Object report) {
        try {
            StringWriter out = new StringWriter();
            TEMPLATES.getTemplate(templateName).process(Map.of("report", report), out);
            return HarmlessText.of(out.toString());
        } catch (IOException | TemplateException e) {
            throw new IllegalStateException("template " + templateName + " does not fit its model", e);
        }
    }

    private static Configuration configure() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(TemplateRenderer.class, "/io/github/mlxgguf/report");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setOutputEncoding(StandardCharsets.UTF_8.name());
        configuration.setLocale(Locale.ROOT);
        configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
        configuration.setNumberFormat("computer");
        configuration.setLocalizedLookup(false);
        configuration.setRegisteredCustomOutputFormats(List.of(MarkdownFormat.INSTANCE));
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setFallbackOnNullLoopVariable(false);
        return configuration;
    }
}
