package org.badgebridge.intake;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.Secrets.Secret;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Puts a post aside whose settings are still to be found: what it says, without secrets, and by
/// which settings it proves its origin, if any of the source's secrets makes a proof.
public final class Capture {

    /// What is kept of a post that nothing proves: enough for any certificate.
    private static final int MOST_UNPROVEN_BYTES = 64 * 1024;

    private static final int MOST_HEADERS = 40;

    private Capture() {}

    /// Empty when nothing proves the post and it is too large to be kept for anybody.
    public static Optional<Delivery.Captured> of(
            Post post, SourceId source, List<Secret> secrets, Instant now) {
        Optional<Evidence.Proven> proven = Evidence.of(post, secrets, now);
        if (proven.isEmpty() && post.body().length > MOST_UNPROVEN_BYTES) {
            return Optional.empty();
        }
        BodyForm form = form(post);
        Set<String> hidden = proven.map(p -> p.proof().hidden()).orElse(Set.of());
        String body =
                form.read(claims(post))
                        .map(new Redaction(Set.of(), hidden)::of)
                        .map(Json::write)
                        .orElse("");
        Map<String, String> proof =
                proven.map(p -> new TreeMap<>(p.proof().asSettings())).orElseGet(TreeMap::new);
        if (!proof.isEmpty() && form != BodyForm.PLAIN) {
            proof.put("body", form.word());
        }
        return Optional.of(
                new Delivery.Captured(
                        new Delivery.Event(
                                post.digest(),
                                source,
                                now,
                                proven.map(Evidence.Proven::secretId).orElse(null),
                                body,
                                shown(post)),
                        proof));
    }

    private static BodyForm form(Post post) {
        boolean cloudEvent =
                post.contentType().startsWith("application/cloudevents")
                        || post.header("ce-specversion").isPresent();
        return cloudEvent ? BodyForm.CLOUDEVENTS : BodyForm.PLAIN;
    }

    /// Of a JWT its claims, which nobody has vouched for yet.
    private static Post claims(Post post) {
        return Jwt.unverifiedClaims(post).map(post::of).orElse(post);
    }

    private static Map<String, String> shown(Post post) {
        Map<String, String> shown = new TreeMap<>();
        post.headers().entrySet().stream()
                .limit(MOST_HEADERS)
                .forEach(header ->
                        shown.put(
                                header.getKey(),
                                Evidence.shown(header.getKey(), header.getValue())));
        return shown;
    }
}
