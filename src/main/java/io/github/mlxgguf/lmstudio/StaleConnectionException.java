package io.github.mlxgguf.lmstudio;

import java.io.IOException;

/** The server had closed the connection before the first byte of a request was written to it: nothing was accepted. */
final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    StaleConnectionException() {
        super("the server closed the connection before the request was sent");
    }
}
