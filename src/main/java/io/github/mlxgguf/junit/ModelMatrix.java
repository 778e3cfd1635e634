package io.github.mlxgguf.junit;

import io.github.mlxgguf.plan.PlannedLoad;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs a class once for each load of the plan: every build of every pair, in every round.
 *
 * <p>The model is loaded before the first nested scenario and unloaded after the last, so all scenarios of a build share one
 * load. The class takes a {@link PlannedLoad}; its scenarios are nested classes that carry {@link Scenario}.
 *
 * <p>What is loaded, in which order and from which server is decided by the config and the {@code bench.*} properties; see
 * {@code TESTING.md}.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Tag("benchmark")
@ParameterizedClass(name = "{argumentSetName}")
@ArgumentsSource(ModelMatrixArgumentsProvider.class)
@ExtendWith(LoadedModelExtension.class)
@TestClassOrder(ScenarioOrder.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
public @interface ModelMatrix {}
