package io.github.mlxgguf.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A socket that shows every byte, and how it came. */
final class RawConnection implements AutoCloseable {
    private final Socket socket;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
    }

    /** How a connection ended. */
    enum End {
        IN_ORDER,
        RESET
    }

    /**
     * All that came.
     *
     * @param reads what each read returned, which is a segment if the reader is quick enough
     */
    record Received(List<byte[]> reads, End end) {
        byte[] bytes() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            reads.forEach(all::writeBytes);
            return all.toByteArray();
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        /** The contents of the chunks, as far as they are complete; the last one is empty if the body is. */
        List<byte[]> chunks() {
            byte[] all = bytes();
            List<byte[]> chunks = new ArrayList<>();
            int at = text(all, 0, all.length).indexOf("\r\n\r\n") + 4;
            while (at < all.length) {
                int line = at;
                while (all[line] != '\r') {
                    line++;
                }
                int size = Integer.parseInt(text(all, at, line), 16);
                byte[] chunk = new byte[size];
                System.arraycopy(all, line + 2, chunk, 0, size);
                chunks.add(chunk);
                at = line + 2 + size + 2;
            }
            return chunks;
        }

        private static String text(byte[] bytes, int from, int to) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
    }

    RawConnection post(String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + bytes.length
                + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    RawConnection get(String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** Reads until the text has come. */
    void until(String text) throws IOException {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(text) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("The connection ended after " + all);
            }
            all.append((char) next);
        }
    }

    /** Reads to the end. */
    Received all() throws IOException {
        InputStream in = socket.getInputStream();
        List<byte[]> reads = new ArrayList<>();
        byte[] buffer = new byte[1 << 16];
        try {
            int count = in.read(buffer);
            while (count >= 0) {
                byte[] read = new byte[count];
                System.arraycopy(buffer, 0, read, 0, count);
                reads.add(read);
                count = in.read(buffer);
            }
            return new Received(reads, End.IN_ORDER);
        } catch (SocketException e) {
            return new Received(reads, End.RESET);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
