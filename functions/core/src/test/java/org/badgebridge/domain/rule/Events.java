package org.badgebridge.domain.rule;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random events of one learner, and random rules about them. Two sources share a realm, times
/// collide, courses have runs, and what revokes a certificate may not name its course.
public final class Events {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String REALM = "school";
    static final List<SourceId> SOURCES = List.of(new SourceId("lms"), new SourceId("archive"));
    static final RuleId RULE =
            new RuleId(new TemplateId(new ConnectionId("credly"), "welder"), "rule");

    private static final List<String> COURSES =
            List.of("course-v1:Org+W1+2025", "course-v1:Org+W1+2026", "welding-2");

    private final Random random;
    private final String realm;
    private final RuleId rule;

    Events(long seed) {
        this(seed, REALM, RULE);
    }

    /// Of a learner who is nobody in another realm.
    public Events(long seed, String realm, RuleId rule) {
        this.random = new Random(seed);
        this.realm = realm;
        this.rule = rule;
    }

    /// `coursesNamed`: also what revokes a certificate names its course.
    public List<LearningEvent> some(boolean coursesNamed) {
        List<LearningEvent> events = new ArrayList<>();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            events.add(event("e" + i, coursesNamed));
        }
        return events;
    }

    private LearningEvent event(String id, boolean courseNamed) {
        EventType type = pick(List.of(EventType.values()));
        int number = random.nextInt(COURSES.size());
        Course course = new Course(COURSES.get(number), null);
        boolean keyed = type.aboutCertificate() && number > 0;
        boolean silent = keyed && type.negative() && !courseNamed && random.nextBoolean();
        Instant received = START.plusSeconds(random.nextInt(40) * 60L);
        return new LearningEvent(
                id,
                pick(SOURCES),
                realm,
                type,
                received.plusSeconds(random.nextInt(-6, 12) * 60L),
                received,
                person(),
                silent ? null : course,
                keyed ? "c-" + number : null,
                null,
                random.nextBoolean() ? null : received,
                null,
                new EventData(Map.of("score", 60 + random.nextInt(40))));
    }

    private Person person() {
        boolean named = random.nextBoolean();
        String email = random.nextBoolean() ? null : "mail" + random.nextInt(9) + "@example.org";
        String name = named ? "Ada" + random.nextInt(9) : "";
        return new Person("501", email, name, name);
    }

    public Rule rule() {
        List<Group> groups = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int g = 1 + random.nextInt(2); g > 0; g--) {
            List<Requirement> requirements = new ArrayList<>();
            for (int r = 1 + random.nextInt(3); r > 0; r--) {
                String id = "r" + ids.size();
                ids.add(id);
                EventType type =
                        random.nextInt(3) == 0
                                ? EventType.COURSE_PASSED
                                : EventType.CERTIFICATE_ISSUED;
                requirements.add(new Requirement(id, type, source(), course(), conditions()));
            }
            groups.add(new Group("g" + g, 1 + random.nextInt(requirements.size()), requirements));
        }
        List<Penalty> penalties = new ArrayList<>();
        for (int p = random.nextInt(3); p > 0; p--) {
            penalties.add(
                    new Penalty(
                            pick(List.of(EventType.values())),
                            source(),
                            course(),
                            conditions(),
                            List.of(pick(ids))));
        }
        Instant since = random.nextInt(4) == 0 ? START.plusSeconds(1200) : null;
        return Rule.built(rule, null, groups, penalties, since, START);
    }

    private @Nullable SourceId source() {
        return random.nextInt(3) == 0 ? pick(SOURCES) : null;
    }

    private @Nullable String course() {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> pick(COURSES);
            default -> Course.familyOf(pick(COURSES));
        };
    }

    private List<Condition> conditions() {
        return random.nextInt(3) == 0
                ? List.of(new Condition("/score", Operator.GTE, 75))
                : List.of();
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
