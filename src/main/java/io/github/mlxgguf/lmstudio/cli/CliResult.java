package io.github.mlxgguf.lmstudio.cli;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a call of the tool gave. That the tool, a subcommand or an option is missing is a condition with a reason, so it is a
 * value here and never thrown.
 *
 * @param <T> what it gives when all is well
 */
public sealed interface CliResult<T> {
    /** The tool did what it was asked. */
    record Done<T>(T answer) implements CliResult<T> {}

    /** It did not, or could not be run. */
    record Failed<T>(CliProblem reason) implements CliResult<T> {}

    /** The answer, or empty. */
    default Optional<T> value() {
        return this instanceof Done<T> done ? Optional.of(done.answer()) : Optional.empty();
    }

    /** Why there is no answer, or empty. */
    default Optional<CliProblem> problem() {
        return this instanceof Failed<T> failed ? Optional.of(failed.reason()) : Optional.empty();
    }

    /** The same with a step more; the step may find that it cannot read the answer. */
    default <R> CliResult<R> then(Function<T, CliResult<R>> step) {
        return this instanceof Done<T> done ? step.apply(done.answer()) : new Failed<>(((Failed<T>) this).reason());
    }

    /** A failed result. */
    static <T> CliResult<T> failed(CliProblem.Kind kind, String reason, String remedy) {
        return new Failed<>(new CliProblem(kind, reason, remedy));
    }
}
