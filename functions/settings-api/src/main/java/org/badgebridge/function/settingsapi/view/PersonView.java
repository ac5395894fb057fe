package org.badgebridge.function.settingsapi.view;

import org.badgebridge.domain.learner.Learner;
import org.jspecify.annotations.Nullable;

/// Who a line of a list is about; the e-mail is always masked.
public record PersonView(String id, String name, @Nullable String email) {

    public static PersonView of(Learner learner) {
        String email = learner.email();
        return new PersonView(
                learner.id().value(),
                (learner.firstName() + " " + learner.lastName()).strip(),
                email == null ? null : LearnerView.masked(email));
    }
}
