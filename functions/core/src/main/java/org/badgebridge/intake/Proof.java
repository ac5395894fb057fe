package org.badgebridge.intake;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How a platform proves that a post is its own: a scheme, and the settings that differ from the
/// scheme's usual ones. `unsignedPing` is the body of a test post that it does not prove at all.
public record Proof(Scheme scheme, Map<String, String> settings, @Nullable Pattern unsignedPing) {

    public Proof {
        settings = Map.copyOf(settings);
    }

    /// The value of one of the scheme's settings.
    String setting(String name) {
        return settings.getOrDefault(
                name,
                scheme.setting(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        scheme.word() + " has no setting " + name))
                        .usual());
    }

    /// Another scheme takes none of the settings of this one.
    Proof with(Scheme other) {
        return other == scheme ? this : new Proof(other, Map.of(), unsignedPing);
    }

    Proof with(String name, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(name, value);
        return new Proof(scheme, changed, unsignedPing);
    }

    /// The header with the time of the post, if the signature does not cover it.
    Optional<String> unsignedTimeHeader() {
        if (scheme.setting(Scheme.TIME_HEADER).isEmpty()) {
            return Optional.empty();
        }
        String header = setting(Scheme.TIME_HEADER);
        boolean signed =
                SignedText.parse(setting("signed")).filter(text -> text.has(header)).isPresent();
        return header.isEmpty() || signed ? Optional.empty() : Optional.of(header);
    }

    /// The fields of a body in which a secret travels.
    Set<String> hidden() {
        return scheme == Scheme.BODY_TOKEN ? Set.of(setting("pointer")) : Set.of();
    }

    /// As a source's own settings.
    public Map<String, String> asSettings() {
        Map<String, String> own = new HashMap<>(settings);
        own.put("scheme", scheme.word());
        return own;
    }

    /// Whether a post that was caught on the way cannot be sent again much later.
    public boolean provesTime() {
        return scheme.provesTime(settings);
    }
}
