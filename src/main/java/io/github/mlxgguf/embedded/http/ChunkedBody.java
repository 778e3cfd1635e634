package io.github.mlxgguf.embedded.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** A streamed body on a Netty channel; every write is flushed at once, and without Nagle's delay it is a segment of its own. */
final class ChunkedBody implements ByteStream {
    /** Long enough for a reader on the same machine to wake and read; short beside a token's time. */
    private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final ChannelHandlerContext context;
    private final NettyExchange exchange;

    ChunkedBody(ChannelHandlerContext context, NettyExchange exchange) {
        this.context = context;
        this.exchange = exchange;
    }

    @Override
    public void chunk(byte[] bytes, LongConsumer sentNs) {
        exchange.write(context, new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)), sentNs);
    }

    @Override
    public void chunkInTwoSegments(byte[] bytes, int cut, LongConsumer sentNs) {
        gap();
        rawly(
                concat(ascii(Integer.toHexString(bytes.length) + "\r\n"), Arrays.copyOfRange(bytes, 0, cut)),
                moment -> {});
        gap();
        rawly(concat(Arrays.copyOfRange(bytes, cut, bytes.length), ascii("\r\n")), sentNs);
    }

    @Override
    public void gap() {
        var unused = belowCodec().writeAndFlush(Unpooled.EMPTY_BUFFER).awaitUninterruptibly();
        LockSupport.parkNanos(GAP_NANOS);
    }

    @Override
    public void end() {
        exchange.finish(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    @Override
    public void drop() {
        exchange.drop();
    }

    /** Past the codec, which would make a chunk of it. */
    private void rawly(byte[] bytes, LongConsumer sentNs) {
        exchange.write(belowCodec(), Unpooled.wrappedBuffer(bytes), sentNs);
    }

    private ChannelHandlerContext belowCodec() {
        return context.pipeline().context(HttpServerCodec.class);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
