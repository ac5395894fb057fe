package org.badgebridge.adapter.accredible;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.Documents;
import org.badgebridge.adapter.provider.Question;
import org.badgebridge.adapter.provider.Question.Kind;
import org.badgebridge.adapter.provider.Redaction;
import org.badgebridge.adapter.provider.TokenCalls;
import org.badgebridge.adapter.provider.UnreadableAnswer;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.badge.Award;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.domain.badge.ProviderEvent;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.port.BadgesPage;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Page;
import org.badgebridge.port.Provider;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One issuer account at Accredible. A success counts only when it names what was asked for.
///
/// A credential that is replaced, published or expired stays the same one; a group refuses a second
/// for the same e-mail, expired ones included.
final class AccredibleProvider implements Provider {

    /// Fewer credits than this are warned about.
    private static final long FEW_CREDITS = 50;

    /// Of more that may be ours, a person decides anyway.
    private static final int MOST_VERIFIED = 5;

    /// What asking for the reason may take at most.
    private static final Duration RESERVE = Duration.ofSeconds(2);

    private static final String NO_EVENTS = "Accredible posts no events.";
    private static final String NOT_QUIETLY =
            "Accredible writes to every learner whose credential it publishes.";

    private final TokenCalls calls;
    private final AccredibleRequests requests;
    private final AccredibleSearch search;
    private final AccredibleGroups groups;
    private final String issuerId;
    private final Duration deadline;
    private final Duration lookUpLag;
    private final Clock clock;

    AccredibleProvider(
            TokenCalls calls,
            AccredibleRequests requests,
            Pictures pictures,
            String issuerId,
            Duration deadline,
            Duration lookUpLag,
            Clock clock) {
        this.calls = calls;
        this.requests = requests;
        this.search = new AccredibleSearch(calls, requests, issuerId);
        this.groups = new AccredibleGroups(calls, requests, pictures);
        this.issuerId = issuerId;
        this.deadline = deadline;
        this.lookUpLag = lookUpLag;
        this.clock = clock;
    }

    @Override
    public Duration deadline() {
        return deadline;
    }

    @Override
    public Duration lookUpLag() {
        return lookUpLag;
    }

    @Override
    public Outcome<ProviderBadge> issue(Award award) {
        if (award.quiet()) {
            return new Outcome.Refused<>(new Said(0, NOT_QUIETLY, Duration.ZERO));
        }
        Deadline until = until();
        return explained(
                calls.ask(
                        new Question<>(
                                Kind.ISSUE,
                                "POST",
                                requests.credentials(),
                                requests.issueBody(award),
                                hidden(award),
                                (answer, sentAt) -> ours(answer, sentAt, award)),
                        until),
                until);
    }

    @Override
    public Outcome<ProviderBadge> replace(String providerBadgeId, Award award) {
        Deadline until = until();
        return explained(
                calls.ask(
                        new Question<>(
                                Kind.REPLACE,
                                "PUT",
                                requests.credential(providerBadgeId),
                                requests.replaceBody(award),
                                hidden(award),
                                (answer, sentAt) ->
                                        same(ours(answer, sentAt, award), providerBadgeId)),
                        until),
                until);
    }

    @Override
    public Outcome<ProviderBadge> publish(String providerBadgeId) {
        Deadline until = until();
        return explained(
                calls.ask(
                        new Question<>(
                                Kind.PUBLISH,
                                "PUT",
                                requests.credential(providerBadgeId),
                                requests.publishBody(),
                                Redaction.EMAILS,
                                (answer, sentAt) -> same(own(answer, sentAt), providerBadgeId)),
                        until),
                until);
    }

    /// There is no place there for the reason, nor a state "revoked".
    @Override
    public Outcome<ProviderBadge> revoke(String providerBadgeId, Ending ending, String reason) {
        return switch (ending) {
            case REVOKE -> expire(providerBadgeId);
            case DELETE -> delete(providerBadgeId);
        };
    }

    private Outcome<ProviderBadge> expire(String providerBadgeId) {
        return calls.ask(
                new Question<>(
                        Kind.REVOKE,
                        "PUT",
                        requests.credential(providerBadgeId),
                        requests.expireBody(clock.instant()),
                        Redaction.EMAILS,
                        (answer, sentAt) -> {
                            ProviderBadge badge = same(own(answer, sentAt), providerBadgeId);
                            expect(
                                    badge.state() == ProviderState.EXPIRED,
                                    "a credential not expired");
                            return badge;
                        }),
                until());
    }

    private Outcome<ProviderBadge> delete(String providerBadgeId) {
        return calls.ask(
                new Question<>(
                        Kind.REVOKE,
                        "DELETE",
                        requests.credential(providerBadgeId),
                        null,
                        Redaction.EMAILS,
                        (answer, sentAt) ->
                                deleted(same(own(answer, sentAt), providerBadgeId), sentAt)),
                until());
    }

    /// Searches by our id and by e-mail, for a person who issues one by hand gives it no id of
    /// ours. Searches lag, so what may be ours is asked for by itself, and so is what the doubt is
    /// about: it may be gone.
    @Override
    public Outcome<List<ProviderBadge>> find(Sought sought) {
        Deadline until = until();
        List<Map<String, String>> queries = new ArrayList<>();
        queries.add(Map.of("group.id", sought.templateId(), "recipient_id", sought.earnerId()));
        if (sought.email() != null) {
            queries.add(Map.of("group.id", sought.templateId(), "recipient_email", sought.email()));
        }
        Map<String, ProviderBadge> found = new LinkedHashMap<>();
        Duration took = Duration.ZERO;
        for (Map<String, String> query : queries) {
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
                found.put(id, row == null ? badge : madeAt(badge, row.createdAt()));
            } else if (shown.said().status() == 404) {
                found.put(id, gone(id, row, sought));
            } else {
                return shown.as();
            }
        }
        return new Outcome.Done<>(List.copyOf(found.values()), new Said(200, "", took));
    }

    private Question<ProviderBadge> one(String id) {
        return new Question<>(
                Kind.READ,
                "GET",
                requests.credential(id),
                null,
                Redaction.EMAILS,
                (answer, sentAt) -> same(AccredibleJson.credential(answer, issuerId, sentAt), id));
    }

    /// What we aimed at was ours, and does not exist any more.
    private ProviderBadge gone(String id, @Nullable ProviderBadge row, Sought sought) {
        Instant now = clock.instant();
        return row != null
                ? deleted(row, now)
                : new ProviderBadge(
                        id,
                        issuerId,
                        sought.templateId(),
                        sought.earnerId(),
                        sought.email(),
                        ProviderState.DELETED,
                        now,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
    }

    @Override
    public Outcome<List<ProviderTemplate>> templates() {
        return groups.all(until());
    }

    @Override
    public Outcome<ProviderEvent> event(String eventId) {
        return noEvents();
    }

    @Override
    public Outcome<Page<ProviderEvent>> events(Page.Cursor from) {
        return new Outcome.Done<>(
                new Page<>(List.of(), null), new Said(0, NO_EVENTS, Duration.ZERO));
    }

    @Override
    public Outcome<BadgesPage> badges(@Nullable Instant changedSince, Page.Cursor from) {
        return search.page(changedSince, from, until());
    }

    @Override
    public Outcome<Boolean> callBack(URI url) {
        return noEvents();
    }

    private static <T> Outcome<T> noEvents() {
        return new Outcome.Refused<>(new Said(0, NO_EVENTS, Duration.ZERO));
    }

    @Override
    public Outcome<Opened> test() {
        Outcome<Account> outcome = account(until());
        if (!(outcome instanceof Outcome.Done<Account>(Account account, Said said))) {
            return outcome.as();
        }
        return account.id().equals(issuerId)
                ? new Outcome.Done<>(account.opened(), said)
                : new Outcome.Refused<>(
                        new Said(
                                200,
                                "This token opens the organization %s, whose id is %s. Make a connection with that organization_id."
                                        .formatted(account.name(), account.id()),
                                said.latency()));
    }

    /// The account that the token opens; `credits`: how many more learners it may issue to.
    private record Account(String id, String name, @Nullable Long credits) {

        Opened opened() {
            Long left = credits;
            if (left == null) {
                return Opened.named(name);
            }
            return new Opened(
                    name,
                    "Credits left: %d.".formatted(left),
                    left >= FEW_CREDITS
                            ? null
                            : "There are %d credits left. Without one a credential is made and not published: buy more at Accredible."
                                    .formatted(left));
        }
    }

    private Outcome<Account> account(Deadline until) {
        return calls.ask(
                reading(
                        requests.issuer(),
                        answer -> {
                            JsonNode issuer = answer.path("issuer");
                            String id = AccredibleJson.id(issuer, "id");
                            JsonNode left = issuer.path("certificate_left");
                            return new Account(
                                    id,
                                    Documents.text(issuer, "name").orElse(id),
                                    left.isIntegralNumber() ? (Long) left.longValue() : null);
                        }),
                until);
    }

    /// Says why what was made is not published. Accredible does not; so it is asked for what is
    /// known to be in the way.
    private Outcome<ProviderBadge> explained(Outcome<ProviderBadge> outcome, Deadline until) {
        return outcome instanceof Outcome.Done<ProviderBadge>(ProviderBadge badge, Said said)
                        && badge.state() == ProviderState.UNPUBLISHED
                ? new Outcome.Done<>(noted(badge, reason(badge.templateId(), until)), said)
                : outcome;
    }

    private @Nullable String reason(String groupId, Deadline until) {
        if (until.left().compareTo(RESERVE) < 0
                || !(account(until) instanceof Outcome.Done<Account>(Account account, Said _))) {
            return null;
        }
        if (account.credits() != null && account.credits() <= 0) {
            return "It is not published: there are no credits left at Accredible.";
        }
        Outcome<Boolean> drawn =
                calls.ask(
                        reading(
                                requests.group(groupId),
                                answer -> AccredibleJson.design(answer.path("group")).isPresent()),
                        until);
        if (!(drawn instanceof Outcome.Done<Boolean>(Boolean has, Said _))) {
            return null;
        }
        return has
                ? "It is not published: the account is in sandbox mode, or does not publish by"
                        + " itself."
                : "It is not published: the group has no design.";
    }

    private interface Plain<T> {
        T of(JsonNode answer) throws UnreadableAnswer;
    }

    private static <T> Question<T> reading(URI uri, Plain<T> reading) {
        return new Question<>(
                Kind.READ, "GET", uri, null, Redaction.EMAILS, (answer, _) -> reading.of(answer));
    }

    private ProviderBadge ours(JsonNode answer, Instant sentAt, Award award)
            throws UnreadableAnswer {
        ProviderBadge badge = own(answer, sentAt);
        expect(badge.templateId().equals(award.templateId()), "a credential of another group");
        expect(
                badge.earnerId() == null || badge.earnerId().equals(award.earner().value()),
                "a credential of another learner");
        return badge;
    }

    private ProviderBadge own(JsonNode answer, Instant sentAt) throws UnreadableAnswer {
        ProviderBadge badge = AccredibleJson.credential(answer, issuerId, sentAt);
        expect(badge.organizationId().equals(issuerId), "another organization's credential");
        return badge;
    }

    private static ProviderBadge same(ProviderBadge badge, String id) throws UnreadableAnswer {
        expect(badge.id().equals(id), "another credential");
        return badge;
    }

    private static void expect(boolean plausible, String instead) throws UnreadableAnswer {
        if (!plausible) {
            throw new UnreadableAnswer("it is about " + instead + ".");
        }
    }

    private static ProviderBadge deleted(ProviderBadge badge, Instant at) {
        return with(badge, ProviderState.DELETED, at, badge.createdAt(), null);
    }

    private static ProviderBadge noted(ProviderBadge badge, @Nullable String note) {
        return with(badge, badge.state(), badge.asOf(), badge.createdAt(), note);
    }

    private static ProviderBadge madeAt(ProviderBadge badge, @Nullable Instant createdAt) {
        return with(badge, badge.state(), badge.asOf(), createdAt, badge.note());
    }

    private static ProviderBadge with(
            ProviderBadge badge,
            ProviderState state,
            Instant asOf,
            @Nullable Instant createdAt,
            @Nullable String note) {
        return new ProviderBadge(
                badge.id(),
                badge.organizationId(),
                badge.templateId(),
                badge.earnerId(),
                badge.email(),
                state,
                asOf,
                createdAt,
                badge.issuedAt(),
                badge.expiresAt(),
                badge.acceptUrl(),
                badge.badgeUrl(),
                badge.replaces(),
                badge.replacedBy(),
                badge.visible(),
                note);
    }

    private static Redaction hidden(Award award) {
        return Redaction.of(
                        award.email(),
                        award.firstName() + " " + award.lastName(),
                        award.firstName(),
                        award.lastName())
                .andWords(award.attributes().values());
    }

    private Deadline until() {
        return Deadline.in(deadline, clock);
    }
}
