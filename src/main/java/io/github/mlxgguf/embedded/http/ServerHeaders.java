package io.github.mlxgguf.embedded.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/** The response headers of an Express server, which LM Studio is. */
final class ServerHeaders {
    private final Duration idleClose;

    ServerHeaders(Duration idleClose) {
        this.idleClose = idleClose;
    }

    void json(HttpResponse response, byte[] body, boolean keepAlive) {
        HttpHeaders headers = response.headers();
        headers.set("X-Powered-By", "Express");
        headers.set("Content-Type", "application/json; charset=utf-8");
        headers.set("Content-Length", body.length);
        headers.set("ETag", weakTag(body));
        headers.set("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        connection(headers, keepAlive);
    }

    void text(HttpResponse response, String contentType, byte[] body, boolean keepAlive) {
        HttpHeaders headers = response.headers();
        headers.set("X-Powered-By", "Express");
        headers.set("Content-Type", contentType);
        headers.set("Content-Length", body.length);
        connection(headers, keepAlive);
    }

    void events(HttpResponse response, boolean keepAlive) {
        HttpHeaders headers = response.headers();
        headers.set("X-Powered-By", "Express");
        headers.set("Content-Type", "text/event-stream");
        headers.set("Cache-Control", "no-cache");
        connection(headers, keepAlive);
        headers.set(HttpHeaderNames.TRANSFER_ENCODING.toString(), HttpHeaderValues.CHUNKED.toString());
    }

    private void connection(HttpHeaders headers, boolean keepAlive) {
        headers.set("Connection", keepAlive ? "keep-alive" : "close");
        if (keepAlive && !idleClose.isZero()) {
            headers.set("Keep-Alive", "timeout=" + Math.max(1, idleClose.toSeconds()));
        }
    }

    /** Length in hexadecimal and the digest of the body, as Express makes it. */
    private static String weakTag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(body);
            String text = Base64.getEncoder().encodeToString(digest).substring(0, 27);
            return "W/\"" + Integer.toHexString(body.length) + "-" + text + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }
}
