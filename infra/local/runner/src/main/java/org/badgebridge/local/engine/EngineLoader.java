package org.badgebridge.local.engine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The jars of the engines in a class loader of their own. Their log settings, Scala, Jetty and
/// library versions stay out of everyone else's class path, and a second start finds no static
/// state of the first (ElasticMQ keeps one database pool for the life of its classes).
final class EngineLoader extends URLClassLoader {

    private static final String LIST = "engines.classpath";

    private EngineLoader(URL[] jars) {
        super("engines", jars, ClassLoader.getPlatformClassLoader());
    }

    static EngineLoader open() {
        List<URL> jars = new ArrayList<>();
        for (String entry : list().split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry.strip());
            if (!Files.isRegularFile(jar)) {
                throw new EngineFailure(
                        "The engine jar " + jar + " is missing: build infra/local/runner again.");
            }
            try {
                jars.add(jar.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new EngineFailure("The engine jar " + jar + " has no URL.", e);
            }
        }
        return new EngineLoader(jars.toArray(URL[]::new));
    }

    private static String list() {
        try (InputStream in = EngineLoader.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new EngineFailure(
                        "The list of engine jars is missing: build infra/local/runner with Maven.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new EngineFailure("The list of engine jars cannot be read.", e);
        }
    }

    /// Runs `work` with this loader as the thread's context loader, which Pekko, log4j and Jetty
    /// look into.
    <T> T call(Work<T> work, String what) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(this);
        try {
            return work.run();
        } catch (EngineFailure e) {
            throw e;
        } catch (Exception e) {
            Throwable cause =
                    e instanceof java.lang.reflect.InvocationTargetException i ? i.getCause() : e;
            throw new EngineFailure(what + ": " + cause, cause);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /// Work that may throw anything.
    interface Work<T> {
        T run() throws Exception;
    }
}
