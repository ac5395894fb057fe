package org.badgebridge.local.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;

import org.badgebridge.local.template.FunctionSpec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The code of one function, in a class loader of its own behind that of [CommonCode], and how its
/// handler is made and called. Instances share the loaders, so static state is shared where Lambda
/// would have a process for each.
final class FunctionCode implements AutoCloseable {

    private final FunctionSpec function;
    private final URLClassLoader loader;
    private final Class<?> handlerClass;
    private final Binding binding;

    /// One handler object with the conversion of its events. Used by one invocation at a time.
    interface Handler {
        byte[] handle(byte[] event, Context context) throws IOException;
    }

    private sealed interface Binding {
        record Streams() implements Binding {}

        record Objects(PojoSerializer<Object> input, PojoSerializer<Object> output)
                implements Binding {}
    }

    private FunctionCode(
            FunctionSpec function, URLClassLoader loader, Class<?> handlerClass, Binding binding) {
        this.function = function;
        this.loader = loader;
        this.handlerClass = handlerClass;
        this.binding = binding;
    }

    /// Finds the handler.
    ///
    /// @throws InitFailure when the code or the handler is not there
    static FunctionCode open(FunctionSpec function, CommonCode common) {
        URLClassLoader loader =
                new URLClassLoader(function.logicalId(), classPath(function), common);
        String[] handler = function.handler().split("::", -1);
        if (handler.length > 1 && !handler[1].equals("handleRequest")) {
            throw new InitFailure(
                    function, "its Handler must end in ::handleRequest, not ::" + handler[1]);
        }
        try {
            Class<?> type = Class.forName(handler[0], false, loader);
            return new FunctionCode(function, loader, type, binding(function, type, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            throw new InitFailure(
                    function, "its Handler " + handler[0] + " is not in " + function.codeUri(), e);
        }
    }

    private static URL[] classPath(FunctionSpec function) {
        Path code = function.codeUri();
        List<Path> entries = new ArrayList<>(List.of(code));
        if (Files.isDirectory(code.resolve("lib"))) {
            try (Stream<Path> jars = Files.list(code.resolve("lib"))) {
                jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(entries::add);
            } catch (IOException e) {
                throw new InitFailure(
                        function, "its folder " + code.resolve("lib") + " cannot be read", e);
            }
        } else if (!Files.exists(code)) {
            throw new InitFailure(function, "its CodeUri " + code + " is not there: build it");
        }
        URL[] urls = new URL[entries.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = entries.get(i).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new InitFailure(function, "its CodeUri " + entries.get(i) + " has no URL", e);
            }
        }
        return urls;
    }

    private static Binding binding(FunctionSpec function, Class<?> type, ClassLoader loader) {
        if (RequestStreamHandler.class.isAssignableFrom(type)) {
            return new Binding.Streams();
        }
        if (RequestHandler.class.isAssignableFrom(type)) {
            Type[] arguments = argumentsOfRequestHandler(type, Map.of());
            if (arguments.length == 2) {
                return new Binding.Objects(
                        serializer(arguments[0], loader), serializer(arguments[1], loader));
            }
        }
        throw new InitFailure(
                function,
                "its handler is neither a RequestStreamHandler nor a RequestHandler with type"
                        + " arguments");
    }

    /// As the runtime interface client chooses: AWS's own event classes have settings of their own.
    @SuppressWarnings("unchecked")
    private static PojoSerializer<Object> serializer(Type type, ClassLoader loader) {
        if (type instanceof Class<?> plain
                && LambdaEventSerializers.isLambdaSupportedEvent(plain.getName())) {
            return LambdaEventSerializers.serializerFor((Class<Object>) plain, loader);
        }
        return JacksonFactory.getInstance().getSerializer(type);
    }

    private static Type[] argumentsOfRequestHandler(Type type, Map<TypeVariable<?>, Type> known) {
        Class<?> raw =
                switch (type) {
                    case Class<?> plain -> plain;
                    case ParameterizedType generic -> (Class<?>) generic.getRawType();
                    default -> Object.class;
                };
        Map<TypeVariable<?>, Type> variables = new HashMap<>(known);
        Type[] arguments = new Type[0];
        if (type instanceof ParameterizedType generic) {
            arguments = generic.getActualTypeArguments().clone();
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = known.getOrDefault(arguments[i], arguments[i]);
                variables.put(raw.getTypeParameters()[i], arguments[i]);
            }
        }
        if (raw == RequestHandler.class) {
            return arguments;
        }
        List<Type> above = new ArrayList<>(List.of(raw.getGenericInterfaces()));
        if (raw.getGenericSuperclass() != null) {
            above.add(raw.getGenericSuperclass());
        }
        for (Type each : above) {
            Type[] found = argumentsOfRequestHandler(each, variables);
            if (found.length == 2) {
                return found;
            }
        }
        return new Type[0];
    }

    ClassLoader loader() {
        return loader;
    }

    /// Makes a handler by its constructor that takes the environment, else by the one without
    /// arguments.
    ///
    /// @throws InitFailure when the constructor throws
    Handler newHandler(Map<String, String> environment) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return bound(construct(environment));
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new InitFailure(function, rootMessage(cause), cause);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new InitFailure(function, "its handler cannot be made: " + e, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Object construct(Map<String, String> environment) throws ReflectiveOperationException {
        for (Constructor<?> constructor : handlerClass.getConstructors()) {
            if (constructor.getParameterCount() == 1
                    && constructor.getParameterTypes()[0] == Map.class) {
                return constructor.newInstance(environment);
            }
        }
        return handlerClass.getConstructor().newInstance();
    }

    @SuppressWarnings("unchecked")
    private Handler bound(Object handler) {
        return switch (binding) {
            case Binding.Streams() ->
                    (event, context) -> {
                        ByteArrayOutputStream out = new ByteArrayOutputStream();
                        ((RequestStreamHandler) handler)
                                .handleRequest(new ByteArrayInputStream(event), out, context);
                        return out.toByteArray();
                    };
            case Binding.Objects(PojoSerializer<Object> input, PojoSerializer<Object> output) ->
                    (event, context) -> {
                        Object argument = input.fromJson(new ByteArrayInputStream(event));
                        Object result =
                                ((RequestHandler<Object, Object>) handler)
                                        .handleRequest(argument, context);
                        ByteArrayOutputStream out = new ByteArrayOutputStream();
                        output.toJson(result, out);
                        return out.toByteArray();
                    };
        };
    }

    private static String rootMessage(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
