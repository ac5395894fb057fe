package org.badgebridge.adapter.credly;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.Question;
import org.badgebridge.adapter.provider.Redaction;
import org.badgebridge.adapter.provider.TokenCalls;
import org.badgebridge.adapter.provider.UnreadableAnswer;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.port.Deadline;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/// Reads lists whole or not at all: what is missing from a part of a list may be in the rest.
///
/// Pages are counted here and `next_page_url` is not followed: its host is not documented, and the
/// token must not go to another.
final class CredlyLists {

    /// Two thousand items at fifty a page; more means that a filter was ignored.
    private static final int MOST_PAGES = 40;

    private final TokenCalls calls;

    CredlyLists(TokenCalls calls) {
        this.calls = calls;
    }

    /// Reads what a page's items mean; items that appear on two pages are given once.
    interface Items<T> {
        List<T> of(List<JsonNode> items, Instant readAt) throws UnreadableAnswer;
    }

    private record Part<T>(List<T> items, int totalPages, int totalCount) {}

    <T> Outcome<List<T>> all(
            IntFunction<URI> address, Redaction hidden, Items<T> items, Deadline until) {
        List<T> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Duration took = Duration.ZERO;
        int page = 1;
        while (true) {
            if (until.left().isZero()) {
                return unsure("The list could not be read in time.", took);
            }
            Outcome<Part<T>> outcome =
                    calls.ask(question(address.apply(page), hidden, items, seen), until);
            if (!(outcome instanceof Outcome.Done<Part<T>>(Part<T> part, Said said))) {
                return outcome.as();
            }
            all.addAll(part.items());
            took = took.plus(said.latency());
            if (part.totalPages() > MOST_PAGES) {
                return unsure("The list has more than %d pages.".formatted(MOST_PAGES), took);
            }
            if (page >= part.totalPages()) {
                return seen.size() < part.totalCount()
                        ? unsure("The list changed while it was read.", took)
                        : new Outcome.Done<>(all, new Said(200, "", took));
            }
            page++;
        }
    }

    private static <T> Question<Part<T>> question(
            URI uri, Redaction hidden, Items<T> items, Set<String> seen) {
        return new Question<>(
                Question.Kind.READ,
                "GET",
                uri,
                null,
                hidden,
                (answer, sentAt) -> {
                    CredlyJson.Page page = CredlyJson.page(answer);
                    List<JsonNode> fresh = new ArrayList<>();
                    for (JsonNode item : page.items()) {
                        if (seen.add(CredlyJson.id(item, "id"))) {
                            fresh.add(item);
                        }
                    }
                    return new Part<>(
                            items.of(fresh, sentAt), page.totalPages(), page.totalCount());
                });
    }

    private static <T> Outcome<T> unsure(String words, Duration took) {
        return new Outcome.Unsure<>(new Said(200, words, took));
    }
}
