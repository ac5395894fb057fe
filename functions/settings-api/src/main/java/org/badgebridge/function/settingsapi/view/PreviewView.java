package org.badgebridge.function.settingsapi.view;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.intake.Reading;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// What a post would become: an `event`, `ignored` or `unusable`, the latter two with a reason.
/// `templates` are those with a rule that looks at the event. A post with several events in it has
/// the others in `further`.
public record PreviewView(
        String result,
        @Nullable String reason,
        @Nullable EventView event,
        List<String> templates,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PreviewView> further) {

    /// The event, in the words of whoever sent it.
    public record EventView(
            String type,
            Instant occurredAt,
            @Nullable String userId,
            @Nullable String email,
            String firstName,
            String lastName,
            @Nullable String courseId,
            @Nullable String courseName,
            @Nullable String courseFamily,
            @Nullable String certificateId,
            @Nullable String certificateUrl,
            @Nullable Instant issuedAt,
            @Nullable Instant expiresAt) {

        static EventView of(LearningEvent event) {
            Person person = event.person();
            Course course = event.course();
            return new EventView(
                    event.type().word(),
                    event.occurredAt(),
                    person.userId(),
                    person.email(),
                    person.firstName(),
                    person.lastName(),
                    course == null ? null : course.id(),
                    course == null ? null : course.name(),
                    course == null ? null : course.family(),
                    event.certificateKey(),
                    event.certificateUrl(),
                    event.issuedAt(),
                    event.expiresAt());
        }
    }

    /// What was read; `matching` tells the templates that look at an event.
    public static PreviewView of(
            Reading reading, Function<LearningEvent, ? extends Collection<TemplateId>> matching) {
        return switch (reading) {
            case Reading.Of(LearningEvent event) -> event(event, matching.apply(event));
            case Reading.Ignored(String reason) -> ignored(reason);
            case Reading.Unusable(String reason) -> unusable(reason);
        };
    }

    private static PreviewView event(LearningEvent event, Collection<TemplateId> templates) {
        return new PreviewView(
                "event",
                null,
                EventView.of(event),
                templates.stream().map(TemplateId::toString).sorted().toList(),
                List.of());
    }

    public PreviewView and(List<PreviewView> others) {
        return new PreviewView(result, reason, event, templates, others);
    }

    private static PreviewView ignored(String reason) {
        return new PreviewView("ignored", reason, null, List.of(), List.of());
    }

    private static PreviewView unusable(String reason) {
        return new PreviewView("unusable", reason, null, List.of(), List.of());
    }
}
