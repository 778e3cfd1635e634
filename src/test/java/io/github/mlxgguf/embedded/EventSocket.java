package io.github.mlxgguf.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A chat that a test can drop in the middle. */
final class EventSocket implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader input;

    EventSocket(URI baseUrl, String body) throws IOException {
        socket = new Socket(baseUrl.getHost(), baseUrl.getPort());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream()
                .write(("POST /api/v1/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                                + bytes.length + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        input = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Returns when a line holds the text. */
    void readUntil(String text) throws IOException {
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.contains(text)) {
                return;
            }
        }
        throw new AssertionError("The stream ended without " + text);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
