package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.rule.MatchKey;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Audit;
import org.badgebridge.port.Notice;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/// Where things are in the settings table, and its index `by-kind`.
final class SettingsKeys {

    static final String CONNECTIONS = "CONNECTIONS";
    static final String SOURCES = "SOURCES";
    static final String JOBS = "JOBS";
    static final String TEMPLATE = "TEMPLATE#";
    static final String RULE = "RULE#";

    static final String AUDIT = "AUDIT#";
    static final String WHO = "who";
    static final String SUBJECT = "subject";

    static final String BY_KIND = "by-kind";
    static final String KIND = "kind";
    static final String SORT = "sort";
    static final String RULE_KIND = "rule";
    static final String WAITING_EVENTS = "waiting-event";

    static final String COURSE = "COURSE#";
    static final String COURSES = "course";
    static final String DAYS = "DAYS";
    static final String CHUNK = "CHUNK#";
    static final String DELIVERY = "DELIVERY#";

    static final String SECRET_USE = "SECRET-USE#";

    static final Key DAYS_TALLY = new Key("DAYS-TALLY", "DAYS-TALLY");
    static final Key PAUSE = new Key("PAUSE", "PAUSE");

    private SettingsKeys() {}

    static Key connection(ConnectionId id) {
        return new Key(CONNECTIONS, id.value());
    }

    static Key health(ConnectionId id) {
        return new Key(ofConnection(id), "HEALTH");
    }

    static Key source(SourceId id) {
        return new Key(SOURCES, id.value());
    }

    static Key template(TemplateId id) {
        return new Key(ofConnection(id.connection()), TEMPLATE + id.providerId());
    }

    static Key rule(RuleId id) {
        return new Key(ofTemplate(id.template()), RULE + id.name());
    }

    /// The rule that has a key; empty when the key is of something else.
    static Optional<RuleId> rule(Key key) {
        return key.pk().startsWith(TEMPLATE) && key.sk().startsWith(RULE)
                ? RuleId.parse(
                        key.pk().substring(TEMPLATE.length())
                                + "."
                                + key.sk().substring(RULE.length()))
                : Optional.empty();
    }

    static Key match(MatchKey key) {
        return match(
                "MATCH#"
                        + Key.foreign(key.realm())
                        + "#"
                        + key.type()
                        + "#"
                        + Key.foreign(key.course()));
    }

    static Key match(String pk) {
        return new Key(pk, "MATCH");
    }

    static Key event(Notice notice) {
        return new Key(ofConnection(notice.connection()), "EVENT#" + Key.foreign(notice.eventId()));
    }

    static Key eventsRead(ConnectionId id) {
        return new Key(ofConnection(id), "EVENTS-READ");
    }

    static Key tokenSaved(ConnectionId id) {
        return new Key(ofConnection(id), "TOKEN-SAVED");
    }

    static String eventsOf(ConnectionId id) {
        return "event#" + id;
    }

    static Key audit(Audit.Entry entry) {
        return audit(
                YearMonth.from(entry.at().atOffset(ZoneOffset.UTC)),
                Key.time(entry.at()) + "#" + entry.id());
    }

    static Key audit(YearMonth month, String place) {
        return new Key(AUDIT + month, place);
    }

    /// @throws IllegalArgumentException when it is no partition of the audit
    static YearMonth auditMonth(String pk) {
        try {
            return YearMonth.parse(pk.substring(AUDIT.length()));
        } catch (DateTimeException notAMonth) {
            throw new IllegalArgumentException("not a partition of the audit", notAMonth);
        }
    }

    static Key job(String id) {
        return new Key(JOBS, id);
    }

    static Key importOf(String id) {
        return new Key(ofImport(id), "IMPORT");
    }

    static Key chunk(String importId, int number) {
        return new Key(ofImport(importId), CHUNK + "%05d".formatted(number));
    }

    static Key rows(String importId, int chunk, int part) {
        return new Key(ofImport(importId), rowsOf(chunk) + "%03d".formatted(part));
    }

    /// How the sort keys of a chunk's rows begin.
    static String rowsOf(int chunk) {
        return "ROWS#%05d#".formatted(chunk);
    }

    static String ofImport(String id) {
        return "IMPORT#" + id;
    }

    /// A repeated delivery has the key of the first, so it takes its place.
    static Key delivery(SourceId source, String deliveryId) {
        return new Key(ofSource(source), DELIVERY + Key.foreign(deliveryId));
    }

    static Key admissions(SourceId source, Instant hour) {
        return new Key(ofSource(source), "HOUR#" + Key.time(hour));
    }

    static Key admitted(SourceId source, Instant hour, String eventId) {
        return new Key(ofSource(source), "ADMITTED#" + Key.time(hour) + "#" + Key.foreign(eventId));
    }

    static Key course(SourceId source, String course) {
        return new Key(ofSource(source), COURSE + Key.foreign(course));
    }

    static Key secretUse(SourceId source, String secretId) {
        return new Key(ofSource(source), SECRET_USE + Key.foreign(secretId));
    }

    static Key day(LocalDate day) {
        return new Key(DAYS, day.toString());
    }

    static String ofSource(SourceId id) {
        return "SOURCE#" + id;
    }

    static String deliveriesOf(SourceId source) {
        return "delivery#" + source;
    }

    static String ofConnection(ConnectionId id) {
        return "CONNECTION#" + id;
    }

    static String ofTemplate(TemplateId id) {
        return TEMPLATE + id;
    }
}
