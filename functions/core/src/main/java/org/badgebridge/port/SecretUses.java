package org.badgebridge.port;

import org.badgebridge.domain.account.SourceId;

import java.time.Instant;
import java.util.Map;

/// When the secrets of sources last matched a post, so that an admin dares to end one. Thread-safe.
public interface SecretUses {

    /// Keeps the time, unless a later one is kept.
    void matched(SourceId source, String secretId, Instant at);

    /// The last time by the secret's id. A secret is absent that matched nothing for over a year.
    Map<String, Instant> ofSource(SourceId source);
}
