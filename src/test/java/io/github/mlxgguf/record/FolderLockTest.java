package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    Path root;

    @Test
    void oneSessionHoldsAFolderUntilItLetsGo() {
        ResultsFolder folder = ResultsFolder.create(root, "run-1", Instant.EPOCH);
        FolderLock first = FolderLock.hold(folder);

        assertThatThrownBy(() -> FolderLock.hold(folder))
                .isInstanceOf(ResultsException.class)
                .hasMessage(
                        "run 'run-1' is still going on in another process. Wait for it, or end it, and resume then.");
        first.close();
        FolderLock second = FolderLock.hold(folder);
        assertThat(folder.path().resolve(".lock")).isEmptyFile();
        second.close();
    }
}
