package org.badgebridge.adapter.credly;

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

/// One organization at Credly. A success counts only when it names what was asked for: an answer
/// about another badge, template or organization leaves us unsure.
final class CredlyProvider implements Provider {

    private final TokenCalls calls;
    private final CredlyRequests requests;
    private final CredlyLists lists;
    private final String organizationId;
    private final Duration deadline;
    private final Duration lookUpLag;
    private final Clock clock;

    CredlyProvider(
            TokenCalls calls,
            CredlyRequests requests,
            String organizationId,
            Duration deadline,
            Duration lookUpLag,
            Clock clock) {
        this.calls = calls;
        this.requests = requests;
        this.lists = new CredlyLists(calls);
        this.organizationId = organizationId;
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
        return calls.ask(
                new Question<>(
                        Kind.ISSUE,
                        "POST",
                        requests.badges(),
                        requests.issueBody(award),
                        Redaction.of(award),
                        (answer, sentAt) -> ours(answer, sentAt, award)),
                until());
    }

    @Override
    public Outcome<ProviderBadge> replace(String providerBadgeId, Award award) {
        return calls.ask(
                new Question<>(
                        Kind.REPLACE,
                        "POST",
                        requests.replace(providerBadgeId),
                        requests.replaceBody(award),
                        Redaction.of(award),
                        (answer, sentAt) -> {
                            ProviderBadge badge = ours(answer, sentAt, award);
                            expect(!badge.id().equals(providerBadgeId), "the old badge");
                            expect(
                                    badge.replaces() == null
                                            || badge.replaces().equals(providerBadgeId),
                                    "the successor of another badge");
                            return badge;
                        }),
                until());
    }

    @Override
    public Outcome<ProviderBadge> revoke(String providerBadgeId, Ending ending, String reason) {
        return calls.ask(
                new Question<>(
                        Kind.REVOKE,
                        "PUT",
                        requests.revoke(providerBadgeId),
                        requests.revokeBody(reason),
                        Redaction.EMAILS,
                        (answer, sentAt) -> {
                            ProviderBadge badge = badge(answer, sentAt);
                            expect(badge.id().equals(providerBadgeId), "another badge");
                            expect(badge.state() == ProviderState.REVOKED, "a badge not revoked");
                            return badge;
                        }),
                until());
    }

    /// Asks by our id and by e-mail: a badge that a person issued by hand has no id of ours, and
    /// one that went to another address of the learner is found by `recipient_email_all` only.
    @Override
    public Outcome<List<ProviderBadge>> find(Sought sought) {
        String template = "|badge_template_id::" + sought.templateId();
        List<String> filters = new ArrayList<>();
        filters.add("issuer_earner_id::" + sought.earnerId() + template);
        if (sought.email() != null) {
            filters.add("recipient_email_all::" + sought.email() + template);
        }
        Deadline until = until();
        Map<String, ProviderBadge> found = new LinkedHashMap<>();
        Duration took = Duration.ZERO;
        for (String filter : filters) {
            Outcome<List<ProviderBadge>> part =
                    lists.all(
                            page -> requests.badges(filter, page),
                            Redaction.of(sought.email()),
                            (items, readAt) -> candidates(items, readAt, sought),
                            until);
            if (!(part instanceof Outcome.Done<List<ProviderBadge>>(var badges, Said said))) {
                return part;
            }
            badges.forEach(badge -> found.merge(badge.id(), badge, CredlyProvider::newer));
            took = took.plus(said.latency());
        }
        return new Outcome.Done<>(List.copyOf(found.values()), new Said(200, "", took));
    }

    @Override
    public Outcome<List<ProviderTemplate>> templates() {
        return lists.all(
                requests::templates,
                Redaction.EMAILS,
                (items, readAt) -> {
                    List<ProviderTemplate> templates = new ArrayList<>();
                    for (JsonNode item : items) {
                        templates.add(CredlyJson.template(item, readAt));
                    }
                    return templates;
                },
                until());
    }

    /// Asks for a UUID only, as all of Credly's ids are: the id may have come with anybody's post,
    /// and must not walk to another address.
    @Override
    public Outcome<ProviderEvent> event(String eventId) {
        if (!CredlyEvents.isId(eventId)) {
            return new Outcome.Refused<>(
                    new Said(0, "No event at Credly has such an id.", Duration.ZERO));
        }
        return calls.ask(
                reading(
                        Kind.READ,
                        requests.event(eventId),
                        (answer, _) -> {
                            ProviderEvent event =
                                    CredlyEvents.event(answer.path("data"), organizationId);
                            expect(event.id().equalsIgnoreCase(eventId), "another event");
                            return event;
                        }),
                until());
    }

    @Override
    public Outcome<Page<ProviderEvent>> events(Page.Cursor from) {
        int page = from.equals(Page.Cursor.START) ? 1 : Integer.parseInt(from.value());
        return calls.ask(
                reading(
                        Kind.READ,
                        requests.events(page),
                        (answer, _) -> CredlyEvents.page(answer, organizationId, page)),
                until());
    }

    @Override
    public Outcome<BadgesPage> badges(@Nullable Instant changedSince, Page.Cursor from) {
        return calls.ask(
                reading(
                        Kind.READ_MANY,
                        requests.allBadges(from.value()),
                        (answer, sentAt) ->
                                CredlyBulk.page(answer, organizationId, from, requests, sentAt)),
                until());
    }

    /// What counts is what the organization shows when it is read afterwards, whatever the change
    /// itself was answered.
    @Override
    public Outcome<Boolean> callBack(URI url) {
        Redaction secret = Redaction.EMAILS.andExactly(url.toString(), lastPart(url));
        Deadline until = until();
        Outcome<Boolean> set =
                calls.ask(
                        new Question<>(
                                Kind.CALL_BACK,
                                "PUT",
                                requests.organization(),
                                requests.callBackBody(url),
                                secret,
                                (_, _) -> true),
                        until);
        if (!(set instanceof Outcome.Done<Boolean>) && !(set instanceof Outcome.Unsure<Boolean>)) {
            return set;
        }
        Outcome<Boolean> seen =
                calls.ask(
                        reading(
                                Kind.READ,
                                requests.organization(),
                                (answer, _) -> willCall(answer, url)),
                        until);
        boolean sure =
                set instanceof Outcome.Done<Boolean>
                        || (seen instanceof Outcome.Done<Boolean>(Boolean will, Said _) && will);
        return sure ? seen : set;
    }

    private boolean willCall(JsonNode answer, URI url) throws UnreadableAnswer {
        return Documents.text(organization(answer), "webhook_url")
                .filter(url.toString()::equals)
                .isPresent();
    }

    private static String lastPart(URI url) {
        String text = url.toString();
        return text.substring(text.lastIndexOf('/') + 1);
    }

    @Override
    public Outcome<Opened> test() {
        return calls.ask(
                reading(
                        Kind.READ,
                        requests.organization(),
                        (answer, _) ->
                                Opened.named(
                                        Documents.text(organization(answer), "name")
                                                .orElse(organizationId))),
                until());
    }

    private JsonNode organization(JsonNode answer) throws UnreadableAnswer {
        JsonNode organization = answer.path("data");
        expect(CredlyJson.id(organization, "id").equals(organizationId), "another organization");
        return organization;
    }

    private static <T> Question<T> reading(Kind kind, URI uri, Question.Reading<T> reading) {
        return new Question<>(kind, "GET", uri, null, Redaction.EMAILS, reading);
    }

    private ProviderBadge ours(JsonNode answer, Instant sentAt, Award award)
            throws UnreadableAnswer {
        ProviderBadge badge = badge(answer, sentAt);
        expect(badge.templateId().equals(award.templateId()), "a badge of another template");
        expect(
                badge.earnerId() == null || badge.earnerId().equals(award.recipient().id().value()),
                "a badge of another learner");
        return badge;
    }

    private ProviderBadge badge(JsonNode answer, Instant sentAt) throws UnreadableAnswer {
        return CredlyJson.ownBadge(answer.path("data"), organizationId, sentAt);
    }

    /// A badge of another template is passed over even when it cannot be read; one that may be ours
    /// must be readable.
    private List<ProviderBadge> candidates(List<JsonNode> items, Instant readAt, Sought sought)
            throws UnreadableAnswer {
        List<ProviderBadge> candidates = new ArrayList<>();
        for (JsonNode item : items) {
            String template = CredlyJson.id(item.path("badge_template"), "id");
            if (template.equals(sought.templateId())) {
                candidates.add(CredlyJson.badge(item, organizationId, readAt));
            }
        }
        return candidates;
    }

    private static ProviderBadge newer(ProviderBadge one, ProviderBadge other) {
        return other.asOf().isBefore(one.asOf()) ? one : other;
    }

    private static void expect(boolean plausible, String instead) throws UnreadableAnswer {
        if (!plausible) {
            throw new UnreadableAnswer("it is about " + instead + ".");
        }
    }

    private Deadline until() {
        return Deadline.in(deadline, clock);
    }
}
