package org.badgebridge.domain.badge;

import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.learner.CertificateId;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// Badges in the states that tests start from, each reached by the transitions that lead there.
final class Samples {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final Timing TIMING =
            new Timing(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(90));
    static final BadgeId ID = new BadgeId(World.LEARNER, World.TEMPLATE);
    static final Said SAID = new Said(200, "words", Duration.ofMillis(120));
    static final Sought SOUGHT =
            new Sought("organization", "welder", World.LEARNER.value(), "ada@example.org");
    static final Cause ADMIN = Cause.person("admin", null, NOW);

    private Samples() {}

    static Backoff backoff() {
        return new Backoff(new Random(7));
    }

    static CallRecording calls() {
        return new CallRecording(backoff());
    }

    static LookUpRecording lookUps() {
        return new LookUpRecording(backoff(), TIMING);
    }

    static Wanted.Terms terms(Instant issuedAt) {
        CertificateId certificate = new CertificateId(World.LEARNER, "c-AAAAAAAAAAAAAAAA");
        return new Wanted.Terms(certificate, issuedAt, null, null, null, null, false);
    }

    static Cause event(String id) {
        return Cause.event(id, NOW);
    }

    /// Wanted for the first time, at NOW.
    static Badge wanted() {
        return Badge.first(ID, Wanted.issued(event("e1"), terms(NOW)), NOW).badge();
    }

    static Badge earnedAgain(Badge badge, Instant issuedAt, Instant now) {
        return badge.wanting(badge.wanted().byRules(event("again"), terms(issuedAt)), now).badge();
    }

    static Badge noLongerEarned(Badge badge, Instant now) {
        return badge.wanting(badge.wanted().byRules(event("revoked"), null), now).badge();
    }

    /// Claimed for what a healthy world does next.
    static Badge claimed(Badge badge, Instant now) {
        return claimed(badge, new World(), now);
    }

    static Badge claimed(Badge badge, World world, Instant now) {
        if (world.stepOf(badge, now) instanceof Step.Call call) {
            return badge.claimed(call, "worker", now, TIMING);
        }
        throw new AssertionError("no call follows: " + world.stepOf(badge, now));
    }

    static Attempt attempt(Badge claimed) {
        return Objects.requireNonNull(claimed.settling().attempt());
    }

    static Doubt doubt(Badge badge) {
        return Objects.requireNonNull(badge.doubt());
    }

    static Have have(Badge badge) {
        return Objects.requireNonNull(badge.have());
    }

    static Badge recorded(Badge claimed, Outcome<ProviderBadge> outcome, Instant now) {
        return calls().recorded(claimed, attempt(claimed), outcome, now).badge();
    }

    static Badge found(Badge claimed, Instant now, ProviderBadge... hits) {
        return lookUps()
                .recorded(claimed, doubt(claimed), SOUGHT, done(List.of(hits)), false, now)
                .badge();
    }

    static <T> Outcome<T> done(T value) {
        return new Outcome.Done<>(value, SAID);
    }

    /// Issued as `p1` at NOW.
    static Badge issued() {
        return recorded(claimed(wanted(), NOW), done(said("p1", ProviderState.PENDING, NOW)), NOW);
    }

    /// Issued, then revoked by us for wish 2.
    static Badge revoked() {
        Badge claimed = claimed(noLongerEarned(issued(), NOW), NOW);
        return recorded(claimed, done(said("p1", ProviderState.REVOKED, NOW.plusSeconds(1))), NOW);
    }

    /// Claimed for issuing and never heard of again.
    static Badge lost() {
        return claimed(wanted(), NOW);
    }

    /// A badge of our learner and template, as the provider would describe it.
    static ProviderBadge said(String id, ProviderState state, Instant asOf) {
        return said(id, state, asOf, NOW, null, null);
    }

    static ProviderBadge said(
            String id,
            ProviderState state,
            Instant asOf,
            @Nullable Instant createdAt,
            @Nullable String replaces,
            @Nullable String replacedBy) {
        return said(id, state, asOf, createdAt, replaces, replacedBy, null, null);
    }

    static ProviderBadge expiring(String id, Instant asOf, Instant expiresAt) {
        return said(id, ProviderState.ACCEPTED, asOf, NOW, null, null, expiresAt, null);
    }

    static ProviderBadge said(
            String id,
            ProviderState state,
            Instant asOf,
            @Nullable Instant createdAt,
            @Nullable String replaces,
            @Nullable String replacedBy,
            @Nullable Instant expiresAt,
            @Nullable Boolean visible) {
        return new ProviderBadge(
                id,
                "organization",
                "welder",
                World.LEARNER.value(),
                "ada@example.org",
                state,
                asOf,
                createdAt,
                NOW,
                expiresAt,
                null,
                null,
                replaces,
                replacedBy,
                visible,
                null);
    }
}
