package io.github.mlxgguf.embedded;
import java.net.URI;
public final class EmbeddedServer implements AutoCloseable {
    public record Options() { public static Options defaults() { return new Options(); } }
    public static EmbeddedServer start(Options o) { return new EmbeddedServer(); }
    public URI baseUrl() { return URI.create("http://127.0.0.1:1"); }
    @Override public void close() {}
}
