package org.badgebridge.domain.badge;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.learner.LearnerId;

import java.util.Optional;

/// Names a badge by whose and which it is, so that a learner can have only one of a template:
/// `learner.connection.template` as text.
public record BadgeId(LearnerId learner, TemplateId template) {

    public static Optional<BadgeId> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        return LearnerId.parse(text.substring(0, dot))
                .flatMap(learner ->
                        TemplateId.parse(text.substring(dot + 1))
                                .map(template -> new BadgeId(learner, template)));
    }

    @Override
    public String toString() {
        return learner + "." + template;
    }
}
