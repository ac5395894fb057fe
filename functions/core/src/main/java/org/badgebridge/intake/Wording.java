package org.badgebridge.intake;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.stream.Stream;

/// How a platform words its events. `zone` is that of times which carry none; null: such a time is
/// not understood.
record Wording(EventNames event, FieldMap fields, @Nullable ZoneId zone) {

    Wording with(EventNames others) {
        return new Wording(others, fields, zone);
    }

    Wording with(FieldMap others) {
        return new Wording(event, others, zone);
    }

    Wording with(ZoneId other) {
        return new Wording(event, fields, other);
    }

    Stream<String> headers() {
        return Stream.concat(event.places().headers(), fields.headers());
    }
}
