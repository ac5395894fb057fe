package org.badgebridge.award;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.port.Courses;
import org.badgebridge.port.Courses.Seen;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps which courses events tell of, so that an admin can pick them. A course is looked up once a
/// day and worker, and written once a day: its certificates cost nothing more. Thread-safe.
public final class CourseBook {

    /// Who has met more in a day begins to look them up again.
    private static final int MOST_REMEMBERED = 10_000;

    private final Courses courses;
    private final Clock clock;
    private final Set<Met> met = ConcurrentHashMap.newKeySet();

    private record Met(String realm, SourceId source, Course course, LocalDate day) {}

    public CourseBook(Courses courses, Clock clock) {
        this.courses = courses;
        this.clock = clock;
    }

    /// Takes note of an event's course, if it has one.
    public void note(LearningEvent event) {
        Course course = event.course();
        if (course == null) {
            return;
        }
        Instant now = clock.instant();
        Met meeting = new Met(event.realm(), event.source(), course, day(now));
        if (met.size() >= MOST_REMEMBERED) {
            met.clear();
        }
        if (!met.add(meeting)) {
            return;
        }
        boolean kept = false;
        try {
            keep(meeting, now);
            kept = true;
        } finally {
            if (!kept) {
                met.remove(meeting);
            }
        }
    }

    private void keep(Met meeting, Instant now) {
        Course course = meeting.course();
        Optional<Seen> before = courses.find(meeting.source(), course.id());
        Seen after =
                before.map(seen -> again(seen, meeting, now))
                        .orElseGet(() ->
                                new Seen(
                                        meeting.realm(),
                                        meeting.source(),
                                        course.id(),
                                        course.name(),
                                        now,
                                        now,
                                        0));
        if (!before.equals(Optional.of(after))) {
            // Another worker that was faster has written the same.
            courses.store(after);
        }
    }

    private static Seen again(Seen seen, Met meeting, Instant now) {
        String name = meeting.course().name();
        return new Seen(
                meeting.realm(),
                seen.source(),
                seen.id(),
                name == null ? seen.name() : name,
                seen.firstSeenAt(),
                day(seen.lastSeenAt()).isBefore(meeting.day()) ? now : seen.lastSeenAt(),
                seen.version());
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
