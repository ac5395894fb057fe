package org.badgebridge.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives a [TestSystem] to constructors and methods of a test class that ask for one. The class and
/// all its nested ones share it; another class has another.
public final class TestSystemExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(TestSystemExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestSystem.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return outermostClass(context)
                .getStore(NAMESPACE)
                .computeIfAbsent(TestSystem.class, _ -> TestSystem.create(), TestSystem.class);
    }

    private static ExtensionContext outermostClass(ExtensionContext context) {
        ExtensionContext result = context;
        for (ExtensionContext each = context;
                each.getTestClass().isPresent();
                each = each.getParent().orElseThrow()) {
            result = each;
        }
        return result;
    }
}
