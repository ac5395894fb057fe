package org.badgebridge.adapter.accredible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.badgebridge.adapter.accredible.AccredibleFixture.ISSUED;
import static org.badgebridge.adapter.accredible.AccredibleFixture.asked;
import static org.badgebridge.adapter.provider.ProviderContract.ADA;
import static org.badgebridge.adapter.provider.ProviderContract.done;

import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.badge.Award;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.port.BadgesPage;
import org.badgebridge.port.Page;
import org.badgebridge.port.Provider;
import org.badgebridge.port.Provider.Ending;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.Traffic;
import org.badgebridge.simulator.accredible.Condition;
import org.badgebridge.simulator.accredible.Credential;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What is Accredible's own.
final class AccredibleProviderTest {

    private static final Instant END = Instant.parse("2199-03-01T00:00:00Z");

    private final AccredibleFixture world = new AccredibleFixture();
    private final Provider provider = world.provider();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void credentialCarriesOurIdsDatesAndEvidence() {
        done(provider.issue(world.award(ADA, END)));

        Credential made = world.onlyCredential();
        assertThat(made.recipientName()).isEqualTo("Ada Example");
        assertThat(made.recipientId()).isEqualTo(world.award(ADA).earner().value());
        assertThat(made.issuedOn()).isEqualTo("2026-03-01");
        assertThat(made.expiredOn()).isEqualTo("2199-03-01");
        assertThat(made.metaData().path("badgebridge_badge").asText())
                .isEqualTo(made.recipientId() + ".main." + world.group().id());
        assertThat(made.metaData().path("badgebridge_certificate").asText())
                .endsWith("c-0123456789_-abcd");
        assertThat(made.evidenceItems().path(0).path("link_url").asText())
                .isEqualTo("https://lms.example.org/certificates/1");
    }

    @Test
    void whatIsNotPublishedSaysWhatIsInTheWay() {
        world.control().setCredits(world.issuer(), 0);
        ProviderBadge unpaid = done(provider.issue(world.award(ADA)));
        assertThat(unpaid.state()).isEqualTo(ProviderState.UNPUBLISHED);
        assertThat(unpaid.note()).contains("no credits");

        world.control().setCredits(world.issuer(), 10);
        world.control().setSandbox(world.issuer(), true);
        assertThat(done(provider.publish(unpaid.id())).note()).contains("sandbox");

        world.control().setSandbox(world.issuer(), false);
        world.control()
                .changeGroup(world.group(), SimulatorJson.object().putNull("primary_design_id"));
        assertThat(done(provider.publish(unpaid.id())).note()).contains("no design");

        world.control()
                .changeGroup(world.group(), SimulatorJson.object().put("primary_design_id", 1));
        ProviderBadge published = done(provider.publish(unpaid.id()));
        assertThat(published.state()).isEqualTo(ProviderState.PUBLISHED);
        assertThat(published.note()).isNull();
        assertThat(world.liveBadges()).isEqualTo(1);
    }

    @Test
    void reasonThatCannotBeReadKeepsNothingBack() {
        world.control().setCredits(world.issuer(), 0);
        world.happens(Fault.on(Operation.ORGANIZATION, Fault.Status.of(500)));
        ProviderBadge made = done(provider.issue(world.award(ADA)));
        assertThat(made.state()).isEqualTo(ProviderState.UNPUBLISHED);
        assertThat(made.note()).isNull();
    }

    @Test
    void expiredCredentialIsTheSameOneAgainWhenItIsEarnedAgain() {
        ProviderBadge made = done(provider.issue(world.award(ADA)));
        done(provider.revoke(made.id(), Ending.REVOKE, "Cheated"));
        assertThat(provider.issue(world.award(ADA))).isInstanceOf(Outcome.AlreadyThere.class);

        ProviderBadge back = done(provider.replace(made.id(), world.award(ADA)));
        assertThat(back.id()).isEqualTo(made.id());
        assertThat(back.state()).isEqualTo(ProviderState.PUBLISHED);
        assertThat(world.onlyCredential().expiredOn()).isNull();
    }

    @Test
    void deletedCredentialIsGoneAndCanBeIssuedAnew() {
        ProviderBadge made = done(provider.issue(world.award(ADA)));
        ProviderBadge gone = done(provider.revoke(made.id(), Ending.DELETE, "Cheated"));
        assertThat(gone.state()).isEqualTo(ProviderState.DELETED);
        assertThat(world.control().credentials()).isEmpty();
        assertThat(provider.revoke(made.id(), Ending.DELETE, "Cheated"))
                .isInstanceOf(Outcome.AlreadyThere.class);

        assertThat(done(provider.issue(world.award(ADA))).id()).isNotEqualTo(made.id());
    }

    /// The search shows it as it was; what is asked for by itself is as it is.
    @Test
    void lookUpVerifiesWhatALaggingSearchShows() {
        ProviderBadge made = done(provider.issue(world.award(ADA)));
        assertThat(done(provider.find(world.sought(ADA))).getFirst().createdAt()).isNotNull();
        done(provider.revoke(made.id(), Ending.REVOKE, "Cheated"));
        // Longer ago than the revocation, and not than the creation, is no time at all: only what
        // was changed behind the search's back shows the difference.
        world.happens(
                Fault.on(
                        Operation.LIST_BADGES,
                        Fault.Status.of(200).body(searchOf(made.id(), "null"))));
        assertThat(done(provider.find(world.sought(ADA))))
                .singleElement()
                .satisfies(hit -> assertThat(hit.state()).isEqualTo(ProviderState.EXPIRED));
    }

    private String searchOf(String id, String expiredOn) {
        return """
        {"credentials": [{"id": %s, "recipient_email": "%s", "issuer_id": %d, "approve": true,
          "issued_on": "2026-03-01", "expired_on": %s, "created_at": "2026-03-01T09:00:00.000Z",
          "updated_at": "2026-03-01T09:00:00.000Z", "group": {"id": %d}}],
         "meta": {"count": 1, "from": 0, "size": 50, "cursor": null}}
        """
                .formatted(id, ADA, world.issuer().id(), expiredOn, world.group().id());
    }

    @Test
    void whatTheDoubtIsAboutIsAskedForByItselfAndMayBeGone() {
        ProviderBadge made = done(provider.issue(world.award(ADA)));
        world.control().set(Condition.SEARCH_LAG_MS, 3_600_000);

        assertThat(done(provider.find(world.soughtAfter(ADA, made.id()))))
                .singleElement()
                .satisfies(hit -> assertThat(hit.state()).isEqualTo(ProviderState.PUBLISHED));

        world.control().delete(made.id());
        assertThat(done(provider.find(world.soughtAfter(ADA, made.id()))))
                .singleElement()
                .satisfies(hit -> {
                    assertThat(hit.state()).isEqualTo(ProviderState.DELETED);
                    assertThat(world.soughtAfter(ADA, made.id()).is(hit)).isTrue();
                });
    }

    @Test
    void groupsComeWithTheirPicturesEachReadOnce() {
        world.control()
                .createGroup(
                        world.issuer(),
                        SimulatorJson.object()
                                .put("name", "Bare")
                                .put("course_name", "Bare")
                                .put("course_description", "Without a design"));
        List<ProviderTemplate> groups = done(provider.templates());
        assertThat(groups).extracting(ProviderTemplate::name).containsExactly("Welding", "Bare");
        assertThat(groups.getFirst().imageUrl()).startsWith(world.url() + "/images/");
        assertThat(groups.getLast().imageUrl()).isNull();

        long before = world.calls(Operation.OTHER);
        assertThat(done(provider.templates())).isEqualTo(groups);
        assertThat(world.calls(Operation.OTHER)).isEqualTo(before);
    }

    @Test
    void groupWithoutItsPictureIsAGroup() {
        world.happens(Fault.on(Operation.OTHER, Fault.Status.of(500)));
        assertThat(done(provider.templates()))
                .singleElement()
                .satisfies(group -> assertThat(group.imageUrl()).isNull());
    }

    @Test
    void onlyWhatChangedIsReadBack() {
        done(provider.issue(world.award(ADA)));
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        assertThat(done(provider.badges(tomorrow, Page.Cursor.START)).badges()).isEmpty();
        assertThat(done(provider.badges(Instant.now(), Page.Cursor.START)).badges()).hasSize(1);
        assertThat(world.control().client().lastCalls())
                .extracting(Traffic.Seen::body)
                .anyMatch(body -> body.contains("\"updated_at[gte]\":\""));
    }

    @Test
    void rowsThatCannotBeReadAreCountedAndTheOthersKept() {
        String rows = "{\"credentials\": [{\"id\": 1}, " + row(2) + "], \"meta\": {\"count\": 9}}";
        BadgesPage page =
                done(
                        asked(
                                "200 OK",
                                "application/json",
                                rows,
                                p -> p.badges(null, Page.Cursor.START)));
        assertThat(page.badges()).extracting(ProviderBadge::id).containsExactly("2");
        assertThat(page.unreadable()).isEqualTo(1);
        assertThat(page.next()).isEqualTo(new Page.Cursor("from 2"));
    }

    private static String row(long id) {
        return "{\"id\": %d, \"approve\": true, \"issuer_id\": 4897, \"group\": {\"id\": 4711}}"
                .formatted(id);
    }

    @Test
    void searchThatDoesNotKnowTheQuestionIsNotAskedAgain() {
        String everything = "{\"credentials\": [" + row(2) + "], \"meta\": {\"count\": 5000}}";
        assertThat(
                        asked(
                                "200 OK",
                                "application/json",
                                everything,
                                p -> p.deleted(List.of(world.soughtAfter(ADA, "3")))))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void testTellsTheCreditsAndWarnsOfFew() {
        world.control().setCredits(world.issuer(), 1200);
        Provider.Opened rich = done(provider.test());
        assertThat(rich.note()).isEqualTo("Credits left: 1200.");
        assertThat(rich.warning()).isNull();

        world.control().setCredits(world.issuer(), 3);
        assertThat(done(provider.test()).warning()).startsWith("There are 3 credits left.");
    }

    @Test
    void testOfTheWrongNumberTellsTheRightOne() {
        Provider other = AccredibleFixture.open(world.url(), "1", world.secrets());
        assertThat(other.test())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.said().words())
                                        .contains("whose id is " + world.issuer().id()));
        assertThatThrownBy(() -> AccredibleFixture.open(world.url(), "org-1", world.secrets()))
                .hasMessageContaining("organization_id");
    }

    @Test
    void keyThatIsRefusedIsReadAgain() {
        world.secrets().rotate(AccredibleFixture.CONNECTION, "wrong");
        assertThat(provider.test())
                .isInstanceOfSatisfying(
                        Outcome.Unauthorized.class,
                        refused ->
                                assertThat(refused.said().words())
                                        .isEqualTo("HTTP Token: Access denied."));
    }

    @Test
    void quietIssuingIsRefusedBeforeAnybodyIsWrittenTo() {
        Award loud = world.award(ADA);
        Award quiet =
                new Award(
                        loud.templateId(),
                        loud.earner(),
                        ADA,
                        "Ada",
                        "Example",
                        ISSUED,
                        null,
                        null,
                        true);
        assertThat(provider.issue(quiet)).isInstanceOf(Outcome.Refused.class);
        assertThat(world.calls(Operation.ISSUE)).isZero();
    }

    @Test
    void callsStopAheadOfTheLimit() {
        List<Outcome<Provider.Opened>> outcomes = new ArrayList<>();
        for (int i = 0; i < 191; i++) {
            outcomes.add(provider.test());
        }
        assertThat(outcomes.getLast())
                .isInstanceOfSatisfying(
                        Outcome.SlowDown.class,
                        slow ->
                                assertThat(slow.retryAfter())
                                        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30)));
        assertThat(outcomes.subList(0, 190)).allMatch(Outcome.Done.class::isInstance);
        assertThat(world.calls(Operation.ORGANIZATION)).isEqualTo(190);
    }

    @Test
    void wordsOfEveryFormOfErrorAreUnderstood() {
        assertThat(refused("{\"errors\": \"Invalid Group\"}"))
                .isEqualTo(new Refusal("Invalid Group", FailureCause.TEMPLATE_REFUSED));
        assertThat(refused("{\"errors\": {\"course_name\": [\"can't be blank\", \"is odd\"]}}"))
                .isEqualTo(
                        new Refusal(
                                "course_name: can't be blank; course_name: is odd",
                                FailureCause.REFUSED));
        assertThat(refused("{\"success\": false, \"data\": \"Group does not exist\"}").words())
                .isEqualTo("Group does not exist");
        assertThat(refused("{\"error\": \"Not found\"}").words()).isEqualTo("Not found");
        assertThat(
                        refused(
                                        "{\"code\":400,\"message\":\"Bad"
                                                + " sort\",\"status\":\"x\",\"errors\":{}}")
                                .words())
                .isEqualTo("Bad sort");
        assertThat(
                        refused(
                                "{\"results\":[{\"errors\":{\"code\":\"credential_invalid\",\"message\":\"Invalid\",\"details\":[{\"property\":\"issued_on\",\"message\":\"is"
                                    + " no date\"}]}}]}"))
                .isEqualTo(
                        new Refusal("Invalid; issued_on: is no date", FailureCause.DATES_REFUSED));
        assertThat(refused("{\"results\":[{\"error\":{\"reason\":\"Nope\"}}]}").words())
                .isEqualTo("Nope");
        assertThat(refused("Just words").words()).isEqualTo("Just words");
        assertThat(refused("<html>Oops</html>").words())
                .isEqualTo("What came with it cannot be read.");
    }

    private record Refusal(String words, FailureCause cause) {}

    private Refusal refused(String body) {
        Outcome<ProviderBadge> outcome =
                asked("422 No", "application/json", body, p -> p.issue(world.award(ADA)));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        Outcome.Refused<ProviderBadge> refused = (Outcome.Refused<ProviderBadge>) outcome;
        return new Refusal(refused.said().words(), refused.cause());
    }

    @Test
    void answerAboutSomethingElseLeavesUsUnsure() {
        String another =
                "{\"credential\": {\"id\": \"7\", \"approve\": true, \"group_id\": 1, \"issuer\":"
                        + " {\"id\": 4897}}}";
        assertThat(asked("200 OK", "application/json", another, p -> p.issue(world.award(ADA))))
                .isInstanceOf(Outcome.Unsure.class);
        assertThat(asked("200 OK", "application/json", another, p -> p.publish("8")))
                .isInstanceOf(Outcome.Unsure.class);
        String silent = another.replace("\"approve\": true, ", "");
        assertThat(asked("200 OK", "application/json", silent, p -> p.publish("7")))
                .isInstanceOf(Outcome.Unsure.class);
    }
}
