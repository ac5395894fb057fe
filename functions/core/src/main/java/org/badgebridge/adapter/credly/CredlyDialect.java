package org.badgebridge.adapter.credly;

import org.badgebridge.adapter.provider.Dialect;
import org.badgebridge.adapter.provider.Question;
import org.badgebridge.domain.badge.FailureCause;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// How Credly is spoken to: Basic authentication with the token as user and an empty password.
final class CredlyDialect implements Dialect {

    /// The known text of a 422 for a duplicate contains this (reference client nti.app.products and
    /// credly-go; the whole sentence is not documented).
    private static final Pattern HAS_IT = Pattern.compile("(?i)already has this badge");

    /// Not documented; any sentence that says both.
    private static final Pattern REVOKED =
            Pattern.compile("(?i)\\balready\\b.{0,40}\\brevoked|\\brevoked\\b.{0,40}\\balready");

    @Override
    public String provider() {
        return "Credly";
    }

    @Override
    public Map<String, String> credentials(String token) {
        return Map.of("Authorization", "Basic " + encoded(token));
    }

    @Override
    public List<String> traces(String token) {
        return List.of(token, encoded(token));
    }

    private static String encoded(String token) {
        return Base64.getEncoder().encodeToString((token + ":").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String words(String body) {
        return CredlyWords.of(body);
    }

    @Override
    public boolean saidAlready(Question.Kind kind, String words) {
        return switch (kind) {
            case ISSUE, REPLACE -> HAS_IT.matcher(words).find();
            case REVOKE -> REVOKED.matcher(words).find();
            case PUBLISH, CALL_BACK, READ, READ_MANY -> false;
        };
    }

    @Override
    public FailureCause cause(int status, String body, String words) {
        return CredlyRefusals.of(status, body, words);
    }
}
