package org.badgebridge.local.function;

import org.badgebridge.local.template.FunctionSpec;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// What the jars of all functions have in common, byte for byte, in one class loader: loaded and
/// compiled once instead of once for each function. What is not in every jar stays with the
/// function that has it, so that a class missing from a jar is missing here as it would be in
/// Lambda.
public final class CommonCode extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Set<String> entries;

    private CommonCode(URL[] jar, Set<String> entries) {
        super("common", jar, new RuntimeLoader());
        this.entries = entries;
    }

    /// Functions whose code is not a jar, or not there, share nothing; whoever opens them says why.
    public static CommonCode of(List<FunctionSpec> functions) {
        List<Path> jars =
                functions.stream()
                        .map(FunctionSpec::codeUri)
                        .filter(code -> code.toFile().isFile())
                        .distinct()
                        .toList();
        if (jars.size() < 2 || jars.size() < functions.size()) {
            return new CommonCode(new URL[0], Set.of());
        }
        try {
            Map<String, Content> common = contents(jars.getFirst());
            for (Path jar : jars) {
                common.entrySet().retainAll(contents(jar).entrySet());
            }
            URL[] any = {jars.getFirst().toUri().toURL()};
            return new CommonCode(any, Set.copyOf(common.keySet()));
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a file has no URL", e);
        } catch (IOException notAJar) {
            return new CommonCode(new URL[0], Set.of());
        }
    }

    private record Content(long size, long crc) {}

    private static Map<String, Content> contents(Path jar) throws IOException {
        Map<String, Content> contents = new HashMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                contents.put(entry.getName(), new Content(entry.getSize(), entry.getCrc()));
            }
        }
        return contents;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (entries.contains(name.replace('.', '/') + ".class")) {
            return super.findClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    public @Nullable URL findResource(String name) {
        return entries.contains(name) ? super.findResource(name) : null;
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        return entries.contains(name) ? super.findResources(name) : Collections.emptyEnumeration();
    }
}
