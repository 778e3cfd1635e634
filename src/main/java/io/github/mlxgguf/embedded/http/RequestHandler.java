package io.github.mlxgguf.embedded.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Hands the requests of one connection to the router, off the event loop, and tells it when the client goes away. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Router router;
    private final Executor workers;
    private final ServerHeaders headers;
    private @Nullable NettyExchange current;

    RequestHandler(Router router, Executor workers, ServerHeaders headers) {
        this.router = router;
        this.workers = workers;
        this.headers = headers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        NettyExchange exchange = new NettyExchange(context, request, headers);
        current = exchange;
        workers.execute(() -> router.handle(exchange));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        NettyExchange open = current;
        if (open != null) {
            workers.execute(open::disconnected);
        }
    }

    /** Nothing went either way for a while: closes the connection unless an answer is still owed. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent) {
            NettyExchange open = current;
            if (open == null || open.isComplete()) {
                var unused = context.close();
            }
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var unused = context.close(); // the client reset the connection or sent what is not HTTP
    }
}
