package io.github.mlxgguf.lmstudio;

import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a GET once, where nothing is measured and nothing can double: when a pooled connection turns out to be closed, and
 * when the server says that it is busy. Any other request goes to a second connection only if the first was closed before a
 * byte of it was written; a chat does that itself, and proves the new one first.
 */
final class SafeRetry implements Interceptor {
    private static final Logger LOG = System.getLogger(SafeRetry.class.getName());

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** A server that asks for a longer pause than this is not fit to be measured now; its answer stands. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Where the server does not say how long. */
    private static final Duration USUAL_PAUSE = Duration.ofMillis(250);

    /** Where the server's {@code Retry-After} is kept out of OkHttp's sight. */
    private static final String RETRY_AFTER = "X-Hidden-Retry-After";

    /**
     * OkHttp repeats any request, loads and generations too, that is answered with 503 and {@code Retry-After: 0}, and no
     * setting of it prevents that. So it never sees that header.
     */
    static Response hideRetryAfter(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String asked = response.header("Retry-After");
        if (asked == null) {
            return response;
        }
        return response.newBuilder()
                .removeHeader("Retry-After")
                .header(RETRY_AFTER, asked)
                .build();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (!request.method().equals("GET")) {
            return once(chain, request);
        }
        Response response;
        try {
            response = chain.proceed(request);
        } catch (IOException failed) {
            if (!isHangUp(failed) || chain.call().isCanceled()) {
                throw failed;
            }
            LOG.log(Level.DEBUG, "{0} met a closed connection ({1}); once more", request.url(), failed.getMessage());
            return chain.proceed(request);
        }
        Duration pause = pause(response);
        if (pause == null) {
            return response;
        }
        LOG.log(Level.DEBUG, "{0} was answered with status {1}; once more", request.url(), response.code());
        response.close();
        LockSupport.parkNanos(pause.toNanos());
        return chain.proceed(request);
    }

    /** Throws before the first byte of a request is written if the server has closed the connection meanwhile. */
    static Response refuseClosedConnection(Chain chain) throws IOException {
        Connection connection = chain.connection();
        boolean closed = !chain.request().method().equals("GET")
                && connection != null
                && connection.socket() instanceof TimedSocket socket
                && socket.isClosedByPeer();
        if (closed) {
            throw new StaleConnectionException();
        }
        return chain.proceed(chain.request());
    }

    private static Response once(Chain chain, Request request) throws IOException {
        try {
            return chain.proceed(request);
        } catch (StaleConnectionException untouched) {
            if ("text/event-stream".equals(request.header("Accept"))) {
                throw untouched;
            }
            return chain.proceed(request);
        }
    }

    /** The other side hung up before it answered; not a refused connection, not a time-out, not an answer in part. */
    private static boolean isHangUp(IOException failed) {
        if (Transport.answeredGarbage(failed)) {
            return false;
        }
        return failed instanceof EOFException
                || failed.getCause() instanceof EOFException
                || (failed instanceof SocketException && !Transport.isUnreachable(failed));
    }

    private static @Nullable Duration pause(Response response) {
        if (response.code() != TOO_MANY_REQUESTS && response.code() != UNAVAILABLE) {
            return null;
        }
        String asked = response.header(RETRY_AFTER);
        if (asked == null) {
            return USUAL_PAUSE;
        }
        try {
            Duration pause = Duration.ofSeconds(Long.parseLong(asked.strip()));
            return pause.isNegative() || pause.compareTo(LONGEST_PAUSE) > 0 ? null : pause;
        } catch (NumberFormatException date) {
            return null;
        }
    }
}
