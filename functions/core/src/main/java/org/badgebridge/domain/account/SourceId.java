package org.badgebridge.domain.account;

/// Names a source: 1 to 40 lower-case letters, digits and hyphens.
public record SourceId(String value) {

    public SourceId {
        Slug.check(value, "source id");
    }

    @Override
    public String toString() {
        return value;
    }
}
