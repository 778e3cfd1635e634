package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** An exchange on a Netty channel. */
final class NettyExchange implements Exchange {
    private final ChannelHandlerContext context;
    private final ServerHeaders headers;
    private final String method;
    private final String path;
    private final byte[] body;
    private final HttpHeaders requestHeaders;
    private final boolean keepAlive;
    private final long receivedNs = System.nanoTime();
    private boolean disconnected;
    private boolean complete;
    private @Nullable Runnable disconnectAction;

    NettyExchange(ChannelHandlerContext context, FullHttpRequest request, ServerHeaders headers) {
        this.context = context;
        this.headers = headers;
        this.method = request.method().name();
        this.path = new QueryStringDecoder(request.uri()).path();
        this.body = new byte[request.content().readableBytes()];
        request.content().readBytes(body);
        this.requestHeaders = request.headers();
        this.keepAlive = HttpUtil.isKeepAlive(request);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable String header(String name) {
        return requestHeaders.get(name);
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public long receivedNs() {
        return receivedNs;
    }

    /** The event loop works in order, so the action comes after all writes asked for so far. */
    @Override
    public void afterLastByte(Runnable action) {
        context.executor().execute(action);
    }

    @Override
    public void json(int status, JsonNode json) {
        byte[] bytes = Json.text(json).getBytes(StandardCharsets.UTF_8);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(bytes));
        headers.json(response, bytes, keepAlive);
        finish(response);
    }

    @Override
    public void text(int status, String contentType, String text, Map<String, String> moreHeaders) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(bytes));
        headers.text(response, contentType, bytes, keepAlive);
        moreHeaders.forEach(response.headers()::set);
        finish(response);
    }

    @Override
    public ByteStream events() {
        DefaultHttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        headers.events(head, keepAlive);
        write(head);
        return new ChunkedBody(context, this);
    }

    @Override
    public void reset() {
        complete();
        // a close without lingering throws away what is not sent yet, and tells the other side by a reset
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        var unused = context.close();
    }

    @Override
    public synchronized boolean pause(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (!disconnected && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
        return !disconnected;
    }

    @Override
    public void onDisconnect(Runnable action) {
        boolean now;
        synchronized (this) {
            disconnectAction = action;
            now = disconnected;
        }
        if (now) {
            action.run();
        }
    }

    /** The channel is closed, by whomever. */
    void disconnected() {
        Runnable action;
        synchronized (this) {
            if (disconnected || complete) {
                return;
            }
            disconnected = true;
            notifyAll();
            action = disconnectAction;
        }
        if (action != null) {
            action.run();
        }
    }

    synchronized boolean isComplete() {
        return complete;
    }

    void write(Object part) {
        context.writeAndFlush(part).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** Nothing is stamped once the connection is closed. */
    void write(ChannelHandlerContext through, Object part, LongConsumer sentNs) {
        context.executor().execute(() -> {
            if (context.channel().isActive()) {
                sentNs.accept(System.nanoTime());
            }
            through.writeAndFlush(part).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        });
    }

    /** Closes the connection in order, with whatever was sent. */
    void drop() {
        complete();
        var unused = context.close();
    }

    void finish(Object last) {
        complete();
        context.writeAndFlush(last)
                .addListener(keepAlive ? ChannelFutureListener.CLOSE_ON_FAILURE : ChannelFutureListener.CLOSE);
    }

    private synchronized void complete() {
        complete = true;
    }
}
