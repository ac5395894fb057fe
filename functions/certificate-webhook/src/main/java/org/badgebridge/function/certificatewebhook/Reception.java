package org.badgebridge.function.certificatewebhook;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.intake.Capture;
import org.badgebridge.intake.Post;
import org.badgebridge.intake.Preset;
import org.badgebridge.intake.Presets;
import org.badgebridge.intake.Scheme;
import org.badgebridge.intake.SecretForm;
import org.badgebridge.intake.Verification;
import org.badgebridge.intake.Verifier;
import org.badgebridge.log.Field;
import org.badgebridge.log.Log;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.CertificatesQueue;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.KeySets;
import org.badgebridge.port.Secrets;
import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.webhook.Content;
import org.badgebridge.webhook.KnownSettings;
import org.badgebridge.webhook.KnownSettings.Lookup;
import org.badgebridge.webhook.PostLog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes a post in: size, source, form, proof over the raw bytes, queue, in this order. Once its
/// proof is seen, a post is refused only if the queue refuses it. With source and secrets
/// remembered, it depends on the queue alone. Thread-safe.
final class Reception {

    /// How old the settings may be by which a post is turned away: an admin who mends them and
    /// tries again sees what they did.
    private static final Duration RECENT = Duration.ofSeconds(5);

    private final KnownSettings<SourceId, Source> sources;
    private final Secrets secrets;
    private final CertificatesQueue queue;
    private final RejectedSamples samples;
    private final Allowance unproven = new Allowance();
    private final Presets presets;
    private final KeySets keys;
    private final Log log;
    private final PostLog posts;
    private final Clock clock;

    Reception(
            Accounts accounts,
            Secrets secrets,
            CertificatesQueue queue,
            Presets presets,
            KeySets keys,
            Log log,
            Clock clock) {
        this.sources = new KnownSettings<>("sources", accounts::sources, Source::id, log, clock);
        this.secrets = secrets;
        this.queue = queue;
        this.samples = new RejectedSamples(queue, clock);
        this.presets = presets;
        this.keys = keys;
        this.log = log;
        this.posts = new PostLog(log, clock);
        this.clock = clock;
    }

    Answer receive(Request request) {
        return posts.told(line -> answer(request, line), Answer.FAILED);
    }

    private Answer answer(Request request, Map<Field, Object> line) {
        if (!request.method().equals("POST")) {
            return Answer.NOT_POST;
        }
        return switch (request.content()) {
            case Content.TooLarge() -> Answer.TOO_LARGE;
            case Content.Unreadable() -> Answer.UNREADABLE;
            case Content.Received content -> {
                Optional<SourceId> id = request.sourceId();
                yield id.isEmpty()
                        ? Answer.UNKNOWN_SOURCE
                        : of(id.get(), request, request.post(content), line);
            }
        };
    }

    private Answer of(SourceId id, Request request, Post post, Map<Field, Object> line) {
        return switch (sources.find(id, KnownSettings.FRESH)) {
            case Lookup.Unknown<Source>() -> Answer.UNKNOWN_SOURCE;
            case Lookup.Unavailable<Source>() -> Answer.SETTINGS_UNAVAILABLE;
            case Lookup.Found<Source>(Source source) -> {
                line.put(Field.SOURCE, id);
                if (request.isEncoded()) {
                    samples.offer(id, "Content-Encoding must be absent or identity.");
                    yield Answer.ENCODED;
                }
                if (!request.hasUsableType()) {
                    samples.offer(id, "Content-Type must be JSON, a form, a JWT, text or absent.");
                    yield Answer.WRONG_TYPE;
                }
                yield proven(source, post, line);
            }
        };
    }

    private Answer proven(Source source, Post post, Map<Field, Object> line) {
        try {
            if (source.capturing(clock.instant())) {
                return captured(source, post, line);
            }
            return switch (attempt(source, post)) {
                case Attempt.Passed passed -> queued(source.id(), passed, line);
                case Attempt.Pinged(Preset preset) -> Answer.accepted(preset.answer());
                case Attempt.Failed failed -> secondTry(source.id(), post, failed, line);
                case Attempt.Unchecked(String reason) -> unchecked(source.id(), reason, line);
            };
        } catch (Secrets.Unavailable e) {
            log.failure("secrets not read", e, line);
            return Answer.SETTINGS_UNAVAILABLE;
        }
    }

    /// What its settings prove is put aside as it will be read; of all else, what may be kept of
    /// it.
    private Answer captured(Source source, Post post, Map<Field, Object> line) {
        Instant now = clock.instant();
        if (attempt(source, post) instanceof Attempt.Passed(Preset preset, var proof)) {
            Map<String, String> settings = preset.proof().asSettings();
            return queued(
                    new Delivery.Captured(proof.delivery(preset, source.id(), now), settings),
                    Answer.accepted(preset.answer()),
                    line);
        }
        // Whoever captures adds the platform's secret and lets it send something at once.
        secrets.forget(source.id());
        return Capture.of(post, source.id(), secrets.ofSource(source.id()), now)
                .filter(captured -> !captured.proof().isEmpty() || unproven.take(now))
                .map(captured -> queued(captured, Answer.ACCEPTED, line))
                .orElse(Answer.NO_PROOF);
    }

    /// With settings and secrets as they are now: they may have changed since they were read.
    private Answer secondTry(
            SourceId id, Post post, Attempt.Failed first, Map<Field, Object> line) {
        if (first.secretMayBeNew()) {
            secrets.forget(id);
        }
        return switch (sources.find(id, RECENT)) {
            case Lookup.Unknown<Source>() -> Answer.UNKNOWN_SOURCE;
            case Lookup.Unavailable<Source>() -> Answer.SETTINGS_UNAVAILABLE;
            case Lookup.Found<Source>(Source source) when source.capturing(clock.instant()) ->
                    captured(source, post, line);
            case Lookup.Found<Source>(Source source) ->
                    switch (attempt(source, post)) {
                        case Attempt.Passed passed -> queued(id, passed, line);
                        case Attempt.Pinged(Preset preset) -> Answer.accepted(preset.answer());
                        case Attempt.Failed failed -> {
                            samples.offer(id, failed.reason());
                            yield failed.answer();
                        }
                        case Attempt.Unchecked(String reason) -> unchecked(id, reason, line);
                    };
        };
    }

    /// The platform's keys are as much needed as the settings, and it may send again as well.
    private Answer unchecked(SourceId id, String reason, Map<Field, Object> line) {
        log.event("keys not read", line);
        samples.offer(id, reason);
        return Answer.SETTINGS_UNAVAILABLE;
    }

    /// A URL with a key at its end is for platforms that can prove nothing otherwise; for all
    /// others there is no such URL, so that nobody comes to trust in one.
    private Attempt attempt(Source source, Post post) {
        Optional<Preset> preset = presets.of(source);
        if (preset.isEmpty()) {
            return new Attempt.Failed(
                    Answer.UNUSABLE_SETTINGS,
                    "The source's preset is unknown here, or its settings do not fit the preset.",
                    false);
        }
        Scheme scheme = preset.get().proof().scheme();
        if (scheme != Scheme.PATH && post.key().isPresent()) {
            return new Attempt.Failed(
                    Answer.UNKNOWN_SOURCE, "The URL has more at its end than the source's.", false);
        }
        if (scheme != Scheme.PATH && preset.get().isUnsignedPing(post)) {
            return new Attempt.Pinged(preset.get());
        }
        Answer refusal = scheme == Scheme.PATH ? Answer.UNKNOWN_SOURCE : Answer.NO_PROOF;
        List<Secret> all =
                scheme.secret() == SecretForm.NONE ? List.of() : secrets.ofSource(source.id());
        return switch (Verifier.of(preset.get().proof(), keys).verify(post, all, clock.instant())) {
            case Verification.Verified proof -> new Attempt.Passed(preset.get(), proof);
            case Verification.NoMatch(String reason) -> new Attempt.Failed(refusal, reason, true);
            case Verification.Malformed(String reason) ->
                    new Attempt.Failed(refusal, reason, false);
            case Verification.Unavailable(String reason) -> new Attempt.Unchecked(reason);
        };
    }

    private Answer queued(SourceId id, Attempt.Passed passed, Map<Field, Object> line) {
        return queued(
                passed.proof().delivery(passed.preset(), id, clock.instant()),
                Answer.accepted(passed.preset().answer()),
                line);
    }

    private Answer queued(Delivery delivery, Answer told, Map<Field, Object> line) {
        line.put(Field.DELIVERY, delivery.id());
        try {
            queue.send(delivery);
            return told;
        } catch (CertificatesQueue.Unavailable e) {
            log.failure("queue refused", e, line);
            return Answer.QUEUE_UNAVAILABLE;
        }
    }

    private sealed interface Attempt {

        record Passed(Preset preset, Verification.Verified proof) implements Attempt {}

        /// A test that its platform does not sign, and switches the webhook off for if it is
        /// refused.
        record Pinged(Preset preset) implements Attempt {}

        record Failed(Answer answer, String reason, boolean secretMayBeNew) implements Attempt {}

        record Unchecked(String reason) implements Attempt {}
    }
}
