package io.github.mlxgguf.report.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.mlxgguf.report.timeline.TimelinePage;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** Answers {@code GET /} with the page and {@code GET /data.json} with the time line as it is now; refuses everything else. */
final class LiveHandler implements HttpHandler {
    private static final Logger LOG = System.getLogger(LiveHandler.class.getName());
    /** A page of another site that had its name pointed at this machine comes with that name. */
    private static final Pattern OWN_HOST = Pattern.compile("(?i)(127\\.0\\.0\\.1|localhost)(:\\d{1,5})?");

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    /** Of {@code sendResponseHeaders}: there is no body. */
    private static final int NO_BODY = -1;

    private final LiveFeed feed;
    private final LongSupplier nanoTime;
    private final Object view = new Object();
    private boolean failureLogged;
    private boolean viewed;
    private boolean lastViewed;
    private long viewedNs;

    LiveHandler(LiveFeed feed, LongSupplier nanoTime) {
        this.feed = feed;
        this.nanoTime = nanoTime;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            answer(exchange);
        } catch (IOException hungUp) {
            LOG.log(Level.DEBUG, "a viewer of the live time line hung up: {0}", hungUp.getMessage());
        } catch (RuntimeException e) {
            logOnce(e);
        }
    }

    /** Whether the data were fetched within this time. */
    boolean viewedWithin(Duration limit) {
        synchronized (view) {
            return viewed && nanoTime.getAsLong() - viewedNs <= limit.toNanos();
        }
    }

    /** Waits until a viewer has the last time line, for a limited time. */
    void awaitLastView(Duration limit) throws InterruptedException {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        synchronized (view) {
            while (!lastViewed && System.nanoTime() < deadlineNs) {
                TimeUnit.NANOSECONDS.timedWait(view, Math.max(1, deadlineNs - System.nanoTime()));
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        if (!isForUs(exchange.getRequestHeaders())) {
            refuse(exchange, FORBIDDEN, "This page is served to http://127.0.0.1 and http://localhost only.");
        } else if (!method.equals("GET") && !method.equals("HEAD")) {
            headers.set("Allow", "GET, HEAD");
            refuse(exchange, METHOD_NOT_ALLOWED, "Only GET and HEAD are answered here.");
        } else if ("/".equals(path)) {
            send(
                    exchange,
                    OK,
                    "text/html; charset=utf-8",
                    TimelinePage.renderLive().getBytes(StandardCharsets.UTF_8));
        } else if ("/data.json".equals(path)) {
            LiveFeed.Answer answer = feed.answer();
            send(exchange, OK, "application/json", answer.json());
            noteView(answer);
        } else {
            refuse(exchange, NOT_FOUND, "There is only / and /data.json here.");
        }
    }

    private static boolean isForUs(Headers headers) {
        List<String> hosts = headers.get("Host");
        return hosts != null
                && hosts.size() == 1
                && OWN_HOST.matcher(hosts.get(0).strip()).matches();
    }

    private static void refuse(HttpExchange exchange, int status, String sentence) throws IOException {
        send(exchange, status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] plain) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Vary", "Accept-Encoding");
        byte[] body = plain;
        if (acceptsGzip(exchange.getRequestHeaders())) {
            headers.set("Content-Encoding", "gzip");
            body = LiveFeed.compressed(plain);
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, NO_BODY);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().close();
    }

    private static boolean acceptsGzip(Headers headers) {
        return headers.getOrDefault("Accept-Encoding", List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(coding -> coding.replace(" ", "").toLowerCase(Locale.ROOT))
                .anyMatch(coding ->
                        coding.equals("gzip") || (coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(\\.0*)?")));
    }

    private void noteView(LiveFeed.Answer answer) {
        synchronized (view) {
            viewed = true;
            viewedNs = nanoTime.getAsLong();
            lastViewed |= answer.last();
            view.notifyAll();
        }
    }

    private synchronized void logOnce(RuntimeException e) {
        if (!failureLogged) {
            failureLogged = true;
            LOG.log(Level.WARNING, "The live time line could not answer; the run goes on, and this is said once", e);
        }
    }
}
