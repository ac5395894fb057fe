package org.badgebridge.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.acceptance.system.World;
import org.badgebridge.acceptance.system.WorldExtension;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.util.concurrent.atomic.AtomicBoolean;

/// Gives tests the one [Browser] of this JVM, in front of its one [World].
final class ConsoleExtension
        implements ExecutionCondition,
                ParameterResolver,
                BeforeEachCallback,
                AfterTestExecutionCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ConsoleExtension.class);

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Chromium.found().isPresent()) {
            return ConditionEvaluationResult.enabled("There is a Chromium.");
        }
        if (TOLD.compareAndSet(false, true)) {
            System.out.println(Chromium.MISSING);
        }
        return ConditionEvaluationResult.disabled(Chromium.MISSING);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Console.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Console.in(browser(context));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        browser(context).freshen();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Browser browser = browser(context);
        String name =
                "%s.%s"
                        .formatted(
                                context.getRequiredTestClass().getSimpleName(),
                                context.getRequiredTestMethod().getName());
        if (context.getExecutionException().isPresent()) {
            browser.evidence(name);
        } else if (!browser.complaints().isEmpty()) {
            browser.evidence(name);
            assertThat(browser.complaints()).as("What the browser complained of").isEmpty();
        }
    }

    private static Browser browser(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Browser.class, _ -> started(context), Browser.class);
    }

    private static Browser started(ExtensionContext context) {
        World world = WorldExtension.world(context);
        return Browser.start(Chromium.found().orElseThrow(), world.url());
    }
}
