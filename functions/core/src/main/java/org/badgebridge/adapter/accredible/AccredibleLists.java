package org.badgebridge.adapter.accredible;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.Question;
import org.badgebridge.adapter.provider.Question.Kind;
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
import java.util.List;

/// Reads lists whose pages are numbered, all of a list or none.
final class AccredibleLists {

    private static final int MOST_PAGES = 40;

    private final TokenCalls calls;
    private final AccredibleRequests requests;

    AccredibleLists(TokenCalls calls, AccredibleRequests requests) {
        this.calls = calls;
        this.requests = requests;
    }

    /// A whole list, as of the moment that its first page was asked for.
    record Listed(List<JsonNode> items, Instant readAt) {}

    private record Part(List<JsonNode> items, boolean last, Instant readAt) {}

    /// What is at an address under a name.
    Outcome<Listed> all(URI at, String name, Deadline until) {
        List<JsonNode> items = new ArrayList<>();
        Instant readAt = Instant.EPOCH;
        Duration took = Duration.ZERO;
        for (int page = 1; page <= MOST_PAGES; page++) {
            if (until.left().isZero()) {
                return unsure("The list could not be read in time.", took);
            }
            Outcome<Part> outcome = calls.ask(part(at, name, page), until);
            if (!(outcome instanceof Outcome.Done<Part>(Part part, Said said))) {
                return outcome.as();
            }
            took = took.plus(said.latency());
            items.addAll(part.items());
            readAt = page == 1 ? part.readAt() : readAt;
            if (part.last()) {
                return new Outcome.Done<>(new Listed(items, readAt), new Said(200, "", took));
            }
        }
        return unsure("The list has more than %d pages.".formatted(MOST_PAGES), took);
    }

    private Question<Part> part(URI at, String name, int number) {
        return new Question<>(
                Kind.READ,
                "POST",
                at,
                requests.pageBody(number),
                Redaction.EMAILS,
                (answer, sentAt) -> {
                    JsonNode items = answer.path(name);
                    JsonNode next = answer.path("meta").path("next_page");
                    if (!items.isArray()) {
                        throw new UnreadableAnswer("it has no list.");
                    }
                    if (next.isMissingNode() || (next.isNumber() && next.intValue() <= number)) {
                        throw new UnreadableAnswer("it does not say whether the list goes on.");
                    }
                    return new Part(items.valueStream().toList(), next.isNull(), sentAt);
                });
    }

    private static <T> Outcome<T> unsure(String words, Duration took) {
        return new Outcome.Unsure<>(new Said(200, words, took));
    }
}
