package org.badgebridge.intake;

import org.badgebridge.domain.event.EventType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a platform names its events, and what its names mean to us.
public record EventNames(List<String> pointers, Map<String, Meaning> meanings) {

    private static final String IGNORE = "ignore";

    public EventNames {
        pointers = List.copyOf(pointers);
        meanings = Map.copyOf(meanings);
    }

    EventNames at(String pointer) {
        return new EventNames(List.of(pointer), meanings);
    }

    EventNames with(String name, Meaning meaning) {
        Map<String, Meaning> changed = new LinkedHashMap<>(meanings);
        changed.put(name, meaning);
        return new EventNames(pointers, changed);
    }

    /// What an event name stands for.
    public sealed interface Meaning {

        record Event(EventType type) implements Meaning {}

        /// A ping, a test, or an event that earns nothing.
        record Ignore() implements Meaning {}

        /// `ignore`, or the word of an event type.
        static Optional<Meaning> ofWord(String word) {
            return word.equals(IGNORE)
                    ? Optional.of(new Ignore())
                    : EventType.ofWord(word).map(Event::new);
        }
    }
}
