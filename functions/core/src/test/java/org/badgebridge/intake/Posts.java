package org.badgebridge.intake;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.KeySets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Sources, sample posts and what becomes of them once their proof was seen.
final class Posts {

    /// For schemes that need none.
    static final KeySets NO_KEYS = (_, _) -> new KeySets.Lookup.Unknown();

    static final Presets PRESETS = new Presets();
    static final Instant RECEIVED = Instant.parse("2026-01-15T09:31:00Z");
    static final Source STANDARD = source("standard", Map.of());
    static final Source LEARNOMY = source("learnomy", Map.of());

    private static final Path SAMPLES = Path.of("../../events/webhooks");

    private Posts() {}

    static Source source(String preset, Map<String, String> settings) {
        return new Source(
                new SourceId("academy"),
                "Academy",
                preset,
                "campus",
                settings,
                Instant.EPOCH,
                Instant.EPOCH,
                1);
    }

    static byte[] sample(String name) {
        try {
            return Files.readAllBytes(SAMPLES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Delivery.Event delivery(Source source, Map<String, String> headers, byte[] body) {
        return new Verified(new Post(headers, body), "s1", "m-1")
                .delivery(PRESETS.of(source).orElseThrow(), source.id(), RECEIVED);
    }

    static Reading read(Source source, byte[] body) {
        List<EventReader.Item> items =
                new EventReader(PRESETS).read(source, delivery(source, Map.of(), body));
        return items.getFirst().reading();
    }
}
