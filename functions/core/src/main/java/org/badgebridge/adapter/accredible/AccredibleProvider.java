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
import java.util.List;

/// One issuer account at Accredible. A success counts only when it names what was asked for.
///
/// A credential that is replaced, published or expired stays the same one; a group refuses a second
/// for the same e-mail, expired ones included.
final class AccredibleProvider implements Provider {

    /// Fewer credits than this are warned about.
    private static final long FEW_CREDITS = 50;

    /// What asking for the reason may take at most.
    private static final Duration RESERVE = Duration.ofSeconds(2);

    private static final String NO_EVENTS = "Accredible posts no events.";
    private static final String NOT_QUIETLY =
            "Accredible writes to every learner whose credential it publishes.";

    private final TokenCalls calls;
    private final AccredibleRequests requests;
    private final AccredibleSearch search;
    private final AccredibleLookUps lookUps;
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
        this.lookUps = new AccredibleLookUps(calls, requests, search, issuerId, clock);
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
                                        AccredibleJson.same(
                                                ours(answer, sentAt, award), providerBadgeId)),
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
                                (answer, sentAt) ->
                                        AccredibleJson.same(own(answer, sentAt), providerBadgeId)),
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
                            ProviderBadge badge =
                                    AccredibleJson.same(own(answer, sentAt), providerBadgeId);
                            AccredibleJson.expect(
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
                                AccredibleJson.same(own(answer, sentAt), providerBadgeId)
                                        .deleted(sentAt)),
                until());
    }

    @Override
    public Outcome<List<ProviderBadge>> find(Sought sought) {
        return lookUps.find(sought, until());
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
    public Outcome<List<ProviderBadge>> deleted(List<Sought> ours) {
        return lookUps.deleted(ours, until());
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
                ? new Outcome.Done<>(badge.noting(reason(badge.templateId(), until)), said)
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
        AccredibleJson.expect(
                badge.templateId().equals(award.templateId()), "a credential of another group");
        AccredibleJson.expect(
                badge.earnerId() == null || badge.earnerId().equals(award.earner().value()),
                "a credential of another learner");
        return badge;
    }

    private ProviderBadge own(JsonNode answer, Instant sentAt) throws UnreadableAnswer {
        ProviderBadge badge = AccredibleJson.credential(answer, issuerId, sentAt);
        AccredibleJson.expect(
                badge.organizationId().equals(issuerId), "another organization's credential");
        return badge;
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
