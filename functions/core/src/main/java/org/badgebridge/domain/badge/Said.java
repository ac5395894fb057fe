package org.badgebridge.domain.badge;

import java.time.Duration;

/// What a provider answered, fit to be stored and shown: the status (0 when there was no answer),
/// its words cut to 1 KB and without personal data of the request, and how long it took.
public record Said(int status, String words, Duration latency) {

    public static final int MOST_WORDS = 1024;

    /// The same with a remark of ours behind the provider's words.
    public Said noting(String remark) {
        return new Said(status, (words + " " + remark).strip(), latency);
    }

    public Said {
        if (words.length() > MOST_WORDS) {
            words = words.substring(0, MOST_WORDS);
        }
    }
}
