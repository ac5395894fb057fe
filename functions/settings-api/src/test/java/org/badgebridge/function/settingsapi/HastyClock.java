package org.badgebridge.function.settingsapi;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that begins now, and goes on by so much with every look at it, and by nothing else.
/// Thread-safe.
final class HastyClock extends Clock {

    private final Instant start = Instant.now();
    private final Duration step;
    private final AtomicLong looks = new AtomicLong();

    HastyClock(Duration step) {
        this.step = step;
    }

    @Override
    public Instant instant() {
        return start.plus(step.multipliedBy(looks.getAndIncrement()));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
