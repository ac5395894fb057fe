package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Ownership;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.rule.Progress;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Jobs;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

class RecordsTest {

    private static final LearnerId LEARNER = Samples.learnerId(1);
    private static final BadgeId BADGE = new BadgeId(LEARNER, Samples.TEMPLATE);
    private static final RuleId RULE = new RuleId(Samples.TEMPLATE, "r");

    @Test
    void everyRecordComesBackEqualWithAllOfItsFieldsAndWithoutThoseThatMayBeAbsent() {
        comesBack(Samples.fullConnection());
        comesBack(Samples.bareConnection("a"));
        comesBack(Samples.fullHealth());
        comesBack(ConnectionHealth.good(Samples.CONNECTION));
        comesBack(Samples.fullSource());
        comesBack(Samples.bareSource("b"));
        comesBack(Samples.fullTemplate());
        comesBack(Samples.bareTemplate(Samples.TEMPLATE));
        comesBack(Samples.bareRule(RULE, "W1"));
        comesBack(Samples.fullRule(RULE));
        comesBack(Samples.fullLearner(LEARNER, "digest"));
        comesBack(Samples.bareLearner(LEARNER));
        comesBack(Samples.fullCertificate(Samples.certificateId(LEARNER)));
        comesBack(Samples.bareCertificate(Samples.certificateId(LEARNER)));
        comesBack(Samples.fullProgress(LEARNER, RULE));
        comesBack(Progress.none(LEARNER, RULE));
        comesBack(Samples.fullBadge(BADGE));
        comesBack(Samples.bareBadge(BADGE));
        comesBack(Samples.fullEntry(BADGE, 1));
        comesBack(Samples.bareEntry(BADGE, 1));
        comesBack(new Ownership(Samples.CONNECTION, "pb", Set.of("a.b.c", "d.e.f"), BADGE + "", 0));
        comesBack(Ownership.none(Samples.CONNECTION, "pb"));
        comesBack(Samples.fullJob("j"));
        comesBack(Samples.bareJob("j", Jobs.State.DONE));
    }

    @Test
    void whatIsAbsentIsLeftOut() {
        assertThat(Records.attributes(Samples.bareLearner(LEARNER)))
                .containsOnlyKeys(
                        "id",
                        "realm",
                        "first_name",
                        "last_name",
                        "blocked",
                        "created_at",
                        "updated_at");
    }

    @Test
    void attributesThatALaterVersionWroteAreIgnored() {
        Map<String, AttributeValue> stored =
                new LinkedHashMap<>(Records.attributes(Samples.fullSource()));
        stored.put("invented_later", AttributeValue.fromM(Map.of("x", AttributeValue.fromN("1"))));

        assertThat(Records.read(stored, 0, Source.class)).isEqualTo(Samples.fullSource());
    }

    @Test
    void whatAnEarlierVersionDidNotWriteIsEmpty() {
        Map<String, AttributeValue> badge =
                new LinkedHashMap<>(Records.attributes(Samples.bareBadge(BADGE)));
        badge.remove("former_ids");
        badge.remove("extra_ids");
        Map<String, AttributeValue> source =
                new LinkedHashMap<>(Records.attributes(Samples.bareSource("s")));
        source.remove("settings");

        assertThat(Records.read(badge, 0, Badge.class)).isEqualTo(Samples.bareBadge(BADGE));
        assertThat(Records.read(source, 0, Source.class)).isEqualTo(Samples.bareSource("s"));
    }

    @Test
    void halfOfACutOffCharacterBecomesTheMarkForOne() {
        Source cut =
                new Source(
                        Samples.SOURCE,
                        "cut \uD83C",
                        "p",
                        "\uDF93 r",
                        Map.of("k\uD83C", "whole \uD83C\uDF93"),
                        Samples.NOW,
                        Samples.NOW,
                        0);

        Source read = Records.read(Records.attributes(cut), 0, Source.class);

        assertThat(read.name()).isEqualTo("cut \uFFFD");
        assertThat(read.realm()).isEqualTo("\uFFFD r");
        assertThat(read.settings()).containsEntry("k\uFFFD", "whole \uD83C\uDF93");
    }

    @Test
    void anUnreadableItemSaysWhichKindItIsAndQuotesNothing() {
        Map<String, AttributeValue> stored =
                new LinkedHashMap<>(Records.attributes(Samples.fullLearner(LEARNER, "digest")));
        stored.put("created_at", AttributeValue.fromS("ada@example.org"));

        assertThatThrownBy(() -> Records.read(stored, 0, Learner.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Learner")
                .hasMessageNotContaining("ada")
                .hasNoCause();
    }

    private static <T extends Record> void comesBack(T record) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) record.getClass();
        assertThat(Records.read(Records.attributes(record), 0, type)).isEqualTo(record);
    }
}
