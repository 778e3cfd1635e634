package io.github.mlxgguf.embedded.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The listening socket, on the loopback interface only. */
final class HttpListener implements AutoCloseable {
    /** Room for the longest prompt a test would send. */
    private static final int MAX_BODY_BYTES = 64 << 20;

    private final Channel channel;
    private final EventLoopGroup loop;
    private final ExecutorService workers;

    private HttpListener(Channel channel, EventLoopGroup loop, ExecutorService workers) {
        this.channel = channel;
        this.loop = loop;
        this.workers = workers;
    }

    /**
     * Opens the socket.
     *
     * @param port 0 for any free one
     * @param idleClose how long an idle connection is kept; zero keeps it for ever
     * @throws IOException if the port is taken; the message says so
     */
    static HttpListener open(int port, Duration idleClose, Router router) throws IOException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ExecutorService workers = Executors.newCachedThreadPool(daemonThreads());
        ServerHeaders headers = new ServerHeaders(idleClose);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                // a small event must not wait for the acknowledgement of the one before
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connection
                                .pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new IdleStateHandler(0, 0, idleClose.toMillis(), TimeUnit.MILLISECONDS))
                                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                                .addLast(new RequestHandler(router, workers, headers));
                    }
                });
        var bound = bootstrap
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "Could not listen on 127.0.0.1:" + port + ": "
                            + bound.cause().getMessage()
                            + ". Stop what uses the port, or choose port 0 for any free one.",
                    bound.cause());
        }
        return new HttpListener(bound.channel(), loop, workers);
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Hangs up on everybody. */
    @Override
    public void close() {
        var unusedClosed = channel.close();
        var unusedStopped = loop.shutdownGracefully(100, 1000, TimeUnit.MILLISECONDS);
        workers.shutdownNow();
    }

    private static ThreadFactory daemonThreads() {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "http-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
