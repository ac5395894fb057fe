import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// `java Format.java check|apply DIRECTORY...`: checks or mends every Java file below the
/// directories. Exits with 1 when a file is out of format (check) or does not parse.
void main(String[] arguments) throws IOException {
    boolean apply =
            switch (arguments[0]) {
                case "check" -> false;
                case "apply" -> true;
                default ->
                        throw new IllegalArgumentException(
                                "format.mode is check or apply, not " + arguments[0]);
            };
    var formatter = new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());
    var faults = new ArrayList<String>();
    for (var directory : List.of(arguments).subList(1, arguments.length)) {
        for (var file : sources(Path.of(directory))) {
            try {
                var text = Files.readString(file);
                var formatted = formatter.formatSourceAndFixImports(text);
                if (formatted.equals(text)) {
                    continue;
                }
                if (apply) {
                    Files.writeString(file, formatted);
                    IO.println("formatted " + file);
                } else {
                    faults.add("not formatted: " + file);
                }
            } catch (FormatterException e) {
                faults.add("does not parse: " + file + ": " + e.getMessage());
            }
        }
    }
    faults.forEach(System.err::println);
    if (!faults.isEmpty()) {
        System.err.println("To format: mvn -q -pl infra/build/format validate -Dformat.mode=apply");
        System.exit(1);
    }
}

List<Path> sources(Path directory) throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(
            directory,
            new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                    return dir.endsWith("target")
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".java")) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
    return files;
}
