package org.badgebridge.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Places of which the first that leads to something wins; in text with `or` between them.
record Places(List<Place> all) {

    static final Places NONE = new Places(List.of());

    private static final Pattern OR = Pattern.compile("\\s+or\\s+");

    Places {
        all = List.copyOf(all);
    }

    /// Empty when one of them is no place.
    static Optional<Places> parse(String text) {
        return of(List.of(OR.split(text.strip(), -1)));
    }

    static Optional<Places> of(List<String> texts) {
        List<Place> places = new ArrayList<>();
        for (String text : texts) {
            Optional<Place> place = Place.parse(text);
            if (place.isEmpty()) {
                return Optional.empty();
            }
            places.add(place.get());
        }
        return Optional.of(new Places(places));
    }

    Optional<Found> first(Payload payload) {
        return all.stream()
                .flatMap(place -> place.in(payload).map(value -> new Found(place, value)).stream())
                .findFirst();
    }

    /// Without those that say the same of everything.
    Places told() {
        return new Places(all.stream().filter(place -> !isConstant(place)).toList());
    }

    Places constants() {
        return new Places(all.stream().filter(Places::isConstant).toList());
    }

    static boolean isConstant(Place place) {
        return place instanceof Place.Text text && text.isConstant();
    }

    Stream<String> headers() {
        return all.stream().flatMap(Place::headers);
    }

    @Override
    public String toString() {
        return all.stream().map(Place::toString).collect(Collectors.joining(" or "));
    }

    /// A value and where it was.
    record Found(Place place, Object value) {

        @Override
        public String toString() {
            return "Found[" + place + "]";
        }
    }
}
