package org.badgebridge.adapter.accredible;

import org.badgebridge.adapter.provider.Question;
import org.badgebridge.adapter.provider.Question.Kind;
import org.badgebridge.adapter.provider.Redaction;
import org.badgebridge.adapter.provider.TokenCalls;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.port.Deadline;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Looks for credentials of ours, by our id and by e-mail, for a person who issues one by hand
/// gives it no id of ours. Searches lag, so what decides something is asked for by itself.
final class AccredibleLookUps {

    /// Of more that may be ours, a person decides anyway.
    private static final int MOST_VERIFIED = 5;

    private static final int ANSWERED = 200;
    private static final int NOT_THERE = 404;

    private final TokenCalls calls;
    private final AccredibleRequests requests;
    private final AccredibleSearch search;
    private final String issuerId;
    private final Clock clock;

    AccredibleLookUps(
            TokenCalls calls,
            AccredibleRequests requests,
            AccredibleSearch search,
            String issuerId,
            Clock clock) {
        this.calls = calls;
        this.requests = requests;
        this.search = search;
        this.issuerId = issuerId;
        this.clock = clock;
    }

    /// What the doubt is about is asked for too: it may be gone.
    Outcome<List<ProviderBadge>> find(Sought sought, Deadline until) {
        Map<String, ProviderBadge> found = new LinkedHashMap<>();
        Duration took = Duration.ZERO;
        for (Map<String, Set<String>> query : queries(List.of(sought))) {
            Outcome<List<ProviderBadge>> part =
                    search.all(query, sought.templateId(), Redaction.of(sought.email()), until);
            if (!(part instanceof Outcome.Done<List<ProviderBadge>>(var badges, Said said))) {
                return part;
            }
            badges.forEach(badge -> found.put(badge.id(), badge));
            took = took.plus(said.latency());
        }
        return verified(found, sought, took, until);
    }

    private Outcome<List<ProviderBadge>> verified(
            Map<String, ProviderBadge> found, Sought sought, Duration soFar, Deadline until) {
        List<String> doubtful = new ArrayList<>();
        String target = sought.target();
        if (target != null) {
            doubtful.add(target);
        }
        found.values().stream()
                .filter(sought::is)
                .map(ProviderBadge::id)
                .filter(id -> !id.equals(target))
                .limit(MOST_VERIFIED)
                .forEach(doubtful::add);
        Duration took = soFar;
        for (String id : doubtful) {
            ProviderBadge row = found.get(id);
            Outcome<ProviderBadge> shown = calls.ask(one(id), until);
            took = took.plus(shown.said().latency());
            if (shown instanceof Outcome.Done<ProviderBadge>(ProviderBadge badge, Said _)) {
                found.put(id, row == null ? badge : badge.madeAt(row.createdAt()));
            } else if (shown.said().status() == NOT_THERE) {
                found.put(id, row == null ? gone(id, sought) : row.deleted(clock.instant()));
            } else {
                return shown.as();
            }
        }
        return new Outcome.Done<>(List.copyOf(found.values()), new Said(200, "", took));
    }

    /// Those of these badges, each the target of what is sought, that do not exist any more. What
    /// searches show is there; only the others are asked for one by one.
    Outcome<List<ProviderBadge>> deleted(List<Sought> ours, Deadline until) {
        Map<String, Sought> missing = new LinkedHashMap<>();
        ours.forEach(sought -> missing.put(Objects.requireNonNull(sought.target()), sought));
        Duration took = Duration.ZERO;
        for (Map<String, Set<String>> query : queries(ours)) {
            Outcome<List<String>> shown = search.ids(query, Redaction.EMAILS, until);
            if (shown instanceof Outcome.Unsure<List<String>>(Said said)
                    && said.status() == ANSWERED) {
                // What is of no use now is of none the next time: it may not know such a question.
                return new Outcome.Refused<>(said);
            }
            if (!(shown instanceof Outcome.Done<List<String>>(List<String> ids, Said said))) {
                return shown.as();
            }
            missing.keySet().removeAll(Set.copyOf(ids));
            took = took.plus(said.latency());
            if (missing.isEmpty()) {
                break;
            }
        }
        List<ProviderBadge> gone = new ArrayList<>();
        for (Map.Entry<String, Sought> each : missing.entrySet()) {
            Outcome<ProviderBadge> shown = calls.ask(one(each.getKey()), until);
            took = took.plus(shown.said().latency());
            if (shown.said().status() == NOT_THERE) {
                gone.add(gone(each.getKey(), each.getValue()));
            } else if (!(shown instanceof Outcome.Done<ProviderBadge>)) {
                return shown.as();
            }
        }
        return new Outcome.Done<>(gone, new Said(200, "", took));
    }

    private static List<Map<String, Set<String>>> queries(List<Sought> ours) {
        Set<String> groups = each(ours, Sought::templateId);
        List<Map<String, Set<String>>> queries = new ArrayList<>();
        queries.add(Map.of("group.id", groups, "recipient_id", each(ours, Sought::earnerId)));
        Set<String> emails = each(ours, Sought::email);
        if (!emails.isEmpty()) {
            queries.add(Map.of("group.id", groups, "recipient_email", emails));
        }
        return queries;
    }

    private static Set<String> each(List<Sought> ours, Function<Sought, @Nullable String> of) {
        return ours.stream().map(of).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private Question<ProviderBadge> one(String id) {
        return new Question<>(
                Kind.READ,
                "GET",
                requests.credential(id),
                null,
                Redaction.EMAILS,
                (answer, sentAt) ->
                        AccredibleJson.same(
                                AccredibleJson.credential(answer, issuerId, sentAt), id));
    }

    /// What was ours, and does not exist any more.
    private ProviderBadge gone(String id, Sought sought) {
        return new ProviderBadge(
                id,
                issuerId,
                sought.templateId(),
                sought.earnerId(),
                sought.email(),
                ProviderState.DELETED,
                clock.instant(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
