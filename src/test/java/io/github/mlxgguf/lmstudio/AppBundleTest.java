package io.github.mlxgguf.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppBundleTest {
    @TempDir
    Path app;

    @Test
    void theVersionStandsInThePropertyList() throws IOException {
        write("""
                <?xml version="1.0" encoding="UTF-8"?>
                <plist version="1.0">
                  <dict>
                    <key>CFBundleName</key>
                    <string>LM Studio</string>
                    <key>CFBundleShortVersionString</key>
                    <string>0.4.25</string>
                    <key>CFBundleVersion</key>
                    <string>0.4.25.7</string>
                  </dict>
                </plist>
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(AppBundle.version(app)).contains("0.4.25");
    }

    @Test
    void aBinaryListOrNoneIsUnknown() throws IOException {
        assertThat(AppBundle.version(app)).isEmpty();

        write(new byte[] {'b', 'p', 'l', 'i', 's', 't', '0', '0', (byte) 0xD8, (byte) 0xFF, 0});
        assertThat(AppBundle.version(app)).isEmpty();
    }

    private void write(byte[] list) throws IOException {
        Files.createDirectories(app.resolve("Contents"));
        Files.write(app.resolve("Contents/Info.plist"), list);
    }
}
