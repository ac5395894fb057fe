package org.badgebridge.local.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Secrets by name. On disk each is a file that only its owner may read, forced to the disk and
/// then renamed into place before a write returns. Callers hold a lock: it is not thread-safe.
final class SecretStore {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUFFIX = ".json";

    private final @Nullable Path folder;
    private final Map<String, Secret> secrets = new TreeMap<>();

    private SecretStore(@Nullable Path folder) {
        this.folder = folder;
    }

    static SecretStore open(Storage storage) {
        return switch (storage) {
            case Storage.InMemory() -> new SecretStore(null);
            case Storage.Folder(Path path) -> load(path.resolve("secrets"));
        };
    }

    private static SecretStore load(Path folder) {
        SecretStore store = new SecretStore(folder);
        try {
            Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    if (file.getFileName().toString().endsWith(SUFFIX)) {
                        Secret secret =
                                fromJson((ObjectNode) JSON.readTree(Files.readAllBytes(file)));
                        store.secrets.put(secret.name(), secret);
                    } else {
                        Files.delete(file);
                    }
                }
            }
            return store;
        } catch (IOException e) {
            throw new EngineFailure("The stored secrets in " + folder + " cannot be read.", e);
        }
    }

    Optional<Secret> find(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    List<Secret> all() {
        return List.copyOf(secrets.values());
    }

    void put(Secret secret) throws IOException {
        if (folder != null) {
            Path file = file(folder, secret.name());
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.deleteIfExists(next);
            try (FileChannel channel =
                    FileChannel.open(
                            next,
                            java.util.Set.of(
                                    StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            ownerOnly(folder, "rw-------"))) {
                ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(toJson(secret)));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
        }
        secrets.put(secret.name(), secret);
    }

    void remove(String name) throws IOException {
        if (folder != null) {
            Files.deleteIfExists(file(folder, name));
            force(folder);
        }
        secrets.remove(name);
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path file(Path folder, String name) {
        return folder.resolve(
                HexFormat.of().formatHex(Digests.sha256(name.getBytes(StandardCharsets.UTF_8)))
                        + SUFFIX);
    }

    private static FileAttribute<?>[] ownerOnly(Path folder, String permissions) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static ObjectNode toJson(Secret secret) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", secret.name())
                .put("description", secret.description())
                .put("created", secret.created().toString())
                .put("changed", secret.changed().toString())
                .put(
                        "deletion_date",
                        secret.deletionDate() == null ? null : secret.deletionDate().toString());
        ObjectNode versions = json.putObject("versions");
        secret.versions()
                .forEach((id, version) -> {
                    ObjectNode one = versions.putObject(id);
                    one.put("string", version.string())
                            .put("binary", version.binary())
                            .put("created", version.created().toString());
                    version.stages().forEach(one.putArray("stages")::add);
                });
        return json;
    }

    private static Secret fromJson(ObjectNode json) {
        Map<String, Secret.Version> versions = new LinkedHashMap<>();
        json.path("versions")
                .properties()
                .forEach(entry -> {
                    List<String> stages = new ArrayList<>();
                    entry.getValue().path("stages").forEach(stage -> stages.add(stage.asText()));
                    versions.put(
                            entry.getKey(),
                            new Secret.Version(
                                    entry.getValue().path("string").textValue(),
                                    entry.getValue().path("binary").textValue(),
                                    Instant.parse(entry.getValue().path("created").asText()),
                                    stages));
                });
        String deletion = json.path("deletion_date").textValue();
        return new Secret(
                json.path("name").asText(),
                json.path("description").textValue(),
                Instant.parse(json.path("created").asText()),
                Instant.parse(json.path("changed").asText()),
                deletion == null ? null : Instant.parse(deletion),
                versions);
    }
}
