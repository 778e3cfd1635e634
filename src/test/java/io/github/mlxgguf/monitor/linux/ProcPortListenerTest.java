package io.github.mlxgguf.monitor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcPortListenerTest {
    /** Port 1234 is 04D2. State 0A listens, 01 is a connection on the same port. */
    private static final String TCP = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:04D2 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 7001 1 0 100 0 0 10 0
               1: 0100007F:04D2 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 7002 1 0 20 4 30 10 -1
               2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7003 1 0 100 0 0 10 0
            """;

    private static final String TCP6 = """
              sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 8001 1 0 100 0 0 10 0
            """;

    private Path proc;
    private ProcPortListener listener;

    @BeforeEach
    void writeMachine(@TempDir Path folder) throws IOException {
        proc = folder;
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(proc.resolve("net/tcp"), TCP);
        Files.writeString(proc.resolve("net/tcp6"), TCP6);
        process(300, "socket:[7001]", "anon_inode:[eventpoll]");
        process(1200, "socket:[7001]");
        process(1300, "pipe:[7001]", "socket:[8001]", "socket:[7002]");
        Files.createDirectories(proc.resolve("999"));
        listener = new ProcPortListener(proc);
    }

    @Test
    void aListenerOnVersionFourIsFound() throws IOException {
        assertThat(listener.find(1234)).hasValue(300);
    }

    @Test
    void aListenerOnVersionSixIsFound() throws IOException {
        assertThat(listener.find(8080)).hasValue(1300);
    }

    @Test
    void aListenerThatBelongsToNobodyWeSeeIsNone() throws IOException {
        assertThat(listener.find(22)).isEmpty();
    }

    @Test
    void aPortThatNobodyListensOnIsNone() throws IOException {
        assertThat(listener.find(4321)).isEmpty();
        assertThat(listener.find(0xD431)).isEmpty();
    }

    @Test
    void aMachineWithoutVersionSixIsFine() throws IOException {
        Files.delete(proc.resolve("net/tcp6"));

        assertThat(listener.find(1234)).hasValue(300);
        assertThat(listener.find(8080)).isEmpty();
    }

    private void process(long pid, String... descriptors) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(pid + "/fd"));
        for (int i = 0; i < descriptors.length; i++) {
            Files.createSymbolicLink(folder.resolve(Integer.toString(i)), Path.of(descriptors[i]));
        }
    }
}
