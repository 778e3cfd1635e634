package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WorkerLocatorTest {
    private final FakeTree processes = new FakeTree();
    private final WorkerLocator locator = new WorkerLocator(processes, 1234);

    @Test
    void nothingIsKnownBeforeItLooks() {
        processes.runs(100, 101);

        assertThat(locator.workerPid()).isNull();
        assertThat(locator.walk()).isEmpty();
    }

    @Test
    void relocatingFindsTheNewestWorkerUnderTheListener() {
        processes.runs(100, 101, 102);
        locator.relocate();

        assertThat(locator.workerPid()).isEqualTo(102);
        assertThat(locator.walk()).containsExactly(100L, 102L, 101L);
    }

    @Test
    void itStaysWithAWorkerThatLives() {
        processes.runs(100, 101);
        locator.relocate();
        processes.runs(100, 101, 102);
        locator.walk();

        assertThat(locator.workerPid()).isEqualTo(101);
    }

    @Test
    void aWorkerThatHasGoneIsReplacedAtTheNextWalk() {
        processes.runs(100, 101);
        locator.relocate();
        processes.runs(100, 103);
        locator.walk();

        assertThat(locator.workerPid()).isEqualTo(103);
    }

    @Test
    void aWorkerThatHasGoneWithoutSuccessorIsUnknown() {
        processes.runs(100, 101);
        locator.relocate();
        processes.runs(100);
        locator.walk();

        assertThat(locator.workerPid()).isNull();
    }

    @Test
    void aReleasedWorkerIsNotTakenUpAgainWhileItExits() {
        processes.runs(100, 101);
        locator.relocate();
        locator.release();

        assertThat(locator.workerPid()).isNull();
        assertThat(locator.walk()).containsExactly(100L, 101L);
        assertThat(locator.workerPid()).isNull();
    }

    @Test
    void aServerThatReusesItsWorkerIsFoundAtTheNextLoad() {
        processes.runs(100, 101);
        locator.relocate();
        locator.release();
        locator.relocate();

        assertThat(locator.workerPid()).isEqualTo(101);
    }

    @Test
    void aWorkerThatIsGivenWins() {
        processes.runs(100, 101, 102);
        locator.relocate(101);
        locator.walk();

        assertThat(locator.workerPid()).isEqualTo(101);
    }

    @Test
    void eachLoadIsLookedAfterInAProcessOfItsOwn() {
        for (long worker = 101; worker < 104; worker++) {
            processes.runs(100, worker);
            locator.relocate();
            assertThat(locator.workerPid()).isEqualTo(worker);
            locator.release();
        }
    }

    @Test
    void whileTheOldWorkerStillExitsTheNewOneIsTaken() {
        processes.runs(100, 101);
        locator.relocate();
        locator.release();
        processes.runs(100, 101, 102);
        locator.relocate();

        assertThat(locator.workerPid()).isEqualTo(102);
    }

    @Test
    void withoutAVisibleListenerTheServersOwnWordCounts() {
        processes.runs(100, 101);
        processes.hideListener();
        locator.relocate();
        assertThat(locator.workerPid()).isNull();

        locator.otherwise(() -> OptionalLong.of(100));

        assertThat(locator.workerPid()).isEqualTo(101);
        assertThat(locator.walk()).containsExactly(100L, 101L);
    }

    @Test
    void aVisibleListenerIsNotDoubted() {
        processes.runs(100, 101);
        locator.relocate();
        locator.otherwise(() -> {
            throw new AssertionError("asked without need");
        });

        assertThat(locator.workerPid()).isEqualTo(101);
    }

    @Test
    void aServerElsewhereHasNoProcessesHere() {
        processes.runs(100, 101);
        WorkerLocator remote = new WorkerLocator(processes, 0);
        remote.relocate();

        assertThat(remote.workerPid()).isNull();
        assertThat(remote.walk()).isEmpty();
    }

    /** A server on port 1234 with workers, the highest id being the newest. */
    private static final class FakeTree implements ProcessTree {
        private final List<Long> workers = new ArrayList<>();
        private long root;
        private boolean hidden;

        void hideListener() {
            hidden = true;
        }

        void runs(long server, long... workerPids) {
            root = server;
            workers.clear();
            for (long pid : workerPids) {
                workers.add(0, pid);
            }
        }

        @Override
        public OptionalLong listener(int port) {
            return port == 1234 && !hidden ? OptionalLong.of(root) : OptionalLong.empty();
        }

        @Override
        public List<Long> workers(long rootPid) {
            return List.copyOf(workers);
        }

        @Override
        public List<Long> tree(long rootPid) {
            List<Long> tree = new ArrayList<>(List.of(rootPid));
            tree.addAll(workers);
            return tree;
        }
    }
}
