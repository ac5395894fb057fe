package org.badgebridge.intake;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.port.Delivery;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells which of the posts that a source put aside speak of a learner. Thread-safe.
///
/// What can be read speaks of whom it names. What cannot may still have the learner's e-mail
/// anywhere, or their user id; a short one may be any number, such as a score, so that it counts
/// only beside a name of theirs.
public final class LearnerPosts {

    private static final int TELLING_ID = 6;

    /// What is between the texts of JSON that has no end.
    private static final Pattern BETWEEN = Pattern.compile("[\\s\",:{}\\[\\]]+");

    private final EventReader reader;
    private final LearnerIds ids;

    public LearnerPosts(EventReader reader, LearnerIds ids) {
        this.reader = reader;
        this.ids = ids;
    }

    /// What is left of a post without its events that speak of the learner, each as a post of its
    /// own; empty when none does.
    public Optional<List<Delivery.Event>> without(
            Learner learner, Source source, Delivery.Event post) {
        List<EventReader.Item> items = reader.read(source, post);
        List<Delivery.Event> others =
                items.stream()
                        .filter(item -> !speaks(item, source, learner))
                        .map(EventReader.Item::delivery)
                        .toList();
        return others.size() == items.size() ? Optional.empty() : Optional.of(others);
    }

    private boolean speaks(EventReader.Item item, Source source, Learner learner) {
        return switch (item.reading()) {
            case Reading.Of(LearningEvent event) -> names(event.person(), learner);
            case Reading.Ignored _, Reading.Unusable _ ->
                    reader.person(source, item.delivery())
                                    .filter(person -> names(person, learner))
                                    .isPresent()
                            || mentions(texts(item.delivery().body()), learner);
        };
    }

    /// Two people of whom the platform tells ids may share an e-mail.
    private boolean names(Person person, Learner learner) {
        return ids.of(learner.realm(), person).equals(learner.id())
                || (person.email() != null
                        && person.email().equals(learner.email())
                        && (person.userId() == null || learner.userId() == null));
    }

    private static boolean mentions(List<String> texts, Learner learner) {
        String email = learner.email();
        if (email != null) {
            Pattern whole =
                    Pattern.compile(
                            "(?<![\\p{Alnum}._%+-])"
                                    + Pattern.quote(email)
                                    + "(?![\\p{Alnum}-]|\\.\\p{Alnum})");
            if (texts.stream().anyMatch(text -> whole.matcher(text).find())) {
                return true;
            }
        }
        String userId = learner.userId();
        return userId != null
                && texts.contains(lower(userId))
                && (userId.length() >= TELLING_ID
                        || has(texts, learner.firstName())
                        || has(texts, learner.lastName()));
    }

    private static boolean has(List<String> texts, String name) {
        return !name.isBlank() && texts.stream().anyMatch(text -> text.contains(lower(name)));
    }

    /// All that a body says, names of members included, in lower case.
    private static List<String> texts(String body) {
        List<String> texts = new ArrayList<>();
        Json.read(body)
                .ifPresentOrElse(
                        tree -> gather(tree, texts),
                        () -> {
                            texts.add(lower(body));
                            Arrays.stream(BETWEEN.split(body)).forEach(p -> texts.add(lower(p)));
                        });
        return texts;
    }

    private static void gather(@Nullable Object tree, List<String> texts) {
        switch (tree) {
            case null -> {}
            case Map<?, ?> map ->
                    map.forEach((name, value) -> {
                        gather(name, texts);
                        gather(value, texts);
                    });
            case List<?> list -> list.forEach(each -> gather(each, texts));
            default -> texts.add(lower(tree.toString()));
        }
    }

    /// An e-mail in a link has its sign written otherwise.
    private static String lower(String text) {
        return text.strip().replace("%40", "@").toLowerCase(Locale.ROOT);
    }
}
