package io.github.mlxgguf.junit;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Scenarios by their {@code @Order}, those with a load of their own after all that share one, whatever number they bear. */
final class ScenarioOrder implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.comparing(ClassDescriptor::getTestClass, ScenarioClasses.inOrder()));
    }
}
