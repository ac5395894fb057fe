package org.badgebridge.domain.rule;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/// Under what a rule is filed, so that an event finds the rules that concern it and meets no other:
/// realm, type, and course or family, each of realm and course possibly [#ANY].
public record MatchKey(String realm, EventType type, String course) {

    public static final String ANY = "*";

    /// Everything an event of a rule's interest may be filed under.
    public static Set<MatchKey> of(Rule rule, Function<SourceId, String> realmOf) {
        Set<MatchKey> keys = new LinkedHashSet<>();
        rule.requirements()
                .forEach(r -> {
                    keys.add(key(r.source(), r.event(), r.course(), realmOf));
                    keys.add(key(r.source(), r.event().undoneBy(), r.course(), realmOf));
                });
        rule.penalties().forEach(p -> keys.add(key(p.source(), p.event(), p.course(), realmOf)));
        return keys;
    }

    /// Where the rules that may concern an event are to be looked for; six places at most.
    public static Collection<MatchKey> of(LearningEvent event) {
        return of(event.realm(), event.type(), event.course());
    }

    /// The same for an event of a type, about a course if it has one.
    public static Collection<MatchKey> of(String realm, EventType type, @Nullable Course course) {
        Set<MatchKey> keys = new LinkedHashSet<>();
        for (String where : new String[] {realm, ANY}) {
            if (course != null) {
                keys.add(new MatchKey(where, type, course.id()));
                keys.add(new MatchKey(where, type, course.family()));
            }
            keys.add(new MatchKey(where, type, ANY));
        }
        return keys;
    }

    /// Where the rules by which a course of a realm earns something are filed, but for rules of any
    /// course.
    public static Collection<MatchKey> of(String realm, Course course) {
        Set<MatchKey> keys = new LinkedHashSet<>();
        for (EventType type : EventType.values()) {
            if (!type.negative()) {
                for (String where : new String[] {realm, ANY}) {
                    keys.add(new MatchKey(where, type, course.id()));
                    keys.add(new MatchKey(where, type, course.family()));
                }
            }
        }
        return keys;
    }

    private static MatchKey key(
            @Nullable SourceId source,
            EventType type,
            @Nullable String course,
            Function<SourceId, String> realmOf) {
        return new MatchKey(
                source == null ? ANY : realmOf.apply(source), type, course == null ? ANY : course);
    }
}
