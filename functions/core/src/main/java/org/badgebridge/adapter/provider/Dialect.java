package org.badgebridge.adapter.provider;

import org.badgebridge.domain.badge.FailureCause;

import java.util.List;
import java.util.Map;

/// What is a provider's own in how it is spoken to: how a token is sent, and what errors say. All
/// else about statuses and tokens is the same for all. Thread-safe.
public interface Dialect {

    /// What people call the provider.
    String provider();

    /// The headers that carry the token.
    Map<String, String> credentials(String token);

    /// In which forms an answer could repeat the token, to be kept nowhere.
    List<String> traces(String token);

    /// The words of an error.
    String words(String body);

    /// Whether the words of a 422 say that what was asked for was done before.
    boolean saidAlready(Question.Kind kind, String words);

    /// What a person has to mend after a refusal.
    FailureCause cause(int status, String body, String words);
}
