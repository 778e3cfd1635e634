package io.github.mlxgguf.lmstudio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The LM Studio app on a Mac, running or not. */
public final class AppBundle {
    private static final Pattern VERSION =
            Pattern.compile("<key>CFBundleShortVersionString</key>\\s*<string>([^<]{1,50})</string>");

    private AppBundle() {}

    /** The version of the app that is installed; empty if there is none, or its property list is not XML. */
    public static Optional<String> version() {
        return version(LmStudioInstallation.MAC_APP);
    }

    static Optional<String> version(Path app) {
        try {
            // A binary property list is no UTF-8; as Latin-1 any bytes can be searched.
            String list = Files.readString(app.resolve("Contents/Info.plist"), StandardCharsets.ISO_8859_1);
            Matcher version = VERSION.matcher(list);
            return version.find() ? Optional.of(version.group(1).strip()) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }
}
