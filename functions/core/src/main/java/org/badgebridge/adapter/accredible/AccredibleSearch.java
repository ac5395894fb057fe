package org.badgebridge.adapter.accredible;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.Question;
import org.badgebridge.adapter.provider.Question.Kind;
import org.badgebridge.adapter.provider.Redaction;
import org.badgebridge.adapter.provider.TokenCalls;
import org.badgebridge.adapter.provider.UnreadableAnswer;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.port.BadgesPage;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Searches for credentials: for a few of somebody's, whole or not at all, or a page of very many.
final class AccredibleSearch {

    /// Two thousand rows; more means that what was sought was ignored.
    private static final int MOST_ROWS = 2000;

    /// As far as places are counted; beyond that there are only cursors.
    private static final int MOST_FROM = 10_000;

    private static final String CURSOR = "cursor ";
    private static final String FROM = "from ";

    private final TokenCalls calls;
    private final AccredibleRequests requests;
    private final String issuerId;

    AccredibleSearch(TokenCalls calls, AccredibleRequests requests, String issuerId) {
        this.calls = calls;
        this.requests = requests;
        this.issuerId = issuerId;
    }

    private record Rows(List<JsonNode> items, int count, @Nullable String cursor, Instant readAt) {}

    /// All credentials of a group that are shown for this. One of another group is passed over even
    /// when it cannot be read; one that may be ours must be readable.
    Outcome<List<ProviderBadge>> all(
            Map<String, ? extends Collection<String>> sought,
            String groupId,
            Redaction hidden,
            Deadline until) {
        return read(
                sought,
                hidden,
                until,
                (row, readAt) ->
                        AccredibleJson.id(row.path("group"), "id").equals(groupId)
                                ? Optional.of(AccredibleJson.row(row, issuerId, readAt))
                                : Optional.empty());
    }

    /// The ids of all credentials that are shown for this.
    Outcome<List<String>> ids(
            Map<String, ? extends Collection<String>> sought, Redaction hidden, Deadline until) {
        return read(sought, hidden, until, (row, _) -> Optional.of(AccredibleJson.id(row, "id")));
    }

    /// What a row tells; empty when it does not matter.
    private interface Reading<T> {
        Optional<T> of(JsonNode row, Instant readAt) throws UnreadableAnswer;
    }

    private <T> Outcome<List<T>> read(
            Map<String, ? extends Collection<String>> sought,
            Redaction hidden,
            Deadline until,
            Reading<T> reading) {
        List<T> found = new ArrayList<>();
        Duration took = Duration.ZERO;
        int from = 0;
        while (true) {
            if (until.left().isZero()) {
                return unsure("The search could not be read in time.", took);
            }
            Outcome<Rows> outcome =
                    calls.ask(
                            question(Kind.READ, requests.searchBody(sought, from), hidden), until);
            if (!(outcome instanceof Outcome.Done<Rows>(Rows rows, Said said))) {
                return outcome.as();
            }
            took = took.plus(said.latency());
            try {
                for (JsonNode row : rows.items()) {
                    reading.of(row, rows.readAt()).ifPresent(found::add);
                }
            } catch (UnreadableAnswer e) {
                return unsure("The answer could not be read: " + e.getMessage(), took);
            }
            from += rows.items().size();
            if (rows.count() > MOST_ROWS) {
                return unsure("The search found more than %d.".formatted(MOST_ROWS), took);
            }
            if (from >= rows.count()) {
                return new Outcome.Done<>(found, new Said(200, "", took));
            }
            if (rows.items().isEmpty()) {
                return unsure("What was found changed while it was read.", took);
            }
        }
    }

    /// A page of all credentials, or of those that changed.
    Outcome<BadgesPage> page(@Nullable Instant since, Page.Cursor asked, Deadline until) {
        String at = asked.value();
        String cursor = at.startsWith(CURSOR) ? at.substring(CURSOR.length()) : null;
        int from = at.startsWith(FROM) ? Integer.parseInt(at.substring(FROM.length())) : 0;
        Outcome<Rows> outcome =
                calls.ask(
                        question(
                                Kind.READ_MANY,
                                requests.changedBody(since, cursor, from),
                                Redaction.EMAILS),
                        until);
        if (!(outcome instanceof Outcome.Done<Rows>(Rows rows, Said said))) {
            return outcome.as();
        }
        List<ProviderBadge> badges = new ArrayList<>();
        int unreadable = 0;
        for (JsonNode row : rows.items()) {
            try {
                badges.add(AccredibleJson.row(row, issuerId, rows.readAt()));
            } catch (UnreadableAnswer e) {
                unreadable++;
            }
        }
        return new Outcome.Done<>(
                new BadgesPage(badges, unreadable, next(rows, cursor, from)), said);
    }

    private static Page.@Nullable Cursor next(Rows rows, @Nullable String cursor, int from) {
        if (rows.items().isEmpty()) {
            return null;
        }
        String further = rows.cursor();
        if (further != null) {
            return further.equals(cursor) ? null : new Page.Cursor(CURSOR + further);
        }
        int end = from + rows.items().size();
        boolean more = cursor == null && end < rows.count() && end < MOST_FROM;
        return more ? new Page.Cursor(FROM + end) : null;
    }

    /// How many there are decides what an absence means; so an answer that does not say is not
    /// read.
    private Question<Rows> question(Kind kind, String body, Redaction hidden) {
        return new Question<>(
                kind,
                "POST",
                requests.search(),
                body,
                hidden,
                (answer, sentAt) -> {
                    JsonNode items = answer.path("credentials");
                    JsonNode meta = answer.path("meta");
                    if (!items.isArray()) {
                        throw new UnreadableAnswer("it has no list.");
                    }
                    if (!meta.path("count").canConvertToInt()) {
                        throw new UnreadableAnswer("it does not say how long the list is.");
                    }
                    return new Rows(
                            items.valueStream().toList(),
                            meta.path("count").intValue(),
                            meta.path("cursor").textValue(),
                            sentAt);
                });
    }

    private static <T> Outcome<T> unsure(String words, Duration took) {
        return new Outcome.Unsure<>(new Said(200, words, took));
    }
}
