package io.github.mlxgguf.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A class of tests about the run that a {@link ModelMatrix} class has made in the same JUnit session; its methods may take a
 * {@link MeasuredRun}.
 *
 * <p>It runs after every other class where JUnit orders classes by {@link Order}, as this project does.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("benchmark")
@Order(Integer.MAX_VALUE)
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(MeasuredRunExtension.class)
public @interface AfterMatrix {}
