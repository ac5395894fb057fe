package org.badgebridge.bench;

import org.badgebridge.adapter.dynamodb.DynamoAwards;
import org.badgebridge.adapter.dynamodb.DynamoBadges;
import org.badgebridge.domain.badge.Attempt;
import org.badgebridge.domain.badge.Backoff;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.CallRecording;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.domain.badge.Hold;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.domain.badge.Step;
import org.badgebridge.domain.badge.Timing;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.port.Awards.Known;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A learner, a certificate and a badge of one kind, made by the steps that lead there.
final class Sample {

    private static final Timing TIMING =
            new Timing(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(90));
    private static final CallRecording CALLS =
            new CallRecording(new Backoff(RandomGenerator.of("L64X128MixRandom")));

    private final Names names;
    private final LearningEvent event;
    private final Instant at;
    private final List<HistoryEntry> history = new ArrayList<>();
    private Badge badge;

    private Sample(Names names) {
        this.names = names;
        this.event = names.event();
        this.at = event.receivedAt();
        Change first =
                Badge.first(
                        new BadgeId(names.learner(), names.template()),
                        Wanted.issued(
                                Cause.event(event.id(), at),
                                new Wanted.Terms(
                                        names.certificate(),
                                        event.earnedAt(),
                                        null,
                                        event.certificateUrl(),
                                        event.course(),
                                        event.source(),
                                        false)),
                        at);
        this.badge = first.badge();
        history.addAll(first.entries());
    }

    static void store(
            Kind kind, Names names, LearnerIds ids, DynamoAwards awards, DynamoBadges badges) {
        Sample sample = new Sample(names);
        sample.become(kind);
        LearningEvent event = sample.event;
        Learner learner =
                Learner.unknown(names.learner(), event.realm(), sample.at)
                        .after(event, ids, sample.at);
        Certificate certificate =
                Certificate.unknown(names.certificate(), event, sample.at).after(event, sample.at);
        boolean stored =
                awards.store(
                                new Known(Optional.empty(), Optional.empty(), Optional.empty()),
                                Optional.of(learner),
                                Optional.of(certificate),
                                Fact.of(certificate.id(), event))
                        && badges.store(
                                List.of(new Change(sample.badge, sample.history)), List.of());
        if (!stored) {
            throw new IllegalStateException("a sample was there already");
        }
    }

    private void become(Kind kind) {
        switch (kind) {
            case QUEUED -> {}
            case HELD -> then(badge.held(Hold.NO_EMAIL, at.plusSeconds(3600), at.plusSeconds(1)));
            case ISSUED -> issue(done(ProviderState.ACCEPTED, at.plusSeconds(1)));
            case EMAIL_REFUSED -> issue(refused(FailureCause.EMAIL_REFUSED));
            case TEMPLATE_REFUSED -> issue(refused(FailureCause.TEMPLATE_REFUSED));
            case REVOKED -> {
                issue(done(ProviderState.ACCEPTED, at.plusSeconds(1)));
                Instant later = at.plusSeconds(60);
                Cause revoked = Cause.event(event.id() + "-revoked", later);
                then(badge.wanting(badge.wanted().byRules(revoked, null), later));
                call(
                        new Step.Revoke(names.providerBadge()),
                        done(ProviderState.REVOKED, later.plusSeconds(1)),
                        later);
            }
        }
    }

    private void issue(Outcome<ProviderBadge> outcome) {
        call(new Step.Issue(Objects.requireNonNull(badge.wanted().terms())), outcome, at);
    }

    private void call(Step.Call call, Outcome<ProviderBadge> outcome, Instant from) {
        Badge claimed = badge.claimed(call, "bench", from, TIMING);
        Attempt attempt = Objects.requireNonNull(claimed.settling().attempt());
        then(CALLS.recorded(claimed, attempt, outcome, from.plusSeconds(1)));
    }

    private void then(Change change) {
        badge = change.badge();
        history.addAll(change.entries());
    }

    private Outcome<ProviderBadge> done(ProviderState state, Instant asOf) {
        String id = names.providerBadge();
        return new Outcome.Done<>(
                new ProviderBadge(
                        id,
                        "organization",
                        names.template().providerId(),
                        names.learner().value(),
                        names.email(),
                        state,
                        asOf,
                        at,
                        event.earnedAt(),
                        null,
                        "https://www.credly.com/earner/earned/badge/" + id,
                        "https://www.credly.com/badges/" + id,
                        null,
                        null,
                        true,
                        null),
                new Said(201, "", Duration.ofMillis(200)));
    }

    private static Outcome<ProviderBadge> refused(FailureCause cause) {
        return new Outcome.Refused<>(
                new Said(422, "{\"data\":{\"message\":\"No\"}}", Duration.ofMillis(200)), cause);
    }
}
