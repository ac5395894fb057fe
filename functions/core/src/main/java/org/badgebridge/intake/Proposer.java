package org.badgebridge.intake;

import org.badgebridge.domain.account.Source;
import org.badgebridge.port.Deliveries.Verdict;
import org.badgebridge.port.Delivery;
import org.jspecify.annotations.Nullable;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Proposes settings for a source by the posts that it captured: the preset that reads most of
/// them, the scheme by which they prove their origin, and for what the preset does not find a place
/// whose name says what it is. A proposal is for a person to look at. Thread-safe.
public final class Proposer {

    private static final int MOST_LEAVES = 300;

    /// How names of members begin to look like a field, the likeliest first. In lower case and
    /// without punctuation, the path's last two names joined.
    private static final Map<Field, List<Pattern>> NAMES = names();

    private static final Pattern EVENT_NAME =
            Pattern.compile("(event|eventname|type|action|hook|topic)");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
    private static final Pattern POSITIVE =
            Pattern.compile(".*(certificate|complet|award|pass|issued).*");
    private static final Pattern NEGATIVE = Pattern.compile(".*(revok|delet|withdraw|reset).*");

    private final Presets presets;
    private final EventReader reader;

    public Proposer(Presets presets) {
        this.presets = presets;
        this.reader = new EventReader(presets);
    }

    /// `why` has a sentence for each thing that was found, and for each that was not.
    public record Proposal(String preset, Map<String, String> settings, List<String> why) {

        public Proposal {
            settings = Map.copyOf(settings);
            why = List.copyOf(why);
        }
    }

    /// What each item of the captured posts is under the source's settings as they would be.
    public List<Reading> readings(Source source, List<Verdict> captured) {
        return captured.stream()
                .flatMap(verdict -> verdict.released().stream())
                .flatMap(event -> reader.read(source, event).stream())
                .map(EventReader.Item::reading)
                .toList();
    }

    /// Empty while nothing was captured that can be read.
    public Optional<Proposal> propose(Source source, List<Verdict> captured) {
        List<Delivery.Event> posts =
                captured.stream()
                        .flatMap(verdict -> verdict.released().stream())
                        .filter(event -> !event.body().isEmpty())
                        .toList();
        if (posts.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> proof =
                captured.stream()
                        .map(Verdict::proof)
                        .filter(settings -> !settings.isEmpty())
                        .findFirst()
                        .orElse(Map.of());
        Preset best =
                presets.all().stream()
                        .max(
                                Comparator.<Preset>comparingInt(
                                                preset -> score(source, preset, posts))
                                        .thenComparing(
                                                preset -> preset.id().equals(source.preset())))
                        .orElseThrow();
        List<String> why = new ArrayList<>();
        Map<String, String> settings = new TreeMap<>(differing(best, proof));
        boolean known = score(source, best, posts) > 0;
        why.add(
                known
                        ? "%s reads most of it.".formatted(best.title())
                        : "No platform of ours writes like this; places were looked for by name.");
        why.add(
                proof.isEmpty()
                        ? "No secret of the source makes the proof of any of these posts: add the"
                                + " platform's secret, then let it send another."
                        : "They prove their origin by %s.".formatted(proof.get("scheme")));
        if (!reads(with(source, best, settings), posts)) {
            guess(with(source, best, settings), posts.getFirst(), settings, why);
        }
        return Optional.of(new Proposal(best.id(), settings, why));
    }

    /// What differs from the preset's own proof.
    private static Map<String, String> differing(Preset preset, Map<String, String> proof) {
        Map<String, String> own = preset.proof().asSettings();
        Map<String, String> differing = new TreeMap<>();
        boolean sameScheme =
                preset.proof().scheme().word().equals(proof.getOrDefault("scheme", ""));
        proof.forEach((name, value) -> {
            boolean same =
                    value.equals(own.get(name))
                            || (sameScheme && value.equalsIgnoreCase(own.get(name)));
            boolean usual = !sameScheme && value.isEmpty();
            if (!same && !usual) {
                differing.put(name, value);
            }
        });
        return differing;
    }

    private int score(Source source, Preset preset, List<Delivery.Event> posts) {
        Source as = with(source, preset, Map.of());
        return posts.stream()
                .flatMap(post -> reader.read(as, post).stream())
                .mapToInt(item ->
                        switch (item.reading()) {
                            case Reading.Of(var event) -> event.certificateKey() == null ? 20 : 21;
                            case Reading.Ignored _ -> named(preset, item.delivery()) ? 5 : 0;
                            case Reading.Unusable _ -> named(preset, item.delivery()) ? 3 : 0;
                        })
                .sum();
    }

    /// Whether the preset knows the name of the event.
    private static boolean named(Preset preset, Delivery.Event event) {
        EventNames names = preset.wording().event();
        return payload(event)
                .flatMap(names.places()::first)
                // A name that the preset gives itself tells nothing of who wrote this.
                .filter(found -> !Places.isConstant(found.place()))
                .map(Places.Found::value)
                .filter(name -> name instanceof String text && names.meanings().containsKey(text))
                .isPresent();
    }

    private boolean reads(Source source, List<Delivery.Event> posts) {
        return posts.stream()
                .flatMap(post -> reader.read(source, post).stream())
                .anyMatch(item -> item.reading() instanceof Reading.Of);
    }

    private static Source with(Source source, Preset preset, Map<String, String> settings) {
        return source.set(
                source.name(), preset.id(), settings, source.hourlyCap(), source.updatedAt());
    }

    private static Optional<Payload> payload(Delivery.Event event) {
        return Json.read(event.body())
                .flatMap(tree -> Items.of(tree, null))
                .flatMap(items -> items.stream().findFirst())
                .filter(Map.class::isInstance)
                .map(item -> new Payload(Json.object((Map<?, ?>) item), event.headers()));
    }

    /// Adds what a payload has where the source finds nothing.
    private void guess(
            Source source, Delivery.Event post, Map<String, String> settings, List<String> why) {
        Optional<Payload> read = payload(post);
        Optional<Preset> preset = presets.of(source);
        if (read.isEmpty() || preset.isEmpty()) {
            return;
        }
        Payload payload = read.get();
        Map<String, Object> leaves = leaves(payload);
        eventName(preset.get(), payload, leaves)
                .ifPresent(name -> {
                    settings.put("event", name.getKey());
                    settings.put("event." + name.getValue(), meaning(name.getValue()));
                    why.add("%s looks like the name of the event.".formatted(name.getKey()));
                });
        for (Map.Entry<Field, List<Pattern>> field : NAMES.entrySet()) {
            Places places = preset.get().wording().fields().of(field.getKey());
            if (places.first(payload).isPresent()) {
                continue;
            }
            place(field.getKey(), field.getValue(), leaves)
                    .ifPresent(pointer -> {
                        settings.put("field." + field.getKey().word(), pointer);
                        why.add(
                                "%s looks like %s."
                                        .formatted(
                                                pointer, field.getKey().word().replace('_', ' ')));
                    });
        }
    }

    private static String meaning(String name) {
        String plain = plain(name);
        if (NEGATIVE.matcher(plain).matches()) {
            return plain.contains("certificate") ? "certificate.revoked" : "course.failed";
        }
        if (!POSITIVE.matcher(plain).matches()) {
            return Meaning.IGNORE;
        }
        return plain.contains("certificate") ? "certificate.issued" : "course.passed";
    }

    /// The place and the name, when the preset does not find one that it knows.
    private static Optional<Map.Entry<String, String>> eventName(
            Preset preset, Payload payload, Map<String, Object> leaves) {
        EventNames names = preset.wording().event();
        boolean found =
                names.places()
                        .first(payload)
                        .filter(name ->
                                name.value() instanceof String text
                                        && names.meanings().containsKey(text))
                        .isPresent();
        return found
                ? Optional.empty()
                : Stream.concat(
                                leaves.entrySet().stream(),
                                payload.headers().entrySet().stream()
                                        .map(header ->
                                                Map.entry(
                                                        Place.Header.MARK + header.getKey(),
                                                        (Object) header.getValue())))
                        .filter(leaf ->
                                leaf.getValue() instanceof String
                                        && EVENT_NAME.matcher(plain(last(leaf.getKey()))).find())
                        .findFirst()
                        .map(leaf -> Map.entry(leaf.getKey(), (String) leaf.getValue()));
    }

    private static String last(String place) {
        return place.substring(Math.max(place.lastIndexOf('/'), place.lastIndexOf('-')) + 1);
    }

    private static Optional<String> place(
            Field field, List<Pattern> patterns, Map<String, Object> leaves) {
        return patterns.stream()
                .flatMap(pattern ->
                        leaves.entrySet().stream()
                                .filter(leaf -> pattern.matcher(lastTwo(leaf.getKey())).matches())
                                .filter(leaf -> fits(field, leaf.getValue()))
                                .map(Map.Entry::getKey))
                .findFirst();
    }

    private static boolean fits(Field field, Object value) {
        return switch (field) {
            case EMAIL -> value instanceof String text && EMAIL.matcher(text).matches();
            case TIME, ISSUED_AT, EXPIRES_AT -> Times.read(value, ZoneOffset.UTC).isPresent();
            case CERTIFICATE_URL -> value instanceof String text && text.startsWith("http");
            case EVENT_ID,
                    USER_ID,
                    FIRST_NAME,
                    LAST_NAME,
                    FULL_NAME,
                    COURSE_ID,
                    COURSE_NAME,
                    CERTIFICATE_ID,
                    LOCALE ->
                    value instanceof String || value instanceof Number;
        };
    }

    /// `/data/user/first_name` as `userfirstname`.
    private static String lastTwo(String pointer) {
        String[] names = pointer.split("/", -1);
        String before = names.length > 2 ? names[names.length - 2] : "";
        return plain(before) + "." + plain(names[names.length - 1]);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static Map<String, Object> leaves(Payload payload) {
        Map<String, Object> leaves = new LinkedHashMap<>();
        walk(payload.data().tree(), "", leaves);
        return leaves;
    }

    private static void walk(@Nullable Object value, String at, Map<String, Object> leaves) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, child) ->
                    walk(
                            child,
                            at + "/" + ((String) name).replace("~", "~0").replace("/", "~1"),
                            leaves));
        } else if (value != null && leaves.size() < MOST_LEAVES && Place.Pointer.fits(at)) {
            leaves.put(at, value);
        }
    }

    private static Map<Field, List<Pattern>> names() {
        String person = "(user|learner|student|member|participant|recipient|customer|contact)";
        Map<Field, List<Pattern>> names = new EnumMap<>(Field.class);
        names.put(
                Field.TIME,
                patterns(
                        ".*\\.(timestamp|time|occurredat|eventtime)",
                        ".*\\.(completedat|completiondate|issuedat|issuedon|awardedat)",
                        ".*\\.(createdat|created|date|.*date|.*at)"));
        names.put(Field.EMAIL, patterns(".*\\..*e?mail.*", ".*"));
        names.put(
                Field.USER_ID,
                patterns(".*\\." + person + "id", person + "s?\\.(id|uuid)", ".*\\.relateduserid"));
        names.put(Field.FIRST_NAME, patterns(".*\\.(first|given)name", ".*\\.firstname"));
        names.put(Field.LAST_NAME, patterns(".*\\.(last|family|sur)name"));
        names.put(
                Field.FULL_NAME,
                patterns(
                        ".*\\.(fullname|displayname)",
                        person + "s?\\.name",
                        ".*\\." + person + "name"));
        names.put(
                Field.COURSE_ID,
                patterns(
                        ".*\\.(course|class|program|product)(id|key|code|slug)",
                        "(course|class|program|product)s?\\.(id|key|code|slug|uuid)"));
        names.put(
                Field.COURSE_NAME,
                patterns(
                        ".*\\.(course|class|program|product)(name|title)",
                        "(course|class|program|product)s?\\.(name|title|displayname)"));
        names.put(
                Field.CERTIFICATE_ID,
                patterns(
                        ".*\\.(certificate|credential)(id|uuid|number|code)",
                        "(certificate|credential)s?\\.(id|uuid|number|code)"));
        names.put(
                Field.CERTIFICATE_URL,
                patterns(
                        ".*\\.(certificate|credential)(url|link)",
                        "(certificate|credential)s?\\.(url|link|verifyurl)"));
        names.put(Field.ISSUED_AT, patterns(".*\\.(issuedat|issuedon|issuedate|awardedat)"));
        names.put(
                Field.EXPIRES_AT, patterns(".*\\.(expiresat|expireson|expirydate|expirationdate)"));
        return names;
    }

    private static List<Pattern> patterns(String... patterns) {
        return Stream.of(patterns).map(Pattern::compile).toList();
    }
}
