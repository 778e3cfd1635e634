package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mlxgguf.monitor.OrphanWorkers.OrphanWorker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that stand for LM Studio's: copies of a program that does nothing, in folders of its names. */
@Timeout(60)
class OrphanWorkersTest {
    private static final Path SLEEP = Path.of("/bin/sleep");
    private static final Path SHELL = Path.of("/bin/sh");

    @TempDir
    private Path home;

    private final List<Long> started = new ArrayList<>();

    @BeforeEach
    void onlyWhereAProgramCanBeCopied() {
        assumeTrue(
                Platform.current() == Platform.LINUX && Files.isExecutable(SLEEP) && Files.isExecutable(SHELL),
                "copies /bin/sleep and /bin/sh, which only Linux lets run from elsewhere");
    }

    @AfterEach
    void stopThem() {
        started.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void aWorkerWhoseServerIsGoneIsFoundWithItsSize() throws IOException, InterruptedException {
        Path worker = copy(SLEEP, ".lmstudio/extensions/llama-server");
        long pid = leftBehind(SHELL, worker);

        assertThat(OrphanWorkers.find(0))
                .filteredOn(orphan -> orphan.pid() == pid)
                .singleElement()
                .satisfies(orphan -> {
                    assertThat(orphan.command()).isEqualTo("llama-server");
                    assertThat(orphan.residentBytes()).isPositive();
                });
    }

    @Test
    void theSameProgramElsewhereIsSomebodysOwn() throws IOException, InterruptedException {
        long pid = leftBehind(SHELL, copy(SLEEP, "tools/llama-server"));

        assertThat(OrphanWorkers.find(0)).extracting(OrphanWorker::pid).doesNotContain(pid);
    }

    @Test
    void aWorkerUnderALivingServerIsInUse() throws IOException, InterruptedException {
        Path worker = copy(SLEEP, ".lmstudio/extensions/llama-server");
        Path service = copy(SHELL, ".lmstudio/llmster/llmster");
        Process server = new ProcessBuilder(service.toString(), "-c", worker + " 60 & echo $!; wait").start();
        started.add(server.pid());
        long pid = running(server, worker);

        assertThat(OrphanWorkers.find(0)).extracting(OrphanWorker::pid).doesNotContain(pid);
        // Its server dies, and it is one.
        server.destroyForcibly().waitFor();
        assertThat(OrphanWorkers.find(0)).extracting(OrphanWorker::pid).contains(pid);
    }

    @Test
    void aLlamaServerThatIsNotUnderTheServerIsNotItsWorker() throws IOException, InterruptedException {
        long stranger = leftBehind(SHELL, copy(SLEEP, "tools/llama-server"));
        Path program = copy(SLEEP, "engines/llama-server");
        Process server = new ProcessBuilder(SHELL.toString(), "-c", program + " 60 & echo $!; wait").start();
        started.add(server.pid());
        long worker = running(server, program);

        assertThat(ProcessTree.ofThisMachine().workers(server.pid()))
                .containsExactly(worker)
                .doesNotContain(stranger);
    }

    /** Starts it from a shell that ends at once, so that it goes to whoever inherits. */
    private long leftBehind(Path shell, Path worker) throws IOException, InterruptedException {
        Process parent = new ProcessBuilder(shell.toString(), "-c", worker + " 60 >/dev/null 2>&1 & echo $!").start();
        long pid = running(parent, worker);
        parent.waitFor();
        return pid;
    }

    /** The process that a shell told, once it is the program: between fork and exec it is still a shell of another name. */
    private long running(Process shell, Path program) throws IOException {
        BufferedReader output = shell.inputReader();
        long pid = Long.parseLong(output.readLine());
        started.add(pid);
        while (!ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .equals(Optional.of(program.toString()))) {
            Thread.onSpinWait();
        }
        return pid;
    }

    private Path copy(Path program, String name) throws IOException {
        Path target = home.toRealPath().resolve(name);
        Files.createDirectories(target.getParent());
        Files.copy(program.toRealPath(), target);
        return target;
    }
}
