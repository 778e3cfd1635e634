package io.github.mlxgguf.allure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentFileTest {
    private Path folder;

    @BeforeEach
    void takeFolder(@TempDir Path given) {
        folder = given;
    }

    @Test
    void theConditionsStandInOrderAndTheUnknownIsLeftOut() throws IOException {
        assertThat(EnvironmentFile.text("20261101-120000", 7, RunBodies.on("lmstudio", null)))
                .isEqualTo("""
                        run=20261101-120000
                        run_number=7
                        server=LM Studio
                        server_address=http\\://127.0.0.1\\:1234
                        machine=Mac15,9
                        chip=Apple M3 Max
                        performance_cores=12
                        efficiency_cores=4
                        ram_gb=137
                        os=macOS 15.4 (aarch64)
                        jvm=Eclipse Adoptium 17.0.15
                        config=config/benchmark.yaml
                        config_sha256=ab12
                        rounds=3
                        context_tokens=8192
                        suite=0.1.0
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "embedded, 'embedded: random weights; the figures say nothing about your models'",
        "simulated, 'simulated: a script, not a model; the figures say nothing about your models'"
    })
    void whatIsNoModelOfYoursIsSaidPlainly(String kind, String expected) throws IOException {
        EnvironmentFile.write(folder, "r1", 7, RunBodies.on(kind, null));

        assertThat(read().getProperty("server")).isEqualTo(expected);
    }

    @Test
    void aNoticeComesBackLetterByLetter() throws IOException {
        String notice = "Kein LM Studio – gefunden: C:\\ = #1\nändern";
        EnvironmentFile.write(folder, "r1", 7, RunBodies.on("embedded", notice));

        assertThat(read().getProperty("notice")).isEqualTo(notice);
    }

    @Test
    void nothingElseIsLeftInTheFolderAndAnOldFileIsReplaced() throws IOException {
        EnvironmentFile.write(folder.resolve("new"), "r1", 7, RunBodies.on("lmstudio", null));
        EnvironmentFile.write(folder.resolve("new"), "r2", 7, RunBodies.on("lmstudio", null));

        assertThat(folder.resolve("new").toFile().list()).containsExactly("environment.properties");
        assertThat(EnvironmentFile.runId(folder.resolve("new"))).isEqualTo("r2");
        assertThat(EnvironmentFile.runId(folder)).isNull();
    }

    private Properties read() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(folder.resolve(EnvironmentFile.NAME))) {
            properties.load(in);
        }
        return properties;
    }
}
