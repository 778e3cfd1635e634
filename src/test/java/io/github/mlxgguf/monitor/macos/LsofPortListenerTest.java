package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LsofPortListenerTest {
    @Test
    void theFirstIdIsTheListener() {
        assertThat(LsofPortListener.firstPid("4711\n4712\n")).hasValue(4711);
    }

    @Test
    void noOutputMeansNoListener() {
        assertThat(LsofPortListener.firstPid("")).isEmpty();
        assertThat(LsofPortListener.firstPid("lsof: no such option\n")).isEmpty();
    }
}
