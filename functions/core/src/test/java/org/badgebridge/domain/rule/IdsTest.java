package org.badgebridge.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.learner.LearnerIds;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class IdsTest {

    private static final LearnerId LEARNER = new LearnerId("AbCdEfGhIjKlMnOpQrSt_-");
    private static final TemplateId TEMPLATE =
            new TemplateId(new ConnectionId("credly-2"), "8d0b9b2e-1c1f-4d3a_X");
    private static final BadgeId BADGE = new BadgeId(LEARNER, TEMPLATE);
    private static final RuleId RULE = new RuleId(TEMPLATE, "welding_1");
    private static final CertificateId CERTIFICATE =
            new CertificateId(LEARNER, "r-0123456789_-abcd");

    @Test
    void everyIdSurvivesItsText() {
        assertThat(LearnerId.parse(LEARNER.toString())).contains(LEARNER);
        assertThat(TemplateId.parse(TEMPLATE.toString())).contains(TEMPLATE);
        assertThat(BadgeId.parse(BADGE.toString())).contains(BADGE);
        assertThat(RuleId.parse(RULE.toString())).contains(RULE);
        assertThat(CertificateId.parse(CERTIFICATE.toString())).contains(CERTIFICATE);
        for (EventType type : EventType.values()) {
            assertThat(EventType.ofWord(type.word())).contains(type);
        }
    }

    @Test
    void hostileTextsAreNoIdsAndThrowNothing() {
        List<String> hostile =
                new ArrayList<>(
                        List.of(
                                "",
                                ".",
                                "..",
                                "...",
                                "a.b.c.d",
                                " ",
                                "\n",
                                "\0",
                                "x".repeat(9999)));
        for (Object id : new Object[] {LEARNER, TEMPLATE, BADGE, RULE, CERTIFICATE}) {
            String text = id.toString();
            for (String odd : List.of("\n", " ", "/", "#", ".", "\u0000", "\u00e9", "*")) {
                hostile.add(text + odd);
                hostile.add(odd + text);
            }
            hostile.add(text.substring(text.indexOf('.') + 1) + ".");
        }
        for (String text : hostile) {
            assertThat(LearnerId.parse(text)).as(text).isEmpty();
            assertThat(BadgeId.parse(text)).as(text).isEmpty();
            assertThat(CertificateId.parse(text)).as(text).isEmpty();
            assertThat(TemplateId.parse(text)).as(text).isEmpty();
            assertThat(EventType.ofWord(text)).as(text).isEmpty();
            assertThat(RuleId.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void slugsHoldNothingThatCouldSplitAKey() {
        for (String odd :
                List.of("", "A", "-a", "a.b", "a/b", "a b", "a\n", "\u00e9", "a".repeat(41))) {
            assertThatIllegalArgumentException()
                    .as(odd)
                    .isThrownBy(() -> new ConnectionId(odd))
                    .withMessageContaining("connection id");
            assertThatIllegalArgumentException().as(odd).isThrownBy(() -> new SourceId(odd));
        }
        assertThat(new SourceId("a".repeat(40)).value()).hasSize(40);
    }

    @Test
    void aLearnerIsTheSameForEverAndAnotherInEveryRealm() {
        LearnerIds ids = new LearnerIds(new byte[16]);
        byte[] otherKey = new byte[16];
        otherKey[0] = 1;
        LearnerIds others = new LearnerIds(otherKey);
        Person byId = new Person("501", "ada@example.org", "", "");
        Person byEmail = new Person(null, "ada@example.org", "", "");
        assertThat(ids.of("a", byId))
                .isEqualTo(others.of("a", byId))
                .isNotEqualTo(ids.of("b", byId))
                .isNotEqualTo(ids.of("a", byEmail));
        assertThat(ids.of("a", byEmail)).isNotEqualTo(others.of("a", byEmail));
        assertThat(ids.emailDigest(" Ada@Example.org"))
                .isEqualTo(ids.emailDigest("ada@example.org"));
    }

    @Test
    void aRuleTellsItsRequirementsApart() {
        Requirement one = new Requirement("r", EventType.CERTIFICATE_ISSUED, null, "a", List.of());
        Requirement other =
                new Requirement("r", EventType.CERTIFICATE_ISSUED, null, "b", List.of());
        List<Group> groups =
                List.of(new Group("x", 1, List.of(one)), new Group("y", 1, List.of(other)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.built(RULE, null, groups, List.of(), null, Instant.EPOCH));
        Penalty penalty =
                new Penalty(EventType.COURSE_FAILED, null, null, List.of(), List.of("unknown"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Rule.built(
                                RULE,
                                null,
                                groups.subList(0, 1),
                                List.of(penalty),
                                null,
                                Instant.EPOCH));
    }
}
