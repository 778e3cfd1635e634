package io.github.mlxgguf.embedded.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeakTest {
    @Test
    void eachKindGrowsInItsShape() {
        assertThat(growth(Leak.NONE)).containsExactly(0, 0, 0, 0, 0);
        assertThat(growth(new Leak(Leak.Kind.LINEAR, 10, 0, 0))).containsExactly(0, 10, 20, 30, 40);
        assertThat(growth(new Leak(Leak.Kind.BOUNDED, 10, 2, 0))).containsExactly(0, 10, 20, 20, 20);
        assertThat(growth(new Leak(Leak.Kind.STEP, 0, 3, 70))).containsExactly(0, 0, 0, 70, 70);
    }

    private static long[] growth(Leak leak) {
        return IntStream.range(0, 5).mapToLong(leak::bytesAfter).toArray();
    }
}
