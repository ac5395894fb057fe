package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.rule.MatchKey;
import org.badgebridge.port.Count;
import org.badgebridge.port.Courses;
import org.badgebridge.port.Courses.Seen;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The courses that were met, each with the templates that it earns something for. Thread-safe.
record KnownCourses(Courses courses, Rules rules) {

    /// How many pages of the store are read for one of ours, when most are left out.
    private static final int BUDGET = 4;

    /// Whether they are mapped is read for each: up to eight small items.
    private static final int MOST_COUNTED = 200;

    /// `templates` are those of rules for the course or its family, by whichever source of its
    /// realm they are earned.
    record Mapped(Seen course, Set<TemplateId> templates) {}

    /// Which courses are asked for; `mapped` null: all of them.
    record Query(@Nullable SourceId source, String text, @Nullable Boolean mapped) {

        private boolean takes(Mapped course) {
            return mapped == null || mapped == !course.templates().isEmpty();
        }
    }

    Page<Mapped> page(Query query, int most, Page.Cursor from) {
        List<Mapped> found = new ArrayList<>();
        Page.@Nullable Cursor next = from;
        for (int i = 0; i < BUDGET && next != null && found.size() < most; i++) {
            Page<Seen> page = courses.list(query.source(), query.text(), most - found.size(), next);
            mapped(page.items()).stream().filter(query::takes).forEach(found::add);
            next = page.next();
        }
        return new Page<>(found, next);
    }

    /// How many earn nothing yet.
    Count unmapped() {
        Page<Seen> page = courses.list(null, "", MOST_COUNTED, Page.Cursor.START);
        long unmapped =
                mapped(page.items()).stream().filter(each -> each.templates().isEmpty()).count();
        return new Count(unmapped, page.next() != null);
    }

    private List<Mapped> mapped(List<Seen> seen) {
        Map<MatchKey, Set<TemplateId>> filed =
                rules.filed(
                        seen.stream().map(KnownCourses::keys).flatMap(Collection::stream).toList());
        return seen.stream()
                .map(course -> {
                    Set<TemplateId> templates = new LinkedHashSet<>();
                    keys(course)
                            .forEach(key -> templates.addAll(filed.getOrDefault(key, Set.of())));
                    return new Mapped(course, templates);
                })
                .toList();
    }

    private static Collection<MatchKey> keys(Seen course) {
        return MatchKey.of(course.realm(), course.course());
    }
}
