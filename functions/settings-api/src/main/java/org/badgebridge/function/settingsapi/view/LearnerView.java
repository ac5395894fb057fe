package org.badgebridge.function.settingsapi.view;

import org.badgebridge.domain.learner.Learner;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// A learner with their badges. The e-mail is masked unless it was asked for.
public record LearnerView(
        String id,
        String realm,
        @Nullable String userId,
        @Nullable String email,
        String firstName,
        String lastName,
        @Nullable String locale,
        boolean blocked,
        List<BadgeView> badges,
        Instant createdAt,
        Instant updatedAt) {

    public static LearnerView of(Learner learner, List<BadgeView> badges, boolean reveal) {
        String email = learner.email();
        return new LearnerView(
                learner.id().value(),
                learner.realm(),
                learner.userId(),
                email == null || reveal ? email : masked(email),
                learner.firstName(),
                learner.lastName(),
                learner.locale(),
                learner.blocked(),
                badges,
                learner.createdAt(),
                learner.updatedAt());
    }

    /// The first letter and the domain: enough to tell two learners apart, too little to write to.
    public static String masked(String email) {
        int at = email.lastIndexOf('@');
        return at < 1 ? "***" : email.substring(0, 1) + "***" + email.substring(at);
    }
}
