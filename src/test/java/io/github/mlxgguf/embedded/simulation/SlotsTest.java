package io.github.mlxgguf.embedded.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.embedded.simulation.Slots.Slot;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final PromptTokens A = PromptTokens.of("alpha beta gamma");
    private static final PromptTokens B = PromptTokens.of("one two three");

    @Test
    void aPromptGetsTheFreeSlotThatRemembersMostOfIt() {
        Slots slots = new Slots(2);
        Slot first = slots.take(A);
        Slot second = slots.take(B);
        slots.give(first, A);
        slots.give(second, B);

        assertThat(slots.take(PromptTokens.of("one two four"))).isSameAs(second);
        assertThat(slots.take(PromptTokens.of("one two four"))).isSameAs(first);
    }

    @Test
    void memoryIsCountedForTheLongestContextOfEachSlot() {
        Slots slots = new Slots(2);
        Slot first = slots.take(A);
        Slot second = slots.take(B);

        assertThat(slots.noteTokens(first, 100)).isEqualTo(100);
        assertThat(slots.noteTokens(second, 50)).isEqualTo(150);
        assertThat(slots.noteTokens(first, 10)).isEqualTo(150);
    }

    @Test
    void busyIsTheTimeInWhichAnybodyWorks() {
        BusyTime busy = new BusyTime();
        busy.begin(1_000_000_000L);
        busy.begin(2_000_000_000L);
        busy.end(3_000_000_000L);
        assertThat(busy.seconds(3_500_000_000L)).isCloseTo(2.5, within(1e-9));
        busy.end(4_000_000_000L);
        assertThat(busy.seconds(9_000_000_000L)).isCloseTo(3, within(1e-9));
    }
}
