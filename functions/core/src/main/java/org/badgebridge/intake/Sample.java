package org.badgebridge.intake;

import java.util.Map;

/// A post of a platform as an admin may try it: a file of `events/webhooks`, and the headers
/// without which it is not understood. It is not signed.
public record Sample(String file, Map<String, String> headers) {

    public Sample {
        headers = Map.copyOf(headers);
    }
}
