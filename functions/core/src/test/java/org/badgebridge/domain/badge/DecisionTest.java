package org.badgebridge.domain.badge;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Template;
import org.junit.jupiter.api.Test;

import java.time.Instant;

/// What a person decides outranks rules until a person lifts it.
class DecisionTest {

    private static final Instant NOW = Samples.NOW;

    private final World world = new World();

    @Test
    void rulesChangeNothingThatAPersonDecided() {
        Badge revoked = Samples.wanted().decided(Wanted.Kind.REVOKED, Samples.ADMIN, NOW).badge();
        Wanted earned = revoked.wanted().byRules(Cause.event("e-9", NOW), revoked.wanted().terms());

        assertThat(earned).isSameAs(revoked.wanted());
        assertThat(world.stepOf(revoked, NOW)).isEqualTo(new Step.Nothing());
        assertThat(Decision.REVOKE.objection(revoked)).isPresent();
    }

    @Test
    void whatWasRevokedIsIssuedAnewWhenAPersonSaysSo() {
        Badge revoked = Samples.wanted().decided(Wanted.Kind.REVOKED, Samples.ADMIN, NOW).badge();

        Badge again = revoked.decided(Wanted.Kind.ISSUED, Samples.ADMIN, NOW).badge();

        assertThat(Decision.REISSUE.objection(revoked)).isEmpty();
        assertThat(world.stepOf(again, NOW)).isInstanceOf(Step.Issue.class);
        assertThat(again.wanted().decided()).isTrue();
        assertThat(Decision.REISSUE.objection(again)).isPresent();
    }

    @Test
    void decisionIsLiftedToWhatRulesSay() {
        Badge revoked = Samples.wanted().decided(Wanted.Kind.REVOKED, Samples.ADMIN, NOW).badge();
        Wanted lifted = revoked.wanted().lifted(Samples.ADMIN, revoked.wanted().terms());

        assertThat(lifted.issued()).isTrue();
        assertThat(lifted.decided()).isFalse();
        assertThat(Decision.FOLLOW_RULES.objection(revoked)).isEmpty();
        assertThat(Decision.FOLLOW_RULES.objection(Samples.wanted())).isPresent();
        assertThat(revoked.wanted().lifted(Samples.ADMIN, null).issued()).isFalse();
    }

    @Test
    void badgeWhoseRulesNoLongerHoldStaysWhereItsTemplateKeepsIt() {
        Badge issued = Samples.issued();
        Wanted none = issued.wanted().byRules(Cause.event("e-9", NOW), null);
        Badge unearned = issued.wanting(none, NOW).badge();
        Badge refused = issued.decided(Wanted.Kind.REVOKED, Samples.ADMIN, NOW).badge();
        assertThat(world.stepOf(unearned, NOW)).isInstanceOf(Step.Revoke.class);

        world.onRevoke = Template.OnRevoke.KEEP;

        assertThat(world.stepOf(unearned, NOW)).isEqualTo(new Step.Nothing());
        assertThat(BadgeState.of(world.around(unearned.rested(NOW), NOW)).state())
                .isEqualTo(BadgeState.ISSUED);
        assertThat(Phase.of(unearned.rested(NOW))).isEqualTo(Phase.ISSUED);
        assertThat(world.stepOf(refused, NOW)).isInstanceOf(Step.Revoke.class);

        world.onRevoke = Template.OnRevoke.REVOKE;
        assertThat(world.stepOf(unearned.rested(NOW), NOW)).isEqualTo(new Step.Nothing());
    }

    @Test
    void whatAPersonWantsIssuedWaitsForNoPush() {
        world.autoPush = false;
        Badge again =
                Samples.wanted()
                        .decided(Wanted.Kind.REVOKED, Samples.ADMIN, NOW)
                        .badge()
                        .decided(Wanted.Kind.ISSUED, Samples.ADMIN, NOW)
                        .badge();

        assertThat(world.stepOf(Samples.wanted(), NOW)).isInstanceOf(Step.Held.class);
        assertThat(world.stepOf(again, NOW)).isInstanceOf(Step.Issue.class);
    }
}
