package io.github.mlxgguf.monitor;

import java.util.Locale;

/** The operating systems that the monitor knows. */
enum Platform {
    LINUX,
    MACOS,
    OTHER;

    static Platform current() {
        return of(System.getProperty("os.name", ""));
    }

    static Platform of(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            return LINUX;
        }
        return name.startsWith("mac") || name.startsWith("darwin") ? MACOS : OTHER;
    }
}
