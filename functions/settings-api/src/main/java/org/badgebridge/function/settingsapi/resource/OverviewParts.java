package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.badge.Phase;
import org.badgebridge.function.settingsapi.view.OverviewView.ConnectionLine;
import org.badgebridge.function.settingsapi.view.OverviewView.DayView;
import org.badgebridge.function.settingsapi.view.OverviewView.FailureView;
import org.badgebridge.function.settingsapi.view.OverviewView.QueueView;
import org.badgebridge.function.settingsapi.view.OverviewView.SourceLine;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.BadgeQuery;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Count;
import org.badgebridge.port.Days.Counts;
import org.badgebridge.port.Deliveries;
import org.badgebridge.port.Deliveries.Kind;
import org.badgebridge.port.Deliveries.Verdict;
import org.badgebridge.port.DueBadges;
import org.badgebridge.port.Jobs;
import org.badgebridge.port.Page;
import org.badgebridge.port.Queues;
import org.badgebridge.port.Rules;
import org.badgebridge.port.Secrets;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Each part of the overview, read on its own and no further than somebody who glances at it cares.
/// Thread-safe.
record OverviewParts(
        Accounts accounts,
        Badges badges,
        DueBadges due,
        Deliveries deliveries,
        Jobs jobs,
        Rules rules,
        Secrets secrets,
        Watched watched,
        KnownCourses known,
        WaitingBadges waiting,
        Clock clock) {

    /// Whether there are a thousand or more is as good as their number.
    private static final int COUNT_UP_TO = 1000;

    private static final int PAGE_OF_RULES = 200;
    private static final int DAYS = 30;

    /// Among so many of a source's newest posts a rejected one is looked for: an older one says
    /// nothing of how the source fares.
    private static final int POSTS = 20;

    Count count(Phase phase) {
        return badges.count(BadgeQuery.of(phase), COUNT_UP_TO);
    }

    List<FailureView> failures() {
        return badges.failures(COUNT_UP_TO).entrySet().stream()
                .map(each -> FailureView.of(each.getKey(), each.getValue()))
                .sorted((one, other) -> Long.compare(other.count(), one.count()))
                .toList();
    }

    QueueView queue(Queues.Name name) {
        return QueueView.of(name, watched.queues().depth(name));
    }

    Optional<Instant> oldestDue(int shard) {
        return due.due(shard, clock.instant(), 1).stream().map(DueBadges.Due::at).findFirst();
    }

    int runningJobs() {
        return (int) jobs.all().stream().filter(job -> job.state() == Jobs.State.RUNNING).count();
    }

    int mappings() {
        int mappings = 0;
        Page<Rules.Stored> page = rules.all(PAGE_OF_RULES, Page.Cursor.START);
        while (true) {
            // A rule that was built maps courses as well.
            mappings += page.items().size();
            Page.Cursor next = page.next();
            if (next == null || mappings >= COUNT_UP_TO) {
                return mappings;
            }
            page = rules.all(PAGE_OF_RULES, next);
        }
    }

    List<DayView> days() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate first = today.minusDays(DAYS - 1L);
        Map<LocalDate, Counts> counts = watched.days().between(first, today);
        return first.datesUntil(today.plusDays(1))
                .map(day -> DayView.of(day, counts.getOrDefault(day, Counts.NONE)))
                .toList();
    }

    SourceLine line(Source source) {
        List<Verdict> posts = deliveries.of(source.id(), POSTS, Page.Cursor.START).items();
        Optional<Verdict> last = posts.stream().findFirst();
        return new SourceLine(
                source.id().value(),
                source.name(),
                last.map(Verdict::receivedAt).orElse(null),
                last.map(verdict -> verdict.kind().name().toLowerCase(Locale.ROOT)).orElse(null),
                posts.stream()
                        .filter(verdict -> verdict.kind() == Kind.REJECTED)
                        .map(Verdict::receivedAt)
                        .findFirst()
                        .orElse(null));
    }

    ConnectionLine line(Connection connection) {
        ConnectionHealth health = accounts.health(connection.id());
        Optional<Trouble> trouble = trouble(connection, health);
        return new ConnectionLine(
                connection.id().value(),
                connection.name(),
                connection.enabled(),
                trouble.isEmpty(),
                trouble.map(Trouble::sentence).orElse(null),
                trouble.flatMap(Trouble::since).orElse(null),
                accounts.tokenSavedAt(connection.id()).orElse(null),
                waiting.count(connection.id(), null));
    }

    private record Trouble(String sentence, Optional<Instant> since) {}

    private Optional<Trouble> trouble(Connection connection, ConnectionHealth health) {
        if (health.tokenRefusedSince() != null) {
            return Optional.of(
                    new Trouble(
                            "The provider does not accept the token: make a new one there and save"
                                    + " it here.",
                            Optional.of(health.tokenRefusedSince())));
        }
        if (health.circuitOpen()) {
            return Optional.of(
                    new Trouble(
                            "The provider does not answer (%s): it is tried again every minute."
                                    .formatted(health.reason()),
                            Optional.ofNullable(health.openSince())));
        }
        if (!hasToken(connection)) {
            return Optional.of(new Trouble("It has no token yet: save one.", Optional.empty()));
        }
        return Optional.empty();
    }

    /// Secrets that cannot be read just now are no trouble of the provider's.
    private boolean hasToken(Connection connection) {
        try {
            return !secrets.ofConnection(connection.id()).isEmpty();
        } catch (Secrets.Unavailable e) {
            return true;
        }
    }
}
