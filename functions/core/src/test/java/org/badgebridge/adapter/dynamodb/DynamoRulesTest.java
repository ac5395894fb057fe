package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.rule.Group;
import org.badgebridge.domain.rule.MatchKey;
import org.badgebridge.domain.rule.Requirement;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;
import org.badgebridge.testing.FaultyCalls;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

@WithTestSystem
class DynamoRulesTest {

    private final TestSystem system;
    private final Stores stores;
    private final DynamoRules rules;

    DynamoRulesTest(TestSystem system) {
        this.system = system;
        stores = Stores.of(system);
        rules = stores.rules();
    }

    @Test
    void aRuleIsFoundByTheEventsItNamesAndByThoseThatUndoThem() {
        RuleId id = new RuleId(template("matching"), "r1");

        assertThat(rules.add(Samples.fullRule(id), DynamoRulesTest::realm)).isTrue();

        assertThat(found("realm-of-campus", EventType.COURSE_PASSED, "course-v1:Acme+W1"))
                .contains(id.template());
        assertThat(found("realm-of-campus", EventType.COURSE_FAILED, "course-v1:Acme+W1"))
                .contains(id.template());
        assertThat(found("realm-of-campus", EventType.COURSE_FAILED, "W2")).contains(id.template());
        assertThat(found("*", EventType.CERTIFICATE_ISSUED, "*")).contains(id.template());
        assertThat(found("campus", EventType.COURSE_PASSED, "course-v1:Acme+W1")).isEmpty();
        assertThat(found("realm-of-campus", EventType.COURSE_PASSED, "course-v1:Acme+W")).isEmpty();
    }

    @Test
    void aTemplateComesWithAllOfItsRulesAndARuleWithAllOfItsFields() {
        TemplateId template = template("complete");
        Rule full = Samples.fullRule(new RuleId(template, "full"));
        Rule bare = Samples.bareRule(new RuleId(template, "bare"), "W1");

        rules.add(full, DynamoRulesTest::realm);
        rules.add(bare, DynamoRulesTest::realm);

        assertThat(rules.of(template).rules())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version")
                .containsExactly(bare, full);
        assertThat(rules.find(full.id()).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void aSecondRuleOfThatNameIsRefusedAndFiledNowhere() {
        RuleId id = new RuleId(template("twice"), "r1");

        assertThat(rules.add(Samples.bareRule(id, "first"), DynamoRulesTest::realm)).isTrue();
        assertThat(rules.add(Samples.bareRule(id, "second"), DynamoRulesTest::realm)).isFalse();

        assertThat(found("*", EventType.CERTIFICATE_ISSUED, "first")).contains(id.template());
        assertThat(found("*", EventType.CERTIFICATE_ISSUED, "second")).isEmpty();
    }

    @Test
    void aRemovedRuleIsFiledNowhereEvenWhenItsSourceChangedRealms() {
        RuleId id = new RuleId(template("moved"), "r1");
        rules.add(Samples.fullRule(id), DynamoRulesTest::realm);

        rules.remove(id);
        rules.remove(id);

        assertThat(rules.find(id)).isEmpty();
        assertThat(found("realm-of-campus", EventType.COURSE_PASSED, "course-v1:Acme+W1"))
                .doesNotContain(id.template());
    }

    @Test
    void aReplacedRuleIsFoundByWhatItSaysNowAndByNothingElse() {
        RuleId id = new RuleId(template("replaced"), "r1");
        rules.add(ofCourses(id, 49), DynamoRulesTest::realm);
        Rule before = rules.find(id).orElseThrow();
        List<Requirement> others =
                IntStream.range(0, 49)
                        .mapToObj(i ->
                                new Requirement(
                                        "n" + i,
                                        EventType.CERTIFICATE_ISSUED,
                                        null,
                                        "new-" + i,
                                        List.of()))
                        .toList();
        Rule anew =
                Rule.built(
                        id,
                        "Others",
                        List.of(new Group("g", 2, others)),
                        List.of(),
                        null,
                        Samples.NOW.plusSeconds(1));

        assertThat(rules.replace(before.saying(anew), DynamoRulesTest::realm)).isTrue();
        assertThat(rules.replace(before.saying(anew), DynamoRulesTest::realm)).isFalse();

        Rule after = rules.find(id).orElseThrow();
        assertThat(after.title()).isEqualTo("Others");
        assertThat(after.createdAt()).isEqualTo(before.createdAt());
        assertThat(found("*", EventType.CERTIFICATE_ISSUED, "new-48")).contains(id.template());
        assertThat(found("*", EventType.CERTIFICATE_ISSUED, "r1-0")).isEmpty();
        rules.remove(id);
        assertThat(found("*", EventType.CERTIFICATE_ISSUED, "new-48")).isEmpty();
    }

    @Test
    void aRuleThatCannotBeReadIsToldOfBesideTheOthersAndCanBeRemoved() {
        TemplateId template = template("spoilt");
        Rule bare = Samples.bareRule(new RuleId(template, "bare"), "fine");
        RuleId spoilt = new RuleId(template, "spoilt");
        rules.add(bare, DynamoRulesTest::realm);
        rules.add(Samples.bareRule(spoilt, "spoilt"), DynamoRulesTest::realm);
        spoil(spoilt);

        assertThat(rules.of(template).ids()).containsExactly(bare.id());
        assertThat(rules.of(template).unreadable()).containsExactly(spoilt);
        assertThat(rules.look(spoilt)).contains(new Rules.Unreadable(spoilt));
        assertThat(rules.find(spoilt)).isEmpty();
        rules.remove(spoilt);
        assertThat(rules.of(template).unreadable()).isEmpty();
        assertThat(found("*", EventType.CERTIFICATE_ISSUED, "spoilt")).isEmpty();
    }

    /// As a newer version of this program may leave a rule.
    private void spoil(RuleId id) {
        try (DynamoDbClient client = system.dynamoDb()) {
            client.updateItem(b ->
                    b.tableName(system.tableName("SettingsTable"))
                            .key(SettingsKeys.rule(id).attributes())
                            .updateExpression("SET #r.#g = :odd")
                            .expressionAttributeNames(Map.of("#r", "record", "#g", "groups"))
                            .expressionAttributeValues(
                                    Map.of(":odd", AttributeValue.fromS("of another kind"))));
        }
    }

    @Test
    void anEventReadsTheSameHoweverManyRulesDoNotConcernIt() {
        FaultyCalls calls = new FaultyCalls();
        ItemsRead items = new ItemsRead();
        try (DynamoDbClient client = system.dynamoDb(calls, items)) {
            DynamoRules counted = Stores.of(system, client).rules();
            RuleId one = new RuleId(template("sought"), "r1");
            rules.add(Samples.bareRule(one, "sought"), DynamoRulesTest::realm);
            Set<TemplateId> found = counted.matching(keys("sought"));
            int callsWithOne = calls.count();
            int itemsWithOne = items.read();
            for (int i = 1; i <= 21; i++) {
                RuleId others = new RuleId(template("other-" + i), "r" + i);
                assertThat(rules.add(ofCourses(others, 49), DynamoRulesTest::realm)).isTrue();
            }
            calls.reset();

            assertThat(counted.matching(keys("sought"))).isEqualTo(found).contains(one.template());
            assertThat(calls.count()).isEqualTo(callsWithOne);
            assertThat(items.read()).isEqualTo(2 * itemsWithOne);
        }
    }

    @Test
    void aRuleOfMoreKeysThanATransactionHoldsIsRefusedWithTheRemedy() {
        RuleId most = new RuleId(template("most"), "r1");
        RuleId over = new RuleId(template("over"), "r1");

        assertThat(rules.add(ofCourses(most, 49), DynamoRulesTest::realm)).isTrue();
        assertThatThrownBy(() -> rules.add(ofCourses(over, 50), DynamoRulesTest::realm))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("several rules");
        assertThat(rules.find(over)).isEmpty();
        rules.remove(most);
        assertThat(rules.find(most)).isEmpty();
    }

    @Test
    void oneMoreRuleThanATransactionDecidesOnIsRefusedWithTheRemedy() {
        TemplateId template = template("crowded");
        for (int i = 0; i < DynamoRules.MOST_RULES_OF_TEMPLATE; i++) {
            assertThat(
                            rules.add(
                                    Samples.bareRule(new RuleId(template, "r" + i), "crowd-" + i),
                                    DynamoRulesTest::realm))
                    .isTrue();
        }

        assertThatThrownBy(() ->
                        rules.add(
                                Samples.bareRule(new RuleId(template, "over"), "crowd"),
                                DynamoRulesTest::realm))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("90 rules");
    }

    @Test
    void aCourseIdOfAnyLengthIsMatched() {
        String course = "ü".repeat(5_000);
        RuleId id = new RuleId(template("long"), "r1");

        rules.add(Samples.bareRule(id, course), DynamoRulesTest::realm);

        assertThat(found("*", EventType.CERTIFICATE_ISSUED, course)).containsExactly(id.template());
        assertThat(found("*", EventType.CERTIFICATE_ISSUED, course + "!")).isEmpty();
    }

    @Test
    void allRulesAreListedPageByPage() {
        Set<RuleId> added = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            RuleId id = new RuleId(template("listed"), "r" + i);
            rules.add(Samples.bareRule(id, "listed-" + i), DynamoRulesTest::realm);
            added.add(id);
        }

        List<RuleId> listed = new ArrayList<>();
        Page.Cursor next = Page.Cursor.START;
        while (next != null) {
            Page<Rules.Stored> page = rules.all(2, next);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(rule -> listed.add(rule.id()));
            next = page.next();
        }

        assertThat(listed).doesNotHaveDuplicates().containsAll(added);
    }

    @Test
    void aCursorOfSomebodyElseIsRefusedInWords() {
        assertThatThrownBy(() -> rules.all(2, new Page.Cursor("%%%")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begin again");
        assertThatThrownBy(() -> rules.all(2, new Page.Cursor("bm90IGpzb24")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begin again");
    }

    /// Counts the items that were read.
    private static final class ItemsRead implements ExecutionInterceptor {

        private final AtomicInteger read = new AtomicInteger();

        int read() {
            return read.get();
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            if (context.response() instanceof BatchGetItemResponse response) {
                response.responses().values().forEach(items -> read.addAndGet(items.size()));
            }
        }
    }

    private Set<TemplateId> found(String realm, EventType type, String course) {
        return rules.matching(List.of(new MatchKey(realm, type, course)));
    }

    private static List<MatchKey> keys(String course) {
        return List.of(
                new MatchKey("realm", EventType.CERTIFICATE_ISSUED, course),
                new MatchKey("realm", EventType.CERTIFICATE_ISSUED, "*"),
                new MatchKey("*", EventType.CERTIFICATE_ISSUED, course));
    }

    private static Rule ofCourses(RuleId id, int courses) {
        List<Requirement> requirements =
                IntStream.range(0, courses)
                        .mapToObj(i ->
                                new Requirement(
                                        "r" + i,
                                        EventType.CERTIFICATE_ISSUED,
                                        null,
                                        id.name() + "-" + i,
                                        List.of()))
                        .toList();
        return Rule.built(
                id, null, List.of(new Group("g", 1, requirements)), List.of(), null, Samples.NOW);
    }

    private static String realm(SourceId source) {
        return "realm-of-" + source;
    }

    private static TemplateId template(String name) {
        return new TemplateId(new ConnectionId("acme"), name);
    }
}
