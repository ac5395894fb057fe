package org.badgebridge.domain.badge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why a badge needs a person, told apart by what that person has to do about it. The code is for
/// programs and never changes; title and remedy are for people.
public enum FailureCause {
    EMAIL_REFUSED(
            "The provider does not take the learner's e-mail.",
            "Correct the learner's e-mail, then retry."),
    NAME_REFUSED(
            "The provider does not take the learner's name.",
            "Correct the learner's name, then retry."),
    DATES_REFUSED(
            "The provider does not take the certificate's dates.",
            "Correct the dates at the learning platform and let it report the certificate again."),
    TEMPLATE_REFUSED(
            "The provider does not issue badges of this template.",
            "See at the provider that the template is active and belongs to the connection's"
                    + " organization. Sync the templates, then retry."),
    NOT_FOUND_THERE(
            "The provider does not know what it was asked about.",
            "See at the provider that the organization and the template still exist, then retry."),
    EXISTS_UNSEEN(
            "The provider says that the badge exists already, but does not show it.",
            "Look for the badge at the provider, then retry."),
    TRIED_FOR_DAYS(
            "The provider has not done it in days of trying.",
            "Test the connection, see in the history what the provider answered, then retry."),
    REFUSED(
            "The provider refused.",
            "Read in the history what the provider answered, mend what it names, then retry."),
    /// Of a failure that was stored by a version that knew no causes.
    OTHER(
            "The provider did not do it.",
            "Read in the history what the provider answered, mend what it names, then retry.");

    private final String title;
    private final String remedy;

    FailureCause(String title, String remedy) {
        this.title = title;
        this.remedy = remedy;
    }

    public static Optional<FailureCause> of(String code) {
        return Arrays.stream(values()).filter(cause -> cause.code().equals(code)).findFirst();
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /// What to do about it.
    public String remedy() {
        return remedy;
    }
}
