package org.badgebridge.local.engine;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One secret and its versions. Immutable: a change makes a new one.
///
/// @param versions by id, oldest first
/// @param deletionDate when it goes for good; null while it is alive
record Secret(
        String name,
        @Nullable String description,
        Instant created,
        Instant changed,
        @Nullable Instant deletionDate,
        Map<String, Version> versions) {

    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    /// The value is either a string or base64 of bytes.
    record Version(
            @Nullable String string,
            @Nullable String binary,
            Instant created,
            List<String> stages) {

        Version withStages(List<String> newStages) {
            return new Version(string, binary, created, newStages);
        }

        boolean sameValue(@Nullable String otherString, @Nullable String otherBinary) {
            return java.util.Objects.equals(string, otherString)
                    && java.util.Objects.equals(binary, otherBinary);
        }

        @Override
        public String toString() {
            return "Version[value hidden, stages=" + stages + "]";
        }
    }

    Optional<String> versionIdAt(String stage) {
        return versions.entrySet().stream()
                .filter(entry -> entry.getValue().stages().contains(stage))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    Secret withVersion(String id, Version version, Instant now) {
        Map<String, Version> next = new LinkedHashMap<>(versions);
        next.put(id, version.withStages(List.of()));
        Secret result = new Secret(name, description, created, now, deletionDate, next);
        for (String stage : version.stages()) {
            result = result.withStageAt(stage, id, now);
        }
        return result;
    }

    /// Moves a stage to a version, or takes it away when that is null. The version that loses
    /// `AWSCURRENT` gets `AWSPREVIOUS`.
    Secret withStageAt(String stage, @Nullable String id, Instant now) {
        Optional<String> before = versionIdAt(stage);
        Map<String, Version> next = new LinkedHashMap<>(versions);
        next.replaceAll((_, version) -> version.withStages(without(version.stages(), stage)));
        if (id != null) {
            next.computeIfPresent(
                    id, (_, version) -> version.withStages(with(version.stages(), stage)));
        }
        Secret moved = new Secret(name, description, created, now, deletionDate, next);
        if (stage.equals(CURRENT) && before.isPresent() && !before.get().equals(id)) {
            return moved.withStageAt(PREVIOUS, before.get(), now);
        }
        return moved;
    }

    Secret withDescription(@Nullable String text, Instant now) {
        return new Secret(
                name, text == null ? description : text, created, now, deletionDate, versions);
    }

    Secret withDeletionDate(@Nullable Instant date, Instant now) {
        return new Secret(name, description, created, now, date, versions);
    }

    private static List<String> with(List<String> stages, String stage) {
        List<String> next = new ArrayList<>(stages);
        next.add(stage);
        return List.copyOf(next);
    }

    private static List<String> without(List<String> stages, String stage) {
        return stages.stream().filter(other -> !other.equals(stage)).toList();
    }
}
