package org.badgebridge.domain.rule;

import org.badgebridge.domain.account.TemplateId;

import java.util.Optional;
import java.util.regex.Pattern;

/// Names a rule among those of its template: `connection.template.name` as text.
public record RuleId(TemplateId template, String name) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    public RuleId {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a rule name");
        }
    }

    public static Optional<RuleId> parse(String text) {
        int dot = text.lastIndexOf('.');
        if (dot < 0 || !NAME.matcher(text.substring(dot + 1)).matches()) {
            return Optional.empty();
        }
        return TemplateId.parse(text.substring(0, dot))
                .map(template -> new RuleId(template, text.substring(dot + 1)));
    }

    @Override
    public String toString() {
        return template + "." + name;
    }
}
