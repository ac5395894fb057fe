package org.badgebridge.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/// The token that the settings API of a local system wants to hear, made once and kept where only
/// its owner reads it.
final class AdminToken {

    private AdminToken() {}

    static String keptIn(Path data) throws IOException {
        Path file = data.resolve("admin-token");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, token + System.lineSeparator());
        return token;
    }
}
