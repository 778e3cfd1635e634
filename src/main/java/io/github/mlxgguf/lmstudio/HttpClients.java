package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The HTTP client whose settings keep the socket out of the figures. */
final class HttpClients {
    /**
     * LM Studio closes idle connections after 5 s ({@code Keep-Alive: timeout=5}); ours must be gone before, or the next
     * request meets a reset.
     */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

    /** Far above any concurrency scenario: a request must never wait in the client. */
    private static final int NO_CLIENT_QUEUE = 1024;

    private HttpClients() {}

    /**
     * A client with TCP_NODELAY, HTTP/1.1, no compression, no redirects and no retry but {@link SafeRetry}'s. Its read time-out is off; the
     * callers set the limit that fits their phase.
     */
    static OkHttpClient create(ServerConfig config, SessionClock clock) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(NO_CLIENT_QUEUE);
        dispatcher.setMaxRequestsPerHost(NO_CLIENT_QUEUE);
        @Nullable String token = config.apiToken();
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .socketFactory(new TimedSocketFactory(clock::nowNs))
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(NO_CLIENT_QUEUE, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(config.timeouts().connect())
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .addInterceptor(chain -> {
                    Request.Builder request = chain.request().newBuilder().header("Accept-Encoding", "identity");
                    if (token != null) {
                        request.header("Authorization", "Bearer " + token);
                    }
                    return uncompressed(chain.proceed(request.build()));
                })
                .addInterceptor(new SafeRetry())
                .addNetworkInterceptor(SafeRetry::hideRetryAfter)
                .addNetworkInterceptor(SafeRetry::refuseClosedConnection)
                .build();
    }

    private static Response uncompressed(Response response) throws IOException {
        String encoding = response.header("Content-Encoding");
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return response;
        }
        response.close();
        throw new CompressedAnswerException(encoding);
    }
}
