package io.github.mlxgguf.config;

/**
 * How often and how each cell is measured.
 *
 * @param rounds loads of every build; the unit of every comparison
 * @param warmup discarded generations after each load
 * @param iterations measured generations per cell
 * @param cooldown pause before every load but the first
 * @param seed of everything random in the suite itself
 */
public record RunConfig(
        int rounds, int warmup, int iterations, Cooldown cooldown, long seed, int maxOutputTokens, double temperature) {
    /** The same with another pause between loads. */
    RunConfig withCooldown(Cooldown other) {
        return new RunConfig(rounds, warmup, iterations, other, seed, maxOutputTokens, temperature);
    }
}
