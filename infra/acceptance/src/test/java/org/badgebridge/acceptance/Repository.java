package org.badgebridge.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where this build's files are.
public final class Repository {

    private static final Path ROOT = root();

    private Repository() {}

    /// A file or folder by its path from the root, such as `infra/template.yaml`.
    public static Path path(String fromRoot) {
        return ROOT.resolve(fromRoot);
    }

    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("infra/template.yaml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("No infra/template.yaml above the working directory.");
    }
}
