package org.badgebridge.award;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.rule.Group;
import org.badgebridge.domain.rule.Requirement;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.port.Awards;
import org.badgebridge.port.BadgeQuery;
import org.badgebridge.port.Badges;
import org.badgebridge.port.CertificateQuery;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Whom the rules of a template concern: who has its badge, and who has done something that each of
/// its rules needs. Whoever satisfies a rule meets something in each of its groups, so it is enough
/// to look at the courses of one group, the one that names the fewest. Thread-safe.
public final class Candidates {

    private static final char PLACE_ENDS = ':';

    private final Awards awards;
    private final Badges badges;

    public Candidates(Awards awards, Badges badges) {
        this.awards = awards;
        this.badges = badges;
    }

    /// One list after the other, of which each has learners.
    private sealed interface Strand {
        record Holders(BadgeQuery query) implements Strand {}

        record Graduates(CertificateQuery query) implements Strand {}
    }

    /// Learners, some of them more than once, and a page may be short or empty while others follow;
    /// eventually consistent.
    ///
    /// @throws IllegalArgumentException when the cursor is none of this list
    public Page<LearnerId> page(TemplateId template, List<Rule> rules, int most, Page.Cursor from) {
        List<Strand> strands = strands(template, rules);
        int place = place(from);
        if (place >= strands.size()) {
            return new Page<>(List.of(), null);
        }
        Page<LearnerId> page = page(strands.get(place), most, within(from));
        Page.Cursor next = page.next();
        return new Page<>(
                List.copyOf(new LinkedHashSet<>(page.items())),
                next == null
                        ? cursor(place + 1, strands.size())
                        : new Page.Cursor(Integer.toString(place) + PLACE_ENDS + next.value()));
    }

    private Page<LearnerId> page(Strand strand, int most, Page.Cursor from) {
        return switch (strand) {
            case Strand.Holders(BadgeQuery query) ->
                    badges.list(query, most, from).map(badge -> badge.id().learner());
            case Strand.Graduates(CertificateQuery query) ->
                    awards.listCertificates(query, most, from)
                            .map(certificate -> certificate.id().learner());
        };
    }

    private static List<Strand> strands(TemplateId template, List<Rule> rules) {
        Set<Strand> strands = new LinkedHashSet<>();
        strands.add(new Strand.Holders(BadgeQuery.of(template)));
        rules.stream()
                .sorted(Comparator.comparing(rule -> rule.id().toString()))
                .flatMap(rule -> courses(rule).stream())
                .map(course ->
                        new CertificateQuery(
                                null, course.isEmpty() ? null : course, null, null, null))
                .forEach(query -> strands.add(new Strand.Graduates(query)));
        return new ArrayList<>(strands);
    }

    /// The courses of the group that names the fewest; the empty text stands for any course.
    private static Set<String> courses(Rule rule) {
        return rule.groups().stream()
                .map(Candidates::courses)
                .min(
                        Comparator.<Set<String>, Boolean>comparing(each -> each.contains(""))
                                .thenComparingInt(Set::size))
                .orElse(Set.of());
    }

    private static Set<String> courses(Group group) {
        Set<String> courses = new LinkedHashSet<>();
        group.requirements().stream()
                .map(Requirement::course)
                .map(course -> Objects.requireNonNullElse(course, ""))
                .forEach(courses::add);
        return courses.contains("") ? Set.of("") : courses;
    }

    private static Page.@Nullable Cursor cursor(int place, int places) {
        return place < places ? new Page.Cursor(Integer.toString(place) + PLACE_ENDS) : null;
    }

    private static int place(Page.Cursor from) {
        int end = from.value().indexOf(PLACE_ENDS);
        if (from.value().isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(from.value().substring(0, Math.max(end, 0)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The cursor is one of another list.", e);
        }
    }

    private static Page.Cursor within(Page.Cursor from) {
        return new Page.Cursor(from.value().substring(from.value().indexOf(PLACE_ENDS) + 1));
    }
}
