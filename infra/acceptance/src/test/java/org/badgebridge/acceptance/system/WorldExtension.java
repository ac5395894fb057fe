package org.badgebridge.acceptance.system;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// Gives tests the one [World] of this JVM, and ends it after the last of them.
public final class WorldExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(WorldExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == World.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return world(context);
    }

    /// The world of the tests that run now, started when nobody asked for it before.
    public static World world(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(World.class, _ -> started(), World.class);
    }

    private static World started() {
        try {
            return World.start(Files.createTempDirectory("world"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
