package io.github.mlxgguf.embedded.simulation;

import io.github.mlxgguf.embedded.script.ScriptedModel;
import java.util.Random;

/**
 * One load of a scripted model: all that its answers have in common.
 *
 * @param number the how many-th load of the model in this server, from 1
 * @param factor on all speeds
 */
record SimulatedLoad(ScriptedModel model, long seed, int number, double factor) {
    /** Seconds for computing so many tokens of a prompt. */
    double prefillSeconds(int tokens, double busySeconds) {
        double rate = model.speed().prefillTokensPerSecond()
                * factor
                * model.speed().heat().factor(busySeconds);
        return tokens / rate;
    }

    /** The gaps of an answer; {@code answer} from 1. */
    DecodeSchedule schedule(int answer, double busySeconds) {
        Random jitter = Draws.jitter(seed, model.key(), number, answer);
        return new DecodeSchedule(model.speed(), factor, jitter, busySeconds);
    }
}
