package org.badgebridge.acceptance.system;

import org.badgebridge.acceptance.Repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The template with one change: a message that was not worked off, because a worker died or was
/// too slow, is seen again after seconds, not minutes. Tests need not wait longer to see the same.
final class ImpatientTemplate {

    private ImpatientTemplate() {}

    static Path writtenTo(Path folder) throws IOException {
        String text =
                Files.readString(Repository.path("infra/template.yaml"))
                        .replaceAll("VisibilityTimeout: \\d+", "VisibilityTimeout: 20")
                        .replace("CodeUri: ..", "CodeUri: " + Repository.path(""));
        return Files.writeString(folder.resolve("template.yaml"), text);
    }
}
