package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.port.Courses.Seen;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// The courses that platforms have told of: what there is to map.
record CoursesResource(KnownCourses courses) implements Resource {

    private static final int MOST_TEXT = 100;

    /// A course of a source. `mappedTo` are ids of templates.
    public record CourseView(
            String realm,
            String source,
            String id,
            @Nullable String name,
            String family,
            Instant firstSeenAt,
            Instant lastSeenAt,
            List<String> mappedTo) {

        static CourseView of(KnownCourses.Mapped mapped) {
            Seen seen = mapped.course();
            return new CourseView(
                    seen.realm(),
                    seen.source().value(),
                    seen.id(),
                    seen.name(),
                    seen.course().family(),
                    seen.firstSeenAt(),
                    seen.lastSeenAt(),
                    mapped.templates().stream().map(Object::toString).sorted().toList());
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/courses", this::list));
    }

    private Answer list(Call call) {
        call.only("source", "q", "mapped", "limit", "cursor");
        SourceId source = call.query("source").map(CoursesResource::source).orElse(null);
        String text = call.query("q").map(String::strip).orElse("");
        if (text.length() > MOST_TEXT) {
            throw Problem.invalid("q", "must be at most %d characters".formatted(MOST_TEXT))
                    .refusal();
        }
        Boolean mapped = call.query("mapped").isPresent() ? call.flag("mapped") : null;
        KnownCourses.Query query = new KnownCourses.Query(source, text, mapped);
        return Answer.ok(
                PageView.of(
                        call.page((most, from) -> courses.page(query, most, from)),
                        CourseView::of));
    }

    private static SourceId source(String text) {
        return Ids.source(text)
                .orElseThrow(() -> Problem.invalid("source", "is not an id of a source").refusal());
    }
}
