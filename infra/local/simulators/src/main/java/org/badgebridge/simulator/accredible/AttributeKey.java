package org.badgebridge.simulator.accredible;

import org.jspecify.annotations.Nullable;

/// A custom attribute that credentials may bear: those of its department, or of the whole account
/// when it has none. `kind` is text, date, email or image.
public record AttributeKey(
        long id, long issuerId, @Nullable Long departmentId, String name, String kind) {

    /// Whether credentials of that department, or of none, may bear it.
    boolean servesIn(long issuer, @Nullable Long department) {
        return issuer == issuerId && (departmentId == null || departmentId.equals(department));
    }
}
