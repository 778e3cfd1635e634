package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.PortListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Finds a port's listener by {@code lsof}; some 50 ms, so only at the start and at loads. */
public final class LsofPortListener implements PortListener {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Override
    public OptionalLong find(int port) throws IOException {
        Process lsof = new ProcessBuilder(List.of("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-t"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            lsof.getOutputStream().close();
            if (!lsof.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("lsof did not answer within " + LIMIT.toSeconds() + " s");
            }
            // A handful of ids fits any pipe, so it can be read after the end.
            return firstPid(new String(lsof.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        } finally {
            lsof.destroyForcibly();
        }
    }

    /** The first process id of {@code lsof -t}, one a line; nothing listens if it printed none. */
    static OptionalLong firstPid(String output) {
        return output.lines()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }
}
