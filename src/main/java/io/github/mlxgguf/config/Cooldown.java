package io.github.mlxgguf.config;

import java.time.Duration;

/**
 * The pause before every load but the first.
 *
 * @param until what ends it
 * @param atMost its length, or where the machine decides, the longest that it may take
 */
public record Cooldown(Until until, Duration atMost) {
    /** What ends a pause. */
    public enum Until {
        /** The time that is given. */
        TIME("time"),
        /** Memory and processor are quiet, or the time is over. */
        SETTLED("settled");

        private final String id;

        Until(String id) {
            this.id = id;
        }

        /** The spelling used in records. */
        public String id() {
            return id;
        }
    }

    /** Always as long as this. */
    public static Cooldown fixed(Duration length) {
        return new Cooldown(Until.TIME, length);
    }

    /** Until the machine is quiet, and no longer than this. */
    public static Cooldown settled(Duration atMost) {
        return new Cooldown(Until.SETTLED, atMost);
    }

    /** The same with another length. */
    Cooldown withAtMost(Duration other) {
        return new Cooldown(until, other);
    }
}
