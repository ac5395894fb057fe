package org.badgebridge.local.function;

/// What function code shares with the runner, as in Lambda: the JDK and the interfaces of
/// aws-lambda-java-core. Everything else must come from its own jar. The event classes lie in a
/// package below and are not shared.
final class RuntimeLoader extends ClassLoader {

    private static final String CORE = "com.amazonaws.services.lambda.runtime.";

    RuntimeLoader() {
        super("lambda-runtime", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(CORE) && isCore(name.substring(CORE.length()))) {
            return RuntimeLoader.class.getClassLoader().loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    private static boolean isCore(String rest) {
        return !rest.contains(".") || rest.startsWith("logging.");
    }
}
