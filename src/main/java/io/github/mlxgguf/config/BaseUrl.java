package io.github.mlxgguf.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The address of a server: scheme, host and port, and nothing else. */
final class BaseUrl {
    private static final String ALLOWED = "http://HOST:PORT, without a path";
    private static final int LARGEST_PORT = 65_535;

    private BaseUrl() {}

    /** Reads an address; one slash at the end is dropped. */
    static URI parse(String text) throws InvalidValueException {
        if (!text.contains("://")) {
            throw refused("\"" + text + "\", which has no scheme", text.isBlank() ? null : "http://" + text);
        }
        URI uri = syntax(text);
        String scheme = uri.getScheme();
        // LM Studio's server speaks plain HTTP, and encryption would stand between the socket and its time stamps.
        if (!scheme.equals("http")) {
            throw refused("\"" + text + "\" with the scheme \"" + scheme + "\"", null);
        }
        if (uri.getRawUserInfo() != null) {
            // The value is not repeated: it may hold a password.
            throw refused("an address with a user name or password", null);
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > LARGEST_PORT) {
            throw refused("\"" + text + "\" without a usable host or port", null);
        }
        URI root = URI.create(scheme + "://" + uri.getRawAuthority());
        if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
            throw refused("\"" + text + "\" with the path \"" + uri.getRawPath() + "\"", root.toString());
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw refused("\"" + text + "\" with a query or a fragment", root.toString());
        }
        return root;
    }

    private static URI syntax(String text) throws InvalidValueException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw refused("\"" + text + "\", which is no address", null);
        }
    }

    private static InvalidValueException refused(String found, @Nullable String better) {
        String cure = better == null ? "" : " Did you mean \"" + better + "\"?";
        return new InvalidValueException("found " + found + "; allowed: " + ALLOWED + "." + cure);
    }
}
