package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** An exchange on a Netty channel. */
final class NettyExchange implements Exchange {
    private final ChannelHandlerContext context;
    private final ServerHeaders headers;
    private final String method;
    private final String path;
    private final byte[] body;
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
    public EventStream events() {
        DefaultHttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        headers.events(head, keepAlive);
        write(head);
        return new NettyEventStream();
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
            action = disconnectAction;
        }
        if (action != null) {
            action.run();
        }
    }

    synchronized boolean isComplete() {
        return complete;
    }

    private void write(Object part) {
        context.writeAndFlush(part).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** Nothing is stamped once the connection is closed. */
    private void write(Object part, LongConsumer sentNs) {
        context.executor().execute(() -> {
            if (context.channel().isActive()) {
                sentNs.accept(System.nanoTime());
            }
            write(part);
        });
    }

    private void finish(Object last) {
        synchronized (this) {
            complete = true;
        }
        context.writeAndFlush(last)
                .addListener(keepAlive ? ChannelFutureListener.CLOSE_ON_FAILURE : ChannelFutureListener.CLOSE);
    }

    private final class NettyEventStream implements EventStream {
        @Override
        public void send(String type, ObjectNode data) {
            write(frame(type, data));
        }

        @Override
        public void send(String type, ObjectNode data, LongConsumer sentNs) {
            write(frame(type, data), sentNs);
        }

        private Object frame(String type, ObjectNode data) {
            ObjectNode withType = Json.object().put("type", type);
            withType.setAll(data);
            String frame = "event: " + type + "\ndata: " + Json.text(withType) + "\n\n";
            return new DefaultHttpContent(Unpooled.wrappedBuffer(frame.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void close() {
            finish(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }
}
