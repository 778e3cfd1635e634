package io.github.mlxgguf.monitor;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a small tool of the system prints, in plain English and with decimal points whatever the locale. */
final class ToolOutput {
    private static final Logger LOG = System.getLogger(ToolOutput.class.getName());

    /** These tools answer within some 10 ms; one that does not is not worth the wait. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private ToolOutput() {}

    /**
     * Runs a tool that prints less than a pipe holds (some 16 KB). Its exit code is not looked at: {@code sysctl} prints what it
     * knows and fails for what it does not.
     *
     * @return empty if there is no such tool, it printed nothing, or it took too long
     */
    static Optional<String> of(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("LC_ALL", "C");
            Process tool = builder.start();
            try {
                tool.getOutputStream().close();
                if (!tool.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.log(Level.DEBUG, "{0} did not end within {1} s", command, LIMIT.toSeconds());
                    return Optional.empty();
                }
                String text = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return text.isBlank() ? Optional.empty() : Optional.of(text);
            } finally {
                tool.destroyForcibly();
            }
        } catch (IOException notThere) {
            LOG.log(Level.DEBUG, "{0} could not be run: {1}", command, notThere.getMessage());
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
