package io.github.mlxgguf.config;

import java.time.Duration;

/** How often memory is read. */
public record MonitorConfig(Duration interval) {}
