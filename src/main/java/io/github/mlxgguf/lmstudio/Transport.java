package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.TimeoutPhase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;

/** Names what went wrong below HTTP. */
final class Transport {
    private Transport() {}

    /** The failure behind an exception of a call that had no time-out of its own but the connect one. */
    static ServerFailure failure(String what, String url, IOException cause) {
        if (isUnreachable(cause)) {
            return unreachable(url, cause);
        }
        return new ServerFailure.StreamCut(
                what + " at " + url + " was cut off: " + text(cause) + ". The server or its worker may have crashed.",
                cause);
    }

    /** The failure behind an exception of a load. */
    static ServerFailure loadFailure(String what, String url, Duration limit, IOException cause) {
        if (cause instanceof SocketTimeoutException && !isUnreachable(cause)) {
            return new ServerFailure.TimedOut(
                    TimeoutPhase.LOAD,
                    limit,
                    what + " at " + url + " was not answered. Raise server.timeouts.load if the disk is only slow",
                    cause);
        }
        if (isUnreachable(cause)) {
            return unreachable(url, cause);
        }
        return new ServerFailure.LoadFailed(what + " at " + url + " was cut off: " + text(cause) + ".");
    }

    /** Nothing listens at an address. */
    static ServerFailure.Unreachable unreachable(String url, IOException cause) {
        return new ServerFailure.Unreachable(
                "Expected a model server at " + url + ", found nothing that answers (" + text(cause)
                        + "). Start LM Studio's server with `lms server start`, name another address with"
                        + " -Dbench.baseUrl=http://HOST:PORT, or measure without LM Studio with -Dbench.server=embedded.",
                cause);
    }

    static boolean isUnreachable(IOException cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || (cause instanceof SocketTimeoutException && text(cause).contains("connect"));
    }

    private static String text(IOException cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message.toLowerCase(Locale.ROOT);
    }
}
