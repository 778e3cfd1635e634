package io.github.mlxgguf.calibration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * The same exchange with nothing of the suite in it: a request over the loopback, a pause, an answer. What it loses is the
 * machine's own, the floor below which no client can get.
 */
final class BareLoopback {
    private static final int REQUEST_BYTES = 1000;
    private static final int ANSWER_BYTES = 200;
    private static final int WARMUPS = 50;
    private static final Duration ANSWER_AFTER = Duration.ofMillis(80);
    private static final Duration BETWEEN = Duration.ofMillis(30);
    private static final double NS_PER_MS = 1e6;

    private BareLoopback() {}

    /** The time from request to answer as the client sees it, minus the same as the server sees it, in milliseconds. */
    static List<Double> errors(int exchanges) throws IOException, InterruptedException, ExecutionException {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<List<Long>> serverTimes = thread.submit(() -> answer(listener, WARMUPS + exchanges));
            List<Long> clientTimes = ask(listener.getLocalPort(), WARMUPS + exchanges);
            List<Double> errors = new ArrayList<>();
            for (int i = WARMUPS; i < WARMUPS + exchanges; i++) {
                errors.add((clientTimes.get(i) - serverTimes.get().get(i)) / NS_PER_MS);
            }
            return errors;
        } finally {
            thread.shutdownNow();
        }
    }

    private static List<Long> answer(ServerSocket listener, int exchanges) throws IOException {
        List<Long> times = new ArrayList<>();
        try (Socket socket = listener.accept()) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            for (int i = 0; i < exchanges; i++) {
                in.readNBytes(REQUEST_BYTES);
                long received = System.nanoTime();
                LockSupport.parkNanos(ANSWER_AFTER.toNanos());
                times.add(System.nanoTime() - received);
                socket.getOutputStream().write(new byte[ANSWER_BYTES]);
            }
            in.read(); // until the client has read the last answer
        }
        return times;
    }

    private static List<Long> ask(int port, int exchanges) throws IOException {
        List<Long> times = new ArrayList<>();
        byte[] buffer = new byte[ANSWER_BYTES];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < exchanges; i++) {
                LockSupport.parkNanos(BETWEEN.toNanos());
                long start = System.nanoTime();
                out.write(new byte[REQUEST_BYTES]);
                socket.getInputStream().readNBytes(buffer, 0, ANSWER_BYTES);
                times.add(System.nanoTime() - start);
            }
        }
        return times;
    }
}
