package io.github.mlxgguf.report.live;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Serves the page and its data on the loopback address. All of its threads are daemons of the lowest priority, and those that
 * answer end when nobody asks.
 */
final class LiveServer implements AutoCloseable {
    /** A viewer that reads slowly holds one of them, and none of the run's. */
    private static final int MAX_ANSWERING = 4;

    private static final long IDLE_THREAD_SECONDS = 10;
    /** Backlog of the socket: left to the system. */
    private static final int DEFAULT_BACKLOG = 0;

    private final HttpServer server;
    private final ExecutorService answering;

    private LiveServer(HttpServer server, ExecutorService answering) {
        this.server = server;
        this.answering = answering;
    }

    /**
     * Starts to serve.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port cannot be had
     */
    static LiveServer start(int port, LiveHandler handler) throws IOException {
        // An address and not a name: a hosts file may send "localhost" elsewhere.
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), DEFAULT_BACKLOG);
        ThreadPoolExecutor answering = new ThreadPoolExecutor(
                MAX_ANSWERING,
                MAX_ANSWERING,
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> background(task, "live-timeline"));
        answering.allowCoreThreadTimeOut(true);
        server.setExecutor(answering);
        server.createContext("/", handler);
        startInBackground(server);
        return new LiveServer(server, answering);
    }

    /** Where it is. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Ends all connections and frees the port. */
    @Override
    public void close() {
        server.stop(0);
        answering.shutdownNow();
    }

    /** The server's own thread inherits daemon and priority of the thread that starts it. */
    private static void startInBackground(HttpServer server) {
        Thread starter = background(server::start, "live-timeline-start");
        starter.start();
        boolean interrupted = false;
        while (starter.isAlive()) {
            try {
                starter.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a wish in favour of what is measured; nothing here relies on it
    private static Thread background(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }
}
