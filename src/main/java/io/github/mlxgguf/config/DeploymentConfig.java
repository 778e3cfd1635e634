package io.github.mlxgguf.config;

/**
 * A machine that a model shall be deployed on; the report says which build fits.
 *
 * @param memoryBudgetGb gigabytes (10^9 bytes) that the model may take
 * @param priority what matters most there
 */
public record DeploymentConfig(String name, double memoryBudgetGb, int concurrency, Priority priority) {
    /** What matters most. */
    public enum Priority {
        LATENCY,
        THROUGHPUT,
        MEMORY
    }
}
