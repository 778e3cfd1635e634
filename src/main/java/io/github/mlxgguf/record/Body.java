package io.github.mlxgguf.record;

/** What a record holds besides its {@link Envelope}; one type per {@code kind}. */
public sealed interface Body
        permits RunBody,
                SessionBody,
                EngineBody,
                LoadBody,
                GenerationBody,
                ScenarioBody,
                UnloadBody,
                EndBody,
                AnomalyBody {}
