package org.badgebridge.local;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import org.joda.time.DateTime;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A folder with a template and, in `code`, the toy functions as Lambda would get them: classes,
/// and jars in `lib`.
final class ToyDeployment {

    private static final String TOYS = "org/badgebridge/local/toy";

    private ToyDeployment() {}

    static Path write(Path folder, String template) throws IOException, URISyntaxException {
        Path code = Files.createDirectories(folder.resolve("code/" + TOYS));
        Files.createDirectories(folder.resolve("code/lib"));
        try (Stream<Path> classes = Files.list(place(ToyDeployment.class).resolve(TOYS))) {
            for (Path each : classes.toList()) {
                Files.copy(each, code.resolve(each.getFileName().toString()));
            }
        }
        for (Class<?> library : List.of(SQSEvent.class, DateTime.class)) {
            Path jar = place(library);
            Files.copy(jar, folder.resolve("code/lib").resolve(jar.getFileName().toString()));
        }
        return Files.writeString(folder.resolve("template.yaml"), template);
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
