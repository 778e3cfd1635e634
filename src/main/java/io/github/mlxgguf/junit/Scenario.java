package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.ScenarioId;
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
 * <p>The cell's record is written when the method ends, however it ends.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CellExtension.class)
public @interface Scenario {
    /** The id under which the config, the records and {@code -Dbench.scenarios} know it. */
    ScenarioId value();
}
