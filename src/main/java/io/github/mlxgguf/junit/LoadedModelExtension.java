package io.github.mlxgguf.junit;

import io.github.mlxgguf.plan.PlannedLoad;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterInfo;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Loads the model of each invocation of a {@link ModelMatrix} class and leaves it, or the reason why there is none, in the
 * store. JUnit closes the store's values when the invocation ends, and that unloads. Loads that a scenario has to itself are made by
 * {@link CellExtension}.
 *
 * <p>A failed load is kept, not thrown: thrown here it would hide every scenario of the build from the reports.
 */
final class LoadedModelExtension implements BeforeClassTemplateInvocationCallback, AfterAllCallback {
    @Override
    public void beforeClassTemplateInvocation(ExtensionContext context) {
        PlannedLoad planned = planned(context);
        SessionStore.put(context, planned);
        if (SessionStore.run(context) instanceof MatrixRun.Measuring measuring && planned.isShared()) {
            SessionStore.put(context, LoadOutcome.shared(measuring.session(), planned));
        }
    }

    /**
     * A run that measured nothing must not look like one that found nothing. JUnit calls this after every nested scenario too;
     * only the whole matrix can say.
     */
    @Override
    public void afterAll(ExtensionContext context) {
        if (!AnnotationSupport.isAnnotated(context.getRequiredTestClass(), ModelMatrix.class)) {
            return;
        }
        if (SessionStore.run(context) instanceof MatrixRun.Measuring measuring
                && !measuring.session().measuredSomething()) {
            throw new NothingMeasuredError(measuring.session().plan());
        }
    }

    private static PlannedLoad planned(ExtensionContext context) {
        ParameterInfo info = ParameterInfo.get(context);
        PlannedLoad planned = info == null ? null : info.getArguments().get(0, PlannedLoad.class);
        if (planned == null) {
            throw new IllegalStateException("a @ModelMatrix class needs the arguments of its own provider");
        }
        return planned;
    }
}
