package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.TimeoutPhase;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names what went wrong below HTTP. */
final class Transport {
    private static final Pattern UNTERMINATED = Pattern.compile("content=([0-9a-f]*)");

    /** A status line that was begun is a cut, not garbage. */
    private static final String HTTP_IN_HEX = "485454502f";

    private Transport() {}

    /**
     * The failure behind an exception of a call.
     *
     * @param connectLimit the limit of the connection
     */
    static ServerFailure failure(String what, String url, Duration connectLimit, IOException cause) {
        if (isConnectTimeout(cause)) {
            return new ServerFailure.TimedOut(
                    TimeoutPhase.CONNECT,
                    connectLimit,
                    what + " at " + url
                            + " got no connection. Check the address and the firewall, or raise"
                            + " server.timeouts.connect if the network is only slow",
                    cause);
        }
        if (isUnreachable(cause)) {
            return unreachable(url, cause);
        }
        if (cause instanceof CompressedAnswerException compressed) {
            return new ServerFailure.Protocol(
                    "Expected an uncompressed answer to " + what + " at " + url
                            + " (Accept-Encoding: identity was sent), found Content-Encoding: " + compressed.encoding()
                            + ". Compression delays events; take away the proxy between this suite and LM Studio.",
                    cause);
        }
        if (answeredGarbage(cause) || (cause instanceof ProtocolException && !isCut(cause))) {
            return new ServerFailure.Protocol(
                    "Expected HTTP in the answer to " + what + " at " + url + ", found something else ("
                            + ErrorBody.excerpt(text(cause))
                            + "). Another program may use this port, or a proxy stands in between.",
                    cause);
        }
        return new ServerFailure.StreamCut(
                what + " at " + url + " was cut off: " + text(cause)
                        + ". The server or its worker may have crashed; its log tells more.",
                cause);
    }

    /** The failure behind an exception of a control call that has to be answered within a limit. */
    static ServerFailure controlFailure(
            String what, String url, Duration limit, Duration connectLimit, IOException cause) {
        if (cause instanceof InterruptedIOException && !isConnectTimeout(cause)) {
            return new ServerFailure.TimedOut(
                    TimeoutPhase.TOTAL,
                    limit,
                    what + " at " + url + " was not answered in full. The server is too busy or hangs: restart it",
                    cause);
        }
        return failure(what, url, connectLimit, cause);
    }

    /** The failure behind an exception of a load. */
    static ServerFailure loadFailure(String what, String url, Duration connectLimit, IOException cause) {
        ServerFailure failure = failure(what, url, connectLimit, cause);
        if (failure instanceof ServerFailure.StreamCut) {
            return new ServerFailure.LoadFailed(
                    what + " at " + url + " was cut off: " + text(cause)
                            + ". The server may have crashed; its log tells more.",
                    cause);
        }
        return failure;
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
                || isConnectTimeout(cause);
    }

    private static boolean isConnectTimeout(IOException cause) {
        return cause instanceof SocketTimeoutException && text(cause).contains("connect");
    }

    /** Whether bytes came instead of a status line; OkHttp puts them, in hexadecimal, into the inner exception. */
    static boolean answeredGarbage(IOException cause) {
        Throwable inner = cause.getCause();
        String message = inner instanceof EOFException ? inner.getMessage() : null;
        Matcher bytes = UNTERMINATED.matcher(message == null ? "" : message);
        return bytes.find() && !bytes.group(1).isEmpty() && !bytes.group(1).startsWith(HTTP_IN_HEX);
    }

    /** OkHttp reports a body that ends too early as a breach of HTTP too. */
    private static boolean isCut(IOException cause) {
        return text(cause).contains("unexpected end of stream");
    }

    private static String text(IOException cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message.toLowerCase(Locale.ROOT);
    }
}
