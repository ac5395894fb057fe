package org.badgebridge.simulator.accredible;

import org.jspecify.annotations.Nullable;

/// An API key: of the whole account, or of one department, whose groups and credentials alone it
/// sees.
public record Key(String key, long issuerId, @Nullable Long departmentId) {

    boolean sees(Group group) {
        return group.issuerId() == issuerId
                && (departmentId == null || departmentId.equals(group.departmentId()));
    }

    /// Those of no department serve in every one.
    boolean sees(AttributeKey attribute) {
        return departmentId == null
                ? attribute.issuerId() == issuerId
                : attribute.servesIn(issuerId, departmentId);
    }
}
