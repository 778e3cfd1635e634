package io.github.mlxgguf.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether and where a run is shown while it goes on, by {@code -Dbench.*} system properties. Only a viewer's wish: it is no part of
 * what is measured, so a resumed run need not have the same.
 *
 * @param live {@code bench.live}
 * @param port {@code bench.livePort}, on the loopback address; 0 for any that is free
 */
public record LiveOptions(boolean live, int port) {
    private static final int GREATEST_PORT = 65_535;

    /**
     * Reads the properties.
     *
     * @param properties the value of a property, or null if it is not set, for example {@code System::getProperty}
     * @throws ConfigException if a value is not allowed
     */
    public static LiveOptions from(Function<String, @Nullable String> properties) {
        PropertyReader reader = new PropertyReader(properties);
        LiveOptions options = read(reader);
        reader.throwIfAny();
        return options;
    }

    static LiveOptions read(PropertyReader reader) {
        return new LiveOptions(reader.flag("bench.live"), reader.number("bench.livePort", 0, GREATEST_PORT));
    }
}
