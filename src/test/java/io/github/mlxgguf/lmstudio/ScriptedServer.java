package io.github.mlxgguf.lmstudio;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of raw sockets for tests that care which bytes go out together, and when the line is cut. */
final class ScriptedServer implements AutoCloseable {
    /** What to do with a chat request once it is read whole. */
    interface Chat {
        void answer(Socket socket, OutputStream out) throws Exception;
    }

    private final ServerSocket listener;
    private final String path;
    private final Chat chat;
    private final Chat greeting;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    ScriptedServer(Chat chat) throws IOException {
        this("/api/v1/chat", chat);
    }

    /** A server that plays the script for another path, and greets on all others. */
    ScriptedServer(String path, Chat chat) throws IOException {
        this(path, chat, (socket, out) -> out.write(json("{\"lmstudio\": true}")));
    }

    /** A server that plays a script for chats, and another for everything else. */
    ScriptedServer(Chat chat, Chat greeting) throws IOException {
        this("/api/v1/chat", chat, greeting);
    }

    ScriptedServer(String path, Chat chat, Chat greeting) throws IOException {
        this.greeting = greeting;
        this.path = path;
        this.chat = chat;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Head and body of every request so far. */
    List<String> requests() {
        return requests;
    }

    /** How many of them were for a path. */
    long count(String path) {
        return requests.stream().filter(request -> isFor(request, path)).count();
    }

    private static boolean isFor(String request, String path) {
        return request.startsWith("POST " + path + " ") || request.startsWith("GET " + path + " ");
    }

    /** A whole answer of status 200. */
    static byte[] json(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(ascii(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n"));
        answer.writeBytes(bytes);
        return answer.toByteArray();
    }

    /** The head of an event stream. */
    static byte[] streamHead() {
        return ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    /** An event as one HTTP chunk. */
    static byte[] event(String type, String data) {
        byte[] body = ("event: " + type + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes(ascii(Integer.toHexString(body.length) + "\r\n"));
        chunk.writeBytes(body);
        chunk.writeBytes(ascii("\r\n"));
        return chunk.toByteArray();
    }

    /** The end of a chunked body. */
    static byte[] lastChunk() {
        return ascii("0\r\n\r\n");
    }

    static byte[] delta(String text) {
        return event("message.delta", "{\"content\":\"" + text + "\"}");
    }

    static byte[] chatEnd(String instance, int outputTokens) {
        return event(
                "chat.end",
                "{\"result\":{\"model_instance_id\":\"" + instance
                        + "\",\"stats\":{\"input_tokens\":5,\"total_output_tokens\":" + outputTokens + "}}}");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread thread = new Thread(() -> serve(socket), "scripted-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                String request = read(in);
                if (request.isEmpty()) {
                    return;
                }
                requests.add(request);
                if (isFor(request, path)) {
                    chat.answer(socket, out);
                } else {
                    greeting.answer(socket, out);
                }
                out.flush();
            }
        } catch (Exception gone) {
            // the client has hung up, or the script said so
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        int length = 0;
        for (String line : head.toString().split("\r\n", -1)) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
