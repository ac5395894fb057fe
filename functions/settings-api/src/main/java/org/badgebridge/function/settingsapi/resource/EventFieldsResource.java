package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.function.settingsapi.http.Access;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.port.Awards;
import org.badgebridge.port.CertificateQuery;
import org.badgebridge.port.Page;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What conditions can look at: the places in the data of events that were really seen, of the
/// newest certificates of a source or a course.
record EventFieldsResource(Awards awards) implements Resource {

    private static final int NEWEST = 100;
    private static final int MOST_COURSE = 255;

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/events/fields", this::fields));
    }

    private Answer fields(Call call) {
        call.only("source", "event", "course");
        SourceId source =
                call.query("source")
                        .map(text ->
                                Ids.source(text)
                                        .orElseThrow(
                                                () -> wrong("source", "is not an id of a source")))
                        .orElse(null);
        Optional<EventType> event =
                call.query("event")
                        .map(text ->
                                EventType.ofWord(text)
                                        .orElseThrow(() ->
                                                wrong(
                                                        "event",
                                                        "must be certificate.issued,"
                                                                + " certificate.revoked,"
                                                                + " course.passed or"
                                                                + " course.failed")));
        String course = call.query("course").orElse(null);
        if (course != null && course.length() > MOST_COURSE) {
            throw wrong("course", "must be at most %d characters".formatted(MOST_COURSE));
        }
        List<Certificate> newest =
                awards.listCertificates(
                                new CertificateQuery(source, course, null, null, null),
                                NEWEST,
                                Page.Cursor.START)
                        .items();
        Map<LearnerId, Learner> learners =
                awards.learners(
                        newest.stream().map(each -> each.id().learner()).distinct().toList());
        // What learners' data holds is payload, which only admins see.
        DataPlaces places = new DataPlaces(call.caller().access().allows(Access.ADMIN));
        for (Fact fact : awards.newest(newest)) {
            if (event.isEmpty() || event.get() == fact.type()) {
                places.add(fact, Optional.ofNullable(learners.get(fact.certificate().learner())));
            }
        }
        return Answer.ok(PageView.all(places.views()));
    }

    private static RuntimeException wrong(String name, String message) {
        return Problem.invalid(name, message).refusal();
    }
}
