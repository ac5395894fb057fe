package org.badgebridge.intake;

import org.badgebridge.domain.event.EventType;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How one learning platform proves, writes and words its posts. `howTo` is Markdown for the admin
/// who sets it up; `sample` is a post of its; `answer` is the status by which the platform knows
/// that a post has arrived.
public record Preset(
        String id,
        String title,
        String howTo,
        Sample sample,
        Proof proof,
        Shape shape,
        Wording wording,
        int answer) {

    static final int USUAL_ANSWER = 200;
    private static final int LONGEST_PING = 200;

    /// The scheme's settings, with the values that hold.
    public List<Setting> settings() {
        return proof.scheme().settings().stream()
                .map(form -> new Setting(form.name(), form.title(), proof.setting(form.name())))
                .toList();
    }

    /// The form in which the platform writes its posts.
    public BodyForm body() {
        return shape.body();
    }

    /// How several events stand in one envelope, if they do.
    public Optional<Items> items() {
        return Optional.ofNullable(shape.items());
    }

    /// The zone of times that carry none, if they are understood.
    public Optional<String> zone() {
        return Optional.ofNullable(wording.zone()).map(ZoneId::getId);
    }

    /// Where the name of an event is, as the setting `event` has it.
    public String eventPlaces() {
        return wording.event().places().toString();
    }

    /// What each name of an event means, as the settings `event.<name>` have it.
    public Map<String, String> events() {
        Map<String, String> events = new LinkedHashMap<>();
        wording.event().meanings().forEach((name, meaning) -> events.put(name, meaning.text()));
        return events;
    }

    /// Where each field is, as the settings `field.<name>` have it; without those that are nowhere.
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Field field : Field.values()) {
            Places places = wording.fields().of(field);
            if (!places.all().isEmpty()) {
                fields.put(field.word(), places.toString());
            }
        }
        return fields;
    }

    /// What a course has to tell for a mapping: the certificate, when the platform knows any, else
    /// that it was passed.
    public EventType earns() {
        return wording.event().meanings().values().stream()
                        .anyMatch(meaning -> meaning.mayMean(EventType.CERTIFICATE_ISSUED))
                ? EventType.CERTIFICATE_ISSUED
                : EventType.COURSE_PASSED;
    }

    /// Whether a post is the test that its platform sends without any proof.
    public boolean isUnsignedPing(Post post) {
        Pattern ping = proof.unsignedPing();
        return ping != null
                && post.body().length <= LONGEST_PING
                && post.text().filter(ping.asMatchPredicate()).isPresent();
    }

    /// The body of a post, without what must not be kept; empty when it is not of the preset's
    /// form.
    Optional<Object> redacted(Post post) {
        Redaction redaction = new Redaction(shape.redactions(), hidden());
        return shape.body().read(post).map(redaction::of);
    }

    private Set<String> hidden() {
        Set<String> hidden = new HashSet<>(proof.hidden());
        if (shape.body() == BodyForm.CLOUDEVENTS) {
            // Where the whole of a body in binary mode is found again.
            proof.hidden().forEach(pointer -> hidden.add("/data" + pointer));
        }
        return hidden;
    }

    /// The headers of a post that matter after its proof.
    Map<String, String> kept(Post post) {
        Map<String, String> kept = new TreeMap<>();
        Stream.concat(shape.headers().stream(), wording.headers())
                .forEach(name -> post.header(name).ifPresent(value -> kept.put(name, value)));
        return kept;
    }

    Preset with(Proof other) {
        return new Preset(id, title, howTo, sample, other, shape, wording, answer);
    }

    Preset with(Shape other) {
        return new Preset(id, title, howTo, sample, proof, other, wording, answer);
    }

    Preset with(Wording other) {
        return new Preset(id, title, howTo, sample, proof, shape, other, answer);
    }

    Preset answering(int status) {
        return new Preset(id, title, howTo, sample, proof, shape, wording, status);
    }
}
