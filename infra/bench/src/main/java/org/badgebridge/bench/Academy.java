package org.badgebridge.bench;

import org.badgebridge.adapter.dynamodb.DynamoCourses;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.port.Courses;
import org.badgebridge.simulator.credly.CredlySimulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What an admin sets up: one connection with templates, sources, and courses of which most are
/// mapped. The last template and the last source are rare.
record Academy(List<TemplateId> templates, List<SourceId> sources, List<Course> courses) {

    static final String REALM = "academy";

    private static final ConnectionId CONNECTION = new ConnectionId("credly-bench");
    private static final int TEMPLATES = 20;
    private static final int COURSES = 50;
    private static final int MAPPED = 40;

    Academy {
        templates = List.copyOf(templates);
        sources = List.copyOf(sources);
        courses = List.copyOf(courses);
    }

    static Academy setUp(AdminApi api, CredlySimulator credly, DynamoCourses known) {
        Academy academy =
                new Academy(
                        templates(api, credly),
                        List.of(
                                source(api, "campus-main"),
                                source(api, "campus-north"),
                                source(api, "campus-south"),
                                source(api, "campus-rare")),
                        courses(known));
        for (Course course : academy.mapped()) {
            map(api, academy.sources.getFirst(), course, academy.templateOf(course));
        }
        map(api, academy.sources.getFirst(), academy.courses.getLast(), academy.rareTemplate());
        for (TemplateId template : academy.templates) {
            api.done(AdminApi.Request.post("/api/templates/" + template + "/activate", ""));
        }
        return academy;
    }

    private static List<TemplateId> templates(AdminApi api, CredlySimulator credly) {
        var organization = credly.control().createOrganization("Bench Academy");
        api.done(
                AdminApi.Request.post(
                        "/api/connections",
                        """
                        {"id": "%s", "name": "Bench", "provider": "credly", "enabled": true,
                         "auto_push": true, "organization_id": "%s", "base_url": "%s"}
                        """
                                .formatted(CONNECTION, organization.id(), credly.url())));
        api.done(
                AdminApi.Request.put(
                        "/api/connections/" + CONNECTION + "/token",
                        "{\"token\": \"%s\"}"
                                .formatted(credly.control().createToken(organization).token())));
        List<TemplateId> templates = new ArrayList<>();
        for (int i = 0; i < TEMPLATES; i++) {
            var template = credly.control().createTemplate(organization, "Welding " + i);
            templates.add(new TemplateId(CONNECTION, template.id()));
        }
        api.done(AdminApi.Request.post("/api/connections/" + CONNECTION + "/sync", ""));
        return templates;
    }

    private static SourceId source(AdminApi api, String id) {
        api.done(
                AdminApi.Request.post(
                        "/api/sources",
                        """
                        {"id": "%s", "name": "Source %s", "preset": "standard", "realm": "%s"}
                        """
                                .formatted(id, id, REALM)));
        return new SourceId(id);
    }

    /// Two runs of each family.
    private static List<Course> courses(DynamoCourses known) {
        Instant now = Instant.now();
        List<Course> courses = new ArrayList<>();
        for (int i = 0; i < COURSES; i++) {
            Course course =
                    new Course(
                            "course-v1:Bench+W%02d+run%d".formatted(i / 2, i % 2 + 1),
                            "Welding class %02d, run %d".formatted(i / 2, i % 2 + 1));
            courses.add(course);
            known.store(
                    new Courses.Seen(
                            REALM,
                            new SourceId("campus-main"),
                            course.id(),
                            course.name(),
                            now,
                            now,
                            0));
        }
        return courses;
    }

    private static void map(AdminApi api, SourceId source, Course course, TemplateId template) {
        api.done(
                AdminApi.Request.post(
                        "/api/mappings",
                        "{\"source\": \"%s\", \"course\": \"%s\", \"template\": \"%s\"}"
                                .formatted(source, course.id(), template)));
    }

    ConnectionId connection() {
        return CONNECTION;
    }

    /// The courses that certificates are for.
    List<Course> mapped() {
        return courses.subList(0, MAPPED);
    }

    /// The template that a course earns.
    TemplateId templateOf(Course course) {
        return templates.get(courses.indexOf(course) % (templates.size() - 1));
    }

    TemplateId rareTemplate() {
        return templates.getLast();
    }

    SourceId rareSource() {
        return sources.getLast();
    }
}
