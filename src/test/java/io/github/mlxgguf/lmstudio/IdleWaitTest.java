package io.github.mlxgguf.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class IdleWaitTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void ofSeveralThreadsOneAsksAndAllWaitForItsAnswer() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger returned = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        IdleWait idle = new IdleWait(
                (instanceId, limit) -> {
                    asked.incrementAndGet();
                    awaitQuietly(answer);
                },
                IdleWait.POLL);
        idle.failed("m", LIMIT);
        List<Thread> threads = Stream.generate(() -> new Thread(() -> {
                    idle.await("m", IdleProbe.UNKNOWN);
                    returned.incrementAndGet();
                }))
                .limit(5)
                .toList();
        threads.forEach(Thread::start);
        while (!threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        assertThat(returned).hasValue(0);

        answer.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(asked).hasValue(1);
        assertThat(returned).hasValue(5);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
