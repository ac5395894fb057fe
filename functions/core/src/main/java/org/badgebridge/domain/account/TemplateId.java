package org.badgebridge.domain.account;

import java.util.Optional;
import java.util.regex.Pattern;

/// Names a template by its connection and the provider's id; `connection.providerId` as text.
public record TemplateId(ConnectionId connection, String providerId) {

    private static final Pattern PROVIDER_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public TemplateId {
        if (!PROVIDER_ID.matcher(providerId).matches()) {
            throw new IllegalArgumentException("not a provider's template id");
        }
    }

    public static Optional<TemplateId> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0
                || !Slug.fits(text.substring(0, dot))
                || !PROVIDER_ID.matcher(text.substring(dot + 1)).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new TemplateId(new ConnectionId(text.substring(0, dot)), text.substring(dot + 1)));
    }

    @Override
    public String toString() {
        return connection + "." + providerId;
    }
}
