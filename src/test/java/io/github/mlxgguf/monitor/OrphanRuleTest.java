package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.OrphanRule.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OrphanRuleTest {
    private static final String NODE = "/Users/me/.lmstudio/.internal/utils/node";
    private static final String LLAMA = "/home/me/.lmstudio/extensions/backends/llama.cpp-linux/llama-server";
    private static final String OWN = "java -cp x io.github.mlxgguf.embedded.worker.WorkerMain llmworker";

    private final List<Seen> processes = new ArrayList<>(List.of(new Seen(1, 0, "/sbin/launchd", "/sbin/launchd")));
    private OptionalLong listener = OptionalLong.empty();

    @Test
    void aWorkerThatInitInheritedIsAnOrphan() {
        runs(20, 1, NODE, NODE + " -e function connectPort() /bundle/lib/llmworker.js");
        runs(21, 1, LLAMA, LLAMA + " --port 5000");
        runs(22, 1, "/usr/bin/java", OWN);

        assertThat(orphans()).containsExactly(20L, 21L, 22L);
    }

    @Test
    void aUsersSystemdInheritsToo() {
        runs(2, 1, "/usr/lib/systemd/systemd", "/usr/lib/systemd/systemd --user");
        runs(20, 2, NODE, NODE + " llmworker.js");
        runs(22, 2, "/usr/bin/java", OWN);

        assertThat(orphans()).containsExactly(20L, 22L);
    }

    @Test
    void aWorkerUnderTheListenerIsInUse() {
        runs(10, 1, "/usr/bin/something", "something");
        runs(20, 10, NODE, NODE + " llmworker.js");
        listener = OptionalLong.of(10);

        assertThat(orphans()).isEmpty();
    }

    @Test
    void aWorkerOfAnLmStudioThatServesNoPortIsInUse() {
        runs(10, 1, "/Applications/LM Studio.app/Contents/MacOS/LM Studio", "LM Studio");
        runs(11, 1, "/opt/lmstudio/lm-studio", "lm-studio");
        runs(12, 1, "/Users/me/.lmstudio/llmster/0.0.12-1/llmster", "llmster");
        runs(20, 10, NODE, NODE + " llmworker.js");
        runs(21, 11, LLAMA, LLAMA);
        runs(22, 12, NODE, NODE + " llmworker.js");

        assertThat(orphans()).isEmpty();
    }

    @Test
    void aWorkerUnderAnOrphanIsOneToo() {
        runs(20, 1, NODE, NODE + " llmworker.js");
        runs(21, 20, LLAMA, LLAMA);

        assertThat(orphans()).containsExactly(20L, 21L);
    }

    @Test
    void aWorkerOfOurOwnUnderTheJavaThatStartedItIsInUse() {
        runs(10, 1, "/usr/bin/java", "java -jar surefire.jar");
        runs(20, 10, "/usr/bin/java", OWN);

        assertThat(orphans()).isEmpty();
    }

    @Test
    void aJavaThatIsTheMachinesFirstProcessOwnsNothing() {
        processes.clear();
        runs(1, 0, "/usr/bin/java", "java -jar build.jar");
        runs(20, 1, "/usr/bin/java", OWN);

        assertThat(orphans()).containsExactly(20L);
    }

    @Test
    void whatSomebodyRunsForHimselfIsNotAccused() {
        runs(20, 1, "/opt/homebrew/bin/llama-server", "llama-server -m model.gguf");
        runs(21, 1, "/usr/local/bin/node", "node /srv/llmworker.js");
        runs(22, 1, NODE, NODE + " SystemResourcesWorker");
        runs(23, 1, "/usr/bin/vim", "vim io.github.mlxgguf.embedded.worker.WorkerMain");
        runs(24, 1, "", "");

        assertThat(orphans()).isEmpty();
    }

    @Test
    void aCircleInASnapshotEnds() {
        runs(20, 21, NODE, NODE + " llmworker.js");
        runs(21, 20, "/bin/sh", "sh");

        assertThat(orphans()).containsExactly(20L);
    }

    @Test
    void aWorkerIsNamedWithoutAnybodysFolders() {
        assertThat(OrphanRule.kind(new Seen(1, 1, NODE, NODE + " /Users/me/llmworker.js")))
                .isEqualTo("node llmworker.js");
        assertThat(OrphanRule.kind(new Seen(1, 1, LLAMA, LLAMA))).isEqualTo("llama-server");
        assertThat(OrphanRule.kind(new Seen(1, 1, "/usr/bin/java", OWN)))
                .isEqualTo("java io.github.mlxgguf.embedded.worker.WorkerMain");
    }

    private void runs(long pid, long parentPid, String executable, String commandLine) {
        processes.add(new Seen(pid, parentPid, executable, commandLine));
    }

    private List<Long> orphans() {
        return OrphanRule.orphans(processes, listener).stream().map(Seen::pid).toList();
    }
}
