package io.github.mlxgguf.junit;

import io.github.mlxgguf.trace.Architecture;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class with one test method that is one scenario; the method takes a {@link Cell}.
 *
 * <p>The cell's record is written when the method ends, however it ends. Whether and in how many rounds it runs is up to its block in the
 * config, {@code scenarios.<id>}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CellExtension.class)
public @interface Scenario {
    /** The id under which the config, the records and {@code -Dbench.scenarios} know it: lower-case words with hyphens. */
    String value();

    /** The pairs that it is for; empty for all. */
    Architecture[] architectures() default {};

    /**
     * Whether it runs on a load of its own instead of the one that the scenarios of a build share in a round. It comes after them then,
     * and the shared model is unloaded first.
     */
    boolean ownLoad() default false;

    /**
     * For a scenario that the suite does not bring along: the keys that its block in the config may have besides {@code enabled} and
     * {@code rounds}; read them with {@link Cell#settings()}.
     */
    String[] settings() default {};
}
