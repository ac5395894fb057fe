package org.badgebridge.domain.badge;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/// Everything around a badge; healthy until told otherwise.
final class World {

    static final ConnectionId CONNECTION = new ConnectionId("credly");
    static final TemplateId TEMPLATE = new TemplateId(CONNECTION, "welder");
    static final LearnerId LEARNER = new LearnerId("AAAAAAAAAAAAAAAAAAAAAA");

    boolean enabled = true;
    boolean autoPush = true;
    boolean active = true;
    Template.State state = Template.State.ACTIVE;
    Template.Renewal renewal = Template.Renewal.IGNORE;
    Template.OnRevoke onRevoke = Template.OnRevoke.REVOKE;
    ConnectionHealth health = ConnectionHealth.good(CONNECTION);
    @Nullable String email = "ada@example.org";
    boolean blocked;
    boolean paused;
    boolean othersWant;

    Situation around(Badge badge, Instant now) {
        Instant longAgo = Instant.EPOCH;
        return new Situation(
                badge,
                new Template(
                        TEMPLATE,
                        new ProviderTemplate(
                                TEMPLATE.providerId(),
                                "Welder",
                                null,
                                null,
                                state,
                                false,
                                List.of(),
                                longAgo),
                        active,
                        Template.Choices.of(renewal, onRevoke),
                        longAgo,
                        longAgo,
                        1),
                new Connection(
                        CONNECTION,
                        "Credly",
                        "credly",
                        "organization",
                        URI.create("https://api.credly.com"),
                        enabled,
                        autoPush,
                        5,
                        longAgo,
                        longAgo,
                        1),
                health,
                new Learner(
                        LEARNER, "school", "501", email, null, "Ada", "Example", null, null,
                        blocked, longAgo, longAgo, 1),
                paused,
                othersWant,
                now);
    }

    Step stepOf(Badge badge, Instant now) {
        return NextStep.of(around(badge, now));
    }
}
