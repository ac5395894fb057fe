package org.badgebridge.adapter.accredible;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.accredible.AccredibleLists.Listed;
import org.badgebridge.adapter.provider.Documents;
import org.badgebridge.adapter.provider.Question;
import org.badgebridge.adapter.provider.Question.Kind;
import org.badgebridge.adapter.provider.Redaction;
import org.badgebridge.adapter.provider.TokenCalls;
import org.badgebridge.adapter.provider.UnreadableAnswer;
import org.badgebridge.domain.account.Attribute;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.port.Deadline;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads groups, all or none, with what is told elsewhere: the attribute keys that their
/// credentials can bear, and their pictures. That not every account answers for its attribute keys
/// keeps nobody from its groups; pictures take a call each, and one that there is no time for is
/// left out, and there the next time.
final class AccredibleGroups {

    /// What writing down all of them may still take.
    private static final Duration RESERVE = Duration.ofSeconds(2);

    private final TokenCalls calls;
    private final AccredibleRequests requests;
    private final AccredibleLists lists;
    private final Pictures pictures;

    AccredibleGroups(TokenCalls calls, AccredibleRequests requests, Pictures pictures) {
        this.calls = calls;
        this.requests = requests;
        this.lists = new AccredibleLists(calls, requests);
        this.pictures = pictures;
    }

    Outcome<List<ProviderTemplate>> all(Deadline until) {
        Outcome<Listed> outcome = lists.all(requests.groups(), "groups", until);
        if (!(outcome instanceof Outcome.Done<Listed>(Listed groups, Said said))) {
            return outcome.as();
        }
        Outcome<Listed> keys = lists.all(requests.attributeKeys(), "attribute_keys", until);
        List<ProviderTemplate> templates = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try {
            for (JsonNode group : groups.items()) {
                if (seen.add(AccredibleJson.id(group, "id"))) {
                    templates.add(
                            AccredibleJson.group(
                                    group,
                                    picture(group, until),
                                    attributes(group, keys),
                                    groups.readAt()));
                }
            }
        } catch (UnreadableAnswer e) {
            return new Outcome.Unsure<>(
                    new Said(
                            200,
                            "The answer could not be read: " + e.getMessage(),
                            said.latency()));
        }
        return new Outcome.Done<>(templates, said.noting(remark(keys)));
    }

    private static String remark(Outcome<Listed> keys) {
        return keys instanceof Outcome.Done<Listed>
                ? ""
                : "The attribute keys could not be read, and are as they were: "
                        + keys.said().words();
    }

    /// A key is of one department, or of all; so is a group.
    private static @Nullable List<Attribute> attributes(JsonNode group, Outcome<Listed> keys) {
        if (!(keys instanceof Outcome.Done<Listed>(Listed listed, Said _))) {
            return null;
        }
        Optional<String> department = AccredibleJson.optionalId(group, "department_id");
        return listed.items().stream()
                .filter(key -> {
                    Optional<String> of = AccredibleJson.optionalId(key, "department_id");
                    return of.isEmpty() || department.isEmpty() || of.equals(department);
                })
                .map(AccredibleJson::attribute)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
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
}
