package io.github.mlxgguf.report.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A page in the system's Chromium, driven over its DevTools protocol. Every wait has a deadline. */
final class Browser implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What the page said on its console and what it threw. */
    final List<String> complaints = new CopyOnWriteArrayList<>();
    /** Addresses that the page asked for, its own included. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private String session = "";

    private Browser(Process process, URI address) throws Exception {
        this.process = process;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Messages())
                .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Where Chromium is; empty where it is not installed. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with a profile of its own. */
    static Browser start(Path executable, Path profile) throws Exception {
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Path port = profile.resolve("DevToolsActivePort");
            await(
                    "the browser's port",
                    () -> Files.exists(port) && Files.readAllLines(port).size() == 2);
            List<String> lines = Files.readAllLines(port);
            Browser browser = new Browser(process, URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
            browser.attach();
            return browser;
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** A condition that may fail to be asked. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Asks until it holds. */
    static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + DEADLINE.toSeconds() + " s in vain for " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Opens a page and waits until it is loaded; what an earlier page said is forgotten. */
    void open(URI page) throws Exception {
        call("Page.navigate", Map.of("url", "about:blank"));
        await("a blank page", () -> evaluate("location.href").asText().equals("about:blank"));
        complaints.clear();
        requests.clear();
        call("Page.navigate", Map.of("url", page.toString()));
        await(page.toString(), () -> evaluate("location.href + ' ' + document.readyState")
                .asText()
                .equals(page + " complete"));
    }

    /** The value of an expression; promises are waited for. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode reply =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (reply.has("exceptionDetails")) {
            throw new AssertionError(expression + " threw " + reply.path("exceptionDetails"));
        }
        return reply.path("result").path("value");
    }

    /** Waits until an expression is true. */
    void awaitTrue(String expression) throws Exception {
        await(expression, () -> evaluate(expression).asBoolean());
    }

    void size(int width, int height) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void scheme(String name) throws Exception {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
    }

    void moveMouse(double x, double y) throws Exception {
        call("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
    }

    void wheel(double x, double y, double delta) throws Exception {
        call("Input.dispatchMouseEvent", Map.of("type", "mouseWheel", "x", x, "y", y, "deltaX", 0, "deltaY", delta));
    }

    void drag(double fromX, double toX, double y) throws Exception {
        moveMouse(fromX, y);
        call("Input.dispatchMouseEvent", mouse("mousePressed", fromX, y));
        for (int step = 1; step <= 5; step++) {
            call("Input.dispatchMouseEvent", mouse("mouseMoved", fromX + (toX - fromX) * step / 5, y));
        }
        call("Input.dispatchMouseEvent", mouse("mouseReleased", toX, y));
    }

    void key(String key, int code) throws Exception {
        String text = key.length() == 1 ? key : "";
        call(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyDown", "key", key, "windowsVirtualKeyCode", code, "text", text));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
    }

    void screenshot(Path file, int width, int height) throws Exception {
        JsonNode picture = call(
                "Page.captureScreenshot",
                Map.of(
                        "format",
                        "png",
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        // Its profile can only be deleted once it is gone.
        process.destroyForcibly().onExit().join();
    }

    private static Map<String, Object> mouse(String type, double x, double y) {
        return Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1);
    }

    private void attach() throws Exception {
        String target = call("Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int id = lastId.incrementAndGet();
        ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
        message.set("params", MAPPER.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        calls.put(id, reply);
        socket.sendText(message.toString(), true).get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        try {
            return reply.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the browser did not do " + method + ": " + e.getMessage(), e);
        } finally {
            calls.remove(id);
        }
    }

    /** Replies go to who asked; events of interest are kept. */
    private final class Messages implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            partial.append(text);
            if (last) {
                try {
                    take(MAPPER.readTree(partial.toString()));
                } catch (IOException e) {
                    complaints.add("unreadable message of the browser: " + e.getMessage());
                }
                partial.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void take(JsonNode message) {
            CompletableFuture<JsonNode> call = calls.get(message.path("id").asInt());
            JsonNode parameters = message.path("params");
            switch (message.path("method").asText()) {
                case "Runtime.consoleAPICalled" ->
                    complaints.add(parameters.path("type").asText() + " " + parameters.path("args"));
                case "Runtime.exceptionThrown" ->
                    complaints.add(parameters.path("exceptionDetails").toString());
                case "Log.entryAdded" -> complaints.add(parameters.path("entry").toString());
                case "Network.requestWillBeSent" ->
                    requests.add(parameters.path("request").path("url").asText());
                default -> {
                    if (call != null && message.has("error")) {
                        call.completeExceptionally(
                                new IOException(message.path("error").toString()));
                    } else if (call != null) {
                        call.complete(message.path("result"));
                    }
                }
            }
        }
    }
}
