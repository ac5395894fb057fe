package org.badgebridge.domain.event;

import org.jspecify.annotations.Nullable;

/// A course as its platform names it.
public record Course(String id, @Nullable String name) {

    private static final String OPEN_EDX_PREFIX = "course-v1:";

    /// The id without its run, so that a mapping survives the next term. Only Open edX keys
    /// (`course-v1:Org+Course+Run`, opaque-keys) are known to carry a run; every other id is its
    /// own family.
    public String family() {
        return familyOf(id);
    }

    public static String familyOf(String courseId) {
        if (!courseId.startsWith(OPEN_EDX_PREFIX)) {
            return courseId;
        }
        int organization = courseId.indexOf('+');
        int run = organization < 0 ? -1 : courseId.indexOf('+', organization + 1);
        return run < 0 ? courseId : courseId.substring(0, run);
    }

    /// Whether `key`, a course id or a family, means this course.
    public boolean isCalled(String key) {
        return key.equals(id) || key.equals(family());
    }
}
