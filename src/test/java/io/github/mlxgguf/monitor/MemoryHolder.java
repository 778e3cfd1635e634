package io.github.mlxgguf.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stands for a server in a process of its own. As {@code server} it listens on a port and starts a worker; as {@code llmworker} it
 * holds memory. Both print a line when they are ready and end when their input does.
 */
final class MemoryHolder {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int CHUNKS = 150;
    static final long HELD_BYTES = (long) CHUNKS * CHUNK_BYTES;

    private MemoryHolder() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("server")) {
            serve();
        } else {
            hold();
        }
    }

    /** A JVM that runs this class. */
    static Process start(String role) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String classes = MemoryHolder.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return new ProcessBuilder(List.of(
                        java, "-Xmx256m", "-XX:+UseSerialGC", "-cp", classes, MemoryHolder.class.getName(), role))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void serve() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process worker = start("llmworker");
            try (InputStream ready = worker.getInputStream()) {
                say(ready.read() < 0 ? "failed" : socket.getLocalPort() + " " + worker.pid());
                untilInputEnds();
            } finally {
                worker.destroyForcibly();
            }
        }
    }

    private static void hold() throws IOException {
        List<byte[]> held = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i++) {
            byte[] chunk = new byte[CHUNK_BYTES];
            Arrays.fill(chunk, (byte) 1);
            held.add(chunk);
        }
        say("ready");
        untilInputEnds();
        say(Integer.toString(held.size()));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void untilInputEnds() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is said to it; it waits for the end.
        }
    }
}
