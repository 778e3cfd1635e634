package io.github.mlxgguf.embedded.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.mlxgguf.embedded.engine.GenerationTask;
import org.jspecify.annotations.Nullable;

/**
 * What the server tells a worker, one line of JSON each. There is no command to end: the worker ends when its input does.
 *
 * @param task with {@code GENERATE}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkerCommand(Kind kind, long id, @Nullable GenerationTask task) {
    enum Kind {
        GENERATE,
        CANCEL
    }
}
