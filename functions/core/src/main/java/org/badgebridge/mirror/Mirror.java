package org.badgebridge.mirror;

import org.badgebridge.batch.Batch;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.badge.Backoff;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.Hearing.Word;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.domain.badge.ProviderEvent;
import org.badgebridge.mirror.ProviderReader.Answer;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.BadgesPage;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.HeardEvents;
import org.badgebridge.port.HeardEvents.Kept;
import org.badgebridge.port.Notice;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Applies what happens at providers: fetches events that we are told of, reads lists of events and
/// badges, and writes what they say onto our templates and badges. Only what the provider itself
/// answers to our own token counts.
///
/// Idempotent and independent of order, so that redelivered, reordered and repeated events do no
/// harm. What cannot be asked for now is kept and asked for again; what cannot be applied is kept
/// with its reason; either goes once it is applied. Thread-safe.
public final class Mirror {

    /// A round of what waits; the next is a minute later.
    private static final int MOST_AGAIN = 100;

    private static final Duration ENOUGH_FOR_ONE = Duration.ofSeconds(3);

    private final Accounts accounts;
    private final HeardEvents events;
    private final ProviderReader reader;
    private final TemplateMirror templates;
    private final BadgeMirror badges;
    private final Backoff backoff;
    private final Clock clock;

    public Mirror(
            Accounts accounts,
            HeardEvents events,
            ProviderReader reader,
            TemplateMirror templates,
            BadgeMirror badges,
            Backoff backoff,
            Clock clock) {
        this.accounts = accounts;
        this.events = events;
        this.reader = reader;
        this.templates = templates;
        this.badges = badges;
        this.backoff = backoff;
        this.clock = clock;
    }

    /// The part that knows templates, for those who read a whole list of them.
    public TemplateMirror templates() {
        return templates;
    }

    /// Fetches one event and applies it. Returns when it is applied, or kept: false when it is kept
    /// to be asked for again. Throws when a store or queue of ours fails; then it is to be heard
    /// again.
    public boolean hear(Notice notice, Deadline deadline) {
        Optional<Connection> connection =
                accounts.connection(notice.connection()).filter(Connection::enabled);
        if (connection.isEmpty()) {
            // Enabled again, it is read back as a whole.
            events.forget(notice);
            return true;
        }
        return switch (reader.ask(connection.get(), deadline, p -> p.event(notice.eventId()))) {
            case Answer.Given<ProviderEvent>(ProviderEvent event, Instant _) -> {
                apply(connection.get(), notice, event, Have.Witness.WEBHOOK);
                yield true;
            }
            case Answer.NotNow<ProviderEvent>(Instant until, String reason) -> {
                putOff(notice, until, reason);
                yield false;
            }
            case Answer.Never<ProviderEvent>(String reason) -> {
                keep(notice, reason);
                yield true;
            }
        };
    }

    /// Asks again for the events that wait and are due, each connection's on their own, so that one
    /// whose provider is down delays no other's. One that fails lets the others finish, then its
    /// failure is thrown.
    public void hearAgain(Deadline deadline) {
        List<List<Kept>> byConnection =
                List.copyOf(
                        events.due(clock.instant(), MOST_AGAIN).stream()
                                .collect(Collectors.groupingBy(kept -> kept.notice().connection()))
                                .values());
        List<Throwable> failures = new ArrayList<>();
        Batch.failures(
                byConnection,
                waiting -> {
                    for (Kept kept : waiting) {
                        if (!deadline.allows(ENOUGH_FOR_ONE) || !hear(kept.notice(), deadline)) {
                            return;
                        }
                    }
                },
                (_, failure) -> failures.add(failure));
        if (!failures.isEmpty()) {
            throw new IllegalStateException("an event was not heard", failures.getFirst());
        }
    }

    /// What reading a page came to: how much of what, and where the rest begins. `counts` are empty
    /// and nothing is lost when time ran out: the page is to be read again.
    public sealed interface Read {

        record Through(Tally tally, Optional<Page.Cursor> next) implements Read {}

        record NotNow(String reason) implements Read {}

        record Never(String reason) implements Read {}
    }

    /// Reads a page of what happened at a connection since a moment, and applies it. `next` is
    /// empty when the moment is reached.
    public Read readEvents(
            Connection connection, Instant since, Page.Cursor from, Deadline deadline) {
        return switch (reader.ask(connection, deadline, p -> p.events(from))) {
            case Answer.Given<Page<ProviderEvent>>(Page<ProviderEvent> page, Instant _) ->
                    applied(connection, page, since, deadline);
            case Answer.NotNow<Page<ProviderEvent>>(Instant _, String reason) ->
                    new Read.NotNow(reason);
            case Answer.Never<Page<ProviderEvent>>(String reason) -> new Read.Never(reason);
        };
    }

    private Read applied(
            Connection connection, Page<ProviderEvent> page, Instant since, Deadline deadline) {
        Tally tally = new Tally();
        boolean reached = false;
        // The oldest first, so that what ended before we read of it never seems to live.
        for (ProviderEvent event : page.items().reversed()) {
            if (event.occurredAt().isBefore(since)) {
                reached = true;
                continue;
            }
            if (!deadline.allows(ENOUGH_FOR_ONE)) {
                return new Read.NotNow("There was no time left.");
            }
            tally.saw(event.occurredAt());
            Notice notice = new Notice(connection.id(), event.id());
            tally.event(apply(connection, notice, event, Have.Witness.READ_BACK));
        }
        return new Read.Through(
                tally, reached ? Optional.empty() : Optional.ofNullable(page.next()));
    }

    /// Reads a page of all badges of a connection, or of those that changed since a moment where
    /// the provider tells them apart, and mends where ours differ.
    public Read readBadges(
            Connection connection,
            @Nullable Instant changedSince,
            Page.Cursor from,
            Deadline deadline) {
        return switch (reader.ask(connection, deadline, p -> p.badges(changedSince, from))) {
            case Answer.Given<BadgesPage>(BadgesPage page, Instant askedAt) ->
                    mended(connection, page, askedAt, deadline);
            case Answer.NotNow<BadgesPage>(Instant _, String reason) -> new Read.NotNow(reason);
            case Answer.Never<BadgesPage>(String reason) -> new Read.Never(reason);
        };
    }

    /// Asks for a page of the badges that we know to be live whether they are still there, and
    /// mends where they are not: who posts no events tells of no deletion.
    public Read readDeletions(Connection connection, Page.Cursor from, Deadline deadline) {
        Page<Sought> ours = badges.live(connection, from);
        if (ours.items().isEmpty()) {
            return new Read.Through(new Tally(), Optional.ofNullable(ours.next()));
        }
        return switch (reader.ask(connection, deadline, p -> p.deleted(ours.items()))) {
            case Answer.Given<List<ProviderBadge>>(var deleted, Instant askedAt) ->
                    mended(connection, new BadgesPage(deleted, 0, ours.next()), askedAt, deadline);
            case Answer.NotNow<List<ProviderBadge>>(Instant _, String reason) ->
                    new Read.NotNow(reason);
            case Answer.Never<List<ProviderBadge>>(String reason) -> new Read.Never(reason);
        };
    }

    private Read mended(
            Connection connection, BadgesPage page, Instant askedAt, Deadline deadline) {
        Tally tally = new Tally();
        tally.badges(page.badges().size(), page.unreadable());
        Cause cause = Cause.system("reconcile", clock.instant());
        List<Word> read =
                page.badges().stream().map(badge -> readBack(badge, askedAt, cause)).toList();
        for (Word word : badges.news(connection, read)) {
            if (!deadline.allows(ENOUGH_FOR_ONE)) {
                return new Read.NotNow("There was no time left.");
            }
            tally.badge(badges.heard(connection, word));
        }
        return new Read.Through(tally, Optional.ofNullable(page.next()));
    }

    private static Word readBack(ProviderBadge badge, Instant askedAt, Cause cause) {
        return new Word(badge, Have.Witness.READ_BACK, askedAt, cause);
    }

    private Effect apply(
            Connection connection, Notice notice, ProviderEvent event, Have.Witness by) {
        Effect effect =
                switch (event) {
                    case ProviderEvent.TemplateChanged(String _, Instant _, var template) ->
                            templates.described(connection.id(), template);
                    case ProviderEvent.TemplateDeleted(String _, Instant at, String template) ->
                            templates.deleted(connection.id(), template, at);
                    case ProviderEvent.BadgeChanged(String id, Instant at, ProviderBadge badge) ->
                            badges.heard(connection, new Word(badge, by, at, Cause.event(id, at)));
                    case ProviderEvent.BadgeDeleted(String id, Instant at, ProviderBadge badge) ->
                            badges.heard(connection, new Word(badge, by, at, Cause.event(id, at)));
                    case ProviderEvent.Other _ -> new Effect.Nothing();
                    case ProviderEvent.Unreadable(String _, Instant _, String reason) ->
                            new Effect.Unknown(reason);
                };
        if (effect instanceof Effect.Unknown(String reason)) {
            keep(notice, reason);
        } else {
            events.forget(notice);
        }
        return effect;
    }

    private void keep(Notice notice, String reason) {
        Optional<Kept> before = events.find(notice);
        events.keep(
                new Kept(
                        notice,
                        before.map(Kept::heardAt).orElseGet(clock::instant),
                        reason,
                        before.map(Kept::tries).orElse(0),
                        null));
    }

    private void putOff(Notice notice, Instant until, String reason) {
        Instant now = clock.instant();
        Optional<Kept> before = events.find(notice);
        int tries = before.map(Kept::tries).orElse(0) + 1;
        Instant pause = now.plus(backoff.after(tries));
        events.keep(
                new Kept(
                        notice,
                        before.map(Kept::heardAt).orElse(now),
                        reason,
                        tries,
                        pause.isBefore(until) ? until : pause));
    }
}
