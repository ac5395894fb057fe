package org.badgebridge.domain.badge;

import java.time.Duration;

/// The times that settling at one provider keeps.
///
/// `deadline`: the longest one call takes in all. `lookUpLag`: how long after a change the
/// provider's lists may still not show it. `lease`: how long a claim stands; longer than the
/// function's timeout, which is longer than the deadline.
public record Timing(Duration deadline, Duration lookUpLag, Duration lease) {

    public Timing {
        if (lease.compareTo(deadline) <= 0) {
            throw new IllegalArgumentException("the lease must be longer than the deadline");
        }
    }
}
