package io.github.mlxgguf.lmstudio;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;

/**
 * A TCP socket that stamps its own reads and writes, so that what a library buffers above it cannot shift a time.
 *
 * <p>Nagle's algorithm is off: with it a prompt of some kilobytes reaches the server 40 ms late, and TTFT would hold that.
 */
final class TimedSocket extends Socket implements StreamReader.Stamps {
    private final LongSupplier clock;
    private volatile int reads;
    private volatile long lastReadNs;
    private volatile long lastWriteNs;

    TimedSocket(LongSupplier clock) throws SocketException {
        this.clock = clock;
        setTcpNoDelay(true);
    }

    /** Number of reads that returned bytes, over the life of the connection. */
    @Override
    public int reads() {
        return reads;
    }

    /** When the newest read returned. */
    @Override
    public long lastReadNs() {
        return lastReadNs;
    }

    /**
     * When the newest write began. Not when it returned: on a busy machine the kernel runs the reader that it has just woken
     * first, and the time until the writer goes on would be missing from TTFT.
     */
    long lastWriteNs() {
        return lastWriteNs;
    }

    /**
     * Whether the other side has closed the connection, as far as that is known here. Takes a millisecond on an open one, so
     * it is asked before the clock of a generation starts. A byte that comes unasked is a connection out of step: closed too.
     */
    boolean isClosedByPeer() {
        try {
            int limitMs = getSoTimeout();
            try {
                setSoTimeout(1);
                super.getInputStream().read();
                return true;
            } finally {
                setSoTimeout(limitMs);
            }
        } catch (SocketTimeoutException silent) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                stamp(value);
                return value;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                stamp(count);
                return count;
            }

            // Only the thread that owns the exchange reads, so the increment has one writer.
            @SuppressWarnings("NonAtomicVolatileUpdate")
            private void stamp(int result) {
                if (result >= 0) {
                    lastReadNs = clock.getAsLong();
                    reads++;
                }
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int value) throws IOException {
                lastWriteNs = clock.getAsLong();
                out.write(value);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                lastWriteNs = clock.getAsLong();
                out.write(buffer, offset, length);
            }
        };
    }
}
