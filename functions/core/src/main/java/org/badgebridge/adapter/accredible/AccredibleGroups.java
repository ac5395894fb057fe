package org.badgebridge.adapter.accredible;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.Documents;
import org.badgebridge.adapter.provider.Question;
import org.badgebridge.adapter.provider.Question.Kind;
import org.badgebridge.adapter.provider.Redaction;
import org.badgebridge.adapter.provider.TokenCalls;
import org.badgebridge.adapter.provider.UnreadableAnswer;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.port.Deadline;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads groups, all or none. Their pictures take a call each: one that there is no time for is
/// left out, and there the next time.
final class AccredibleGroups {

    private static final int MOST_PAGES = 40;

    /// What a page of groups, and writing down all of them, may still take.
    private static final Duration RESERVE = Duration.ofSeconds(2);

    private final TokenCalls calls;
    private final AccredibleRequests requests;
    private final Pictures pictures;

    AccredibleGroups(TokenCalls calls, AccredibleRequests requests, Pictures pictures) {
        this.calls = calls;
        this.requests = requests;
        this.pictures = pictures;
    }

    private record Listed(List<JsonNode> groups, boolean last, Instant readAt) {}

    Outcome<List<ProviderTemplate>> all(Deadline until) {
        List<JsonNode> groups = new ArrayList<>();
        Instant readAt = Instant.EPOCH;
        Duration took = Duration.ZERO;
        for (int page = 1; page <= MOST_PAGES; page++) {
            if (until.left().isZero()) {
                return unsure("The list could not be read in time.", took);
            }
            Outcome<Listed> outcome = calls.ask(page(page), until);
            if (!(outcome instanceof Outcome.Done<Listed>(Listed listed, Said said))) {
                return outcome.as();
            }
            took = took.plus(said.latency());
            groups.addAll(listed.groups());
            readAt = page == 1 ? listed.readAt() : readAt;
            if (listed.last()) {
                return read(groups, readAt, new Said(200, "", took), until);
            }
        }
        return unsure("The list has more than %d pages.".formatted(MOST_PAGES), took);
    }

    private Outcome<List<ProviderTemplate>> read(
            List<JsonNode> groups, Instant readAt, Said said, Deadline until) {
        List<ProviderTemplate> templates = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try {
            for (JsonNode group : groups) {
                if (seen.add(AccredibleJson.id(group, "id"))) {
                    templates.add(AccredibleJson.group(group, picture(group, until), readAt));
                }
            }
        } catch (UnreadableAnswer e) {
            return unsure("The answer could not be read: " + e.getMessage(), said.latency());
        }
        return new Outcome.Done<>(templates, said);
    }

    private Question<Listed> page(int number) {
        return new Question<>(
                Kind.READ,
                "POST",
                requests.groups(),
                requests.groupsBody(number),
                Redaction.EMAILS,
                (answer, sentAt) -> {
                    JsonNode groups = answer.path("groups");
                    JsonNode next = answer.path("meta").path("next_page");
                    if (!groups.isArray()) {
                        throw new UnreadableAnswer("it has no list.");
                    }
                    if (next.isMissingNode() || (next.isNumber() && next.intValue() <= number)) {
                        throw new UnreadableAnswer("it does not say whether the list goes on.");
                    }
                    return new Listed(groups.valueStream().toList(), next.isNull(), sentAt);
                });
    }

    private @Nullable String picture(JsonNode group, Deadline until) {
        Optional<URI> design = AccredibleJson.design(group).map(requests::design);
        if (design.isEmpty()) {
            return null;
        }
        Optional<String> known = pictures.of(design.get());
        if (known.isPresent() || until.left().compareTo(RESERVE) < 0) {
            return known.orElse(null);
        }
        Outcome<Optional<String>> read =
                calls.ask(
                        new Question<>(
                                Kind.READ,
                                "GET",
                                design.get(),
                                null,
                                Redaction.EMAILS,
                                (answer, _) ->
                                        Optional.ofNullable(
                                                Documents.url(
                                                        answer.path("design"),
                                                        "rasterized_content_url"))),
                        until);
        if (read instanceof Outcome.Done<Optional<String>>(Optional<String> url, Said _)) {
            url.ifPresent(each -> pictures.keep(design.get(), each));
            return url.orElse(null);
        }
        return null;
    }

    private static <T> Outcome<T> unsure(String words, Duration took) {
        return new Outcome.Unsure<>(new Said(200, words, took));
    }
}
