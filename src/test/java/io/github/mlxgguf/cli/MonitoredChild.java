package io.github.mlxgguf.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A program to be monitored: what it does is its first argument. */
final class MonitoredChild {
    static final int HELD_MB = 100;
    private static final long HOLD_NS = TimeUnit.MILLISECONDS.toNanos(1500);

    private MonitoredChild() {}

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "echo" -> echo(Integer.parseInt(arguments[1]));
            case "arguments" -> System.out.print(String.join("|", arguments));
            case "hold" -> hold();
            case "listen" -> listen();
            default -> waitForEver();
        }
    }

    private static void echo(int exitCode) throws IOException {
        System.in.transferTo(System.out);
        System.out.flush();
        System.err.println("the child's own words");
        System.exit(exitCode);
    }

    private static void hold() {
        List<byte[]> held = new ArrayList<>();
        for (int i = 0; i < HELD_MB; i++) {
            byte[] chunk = new byte[1 << 20];
            Arrays.fill(chunk, (byte) 1);
            held.add(chunk);
        }
        long end = System.nanoTime() + HOLD_NS;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(HOLD_NS);
        }
        System.out.println(ProcessHandle.current().pid() + " " + held.size());
    }

    private static void listen() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println(socket.getLocalPort());
            waitForEver();
        }
    }

    private static void waitForEver() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.println("ended in order");
            System.out.flush();
        }));
        System.out.println(ProcessHandle.current().pid());
        while (true) {
            LockSupport.park();
        }
    }
}
