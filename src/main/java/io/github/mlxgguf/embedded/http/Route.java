package io.github.mlxgguf.embedded.http;

/** What answers a request; runs on a thread that may block. */
@FunctionalInterface
interface Route {
    void handle(Exchange exchange) throws ApiException, InterruptedException;
}
