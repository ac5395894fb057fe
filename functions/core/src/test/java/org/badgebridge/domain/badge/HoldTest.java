package org.badgebridge.domain.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.domain.badge.Samples.NOW;
import static org.badgebridge.domain.badge.Samples.earnedAgain;
import static org.badgebridge.domain.badge.Samples.issued;
import static org.badgebridge.domain.badge.Samples.lost;
import static org.badgebridge.domain.badge.Samples.noLongerEarned;
import static org.badgebridge.domain.badge.Samples.wanted;

import org.badgebridge.domain.account.Template;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

class HoldTest {

    private static final Instant LATER = NOW.plus(Duration.ofDays(1));
    private static final Set<Hold> HOLDING_ALL =
            EnumSet.of(Hold.PAUSED, Hold.CONNECTION_DISABLED, Hold.TOKEN_REFUSED);

    @Test
    void everyHoldHoldsIssuingAndReplacing() {
        for (Hold hold : Hold.values()) {
            World world = held(hold);
            world.renewal = Template.Renewal.REPLACE;
            assertThat(world.stepOf(wanted(), LATER)).isEqualTo(new Step.Held(hold));
            assertThat(world.stepOf(earnedAgain(issued(), LATER, LATER), LATER))
                    .isEqualTo(new Step.Held(hold));
        }
    }

    @Test
    void revokingAndLookingUpAreHeldOnlyByWhatStopsTheWholeConnection() {
        for (Hold hold : Hold.values()) {
            World world = held(hold);
            Step revoking = world.stepOf(noLongerEarned(issued(), NOW), LATER);
            Step lookingUp = world.stepOf(lost(), LATER);
            if (HOLDING_ALL.contains(hold)) {
                assertThat(revoking).isEqualTo(new Step.Held(hold));
                assertThat(lookingUp).isEqualTo(new Step.Held(hold));
            } else {
                assertThat(revoking).isEqualTo(new Step.Revoke("p1"));
                assertThat(lookingUp).isInstanceOf(Step.LookUp.class);
            }
        }
    }

    @Test
    void ofSeveralHoldsTheStrongestIsNamed() {
        for (Hold strong : Hold.values()) {
            World world = held(strong);
            for (Hold weaker : Hold.values()) {
                if (weaker.compareTo(strong) > 0) {
                    hold(world, weaker);
                }
            }
            assertThat(world.stepOf(wanted(), LATER)).isEqualTo(new Step.Held(strong));
        }
    }

    @Test
    void aTemplateOfEitherSideThatIsNotActiveHolds() {
        for (Template.State state : Template.State.values()) {
            World world = new World();
            world.state = state;
            boolean held = world.stepOf(wanted(), NOW) instanceof Step.Held;
            assertThat(held).isEqualTo(state != Template.State.ACTIVE);
        }
    }

    @Test
    void aPushLetsTheBadgeOutButThroughNoOtherHold() {
        World world = held(Hold.AUTO_PUSH_OFF);
        Badge pushed = wanted().pushed(Samples.ADMIN, NOW).badge();
        assertThat(world.stepOf(pushed, NOW)).isInstanceOf(Step.Issue.class);
        world.blocked = true;
        assertThat(world.stepOf(pushed, NOW)).isEqualTo(new Step.Held(Hold.LEARNER_BLOCKED));
    }

    @Test
    void everyHoldNamesItsReleaseAndIsLeftWhenReleased() {
        for (Hold hold : Hold.values()) {
            assertThat(hold.release()).isNotBlank();
            assertThat(BadgeState.of(held(hold).around(wanted(), NOW)))
                    .isEqualTo(
                            new BadgeState.Seen(
                                    BadgeState.HELD,
                                    hold.reason() + " " + hold.release(),
                                    hold.code(),
                                    hold.release()));
            Badge seen = wanted().held(hold, LATER, NOW).badge();
            assertThat(new World().stepOf(seen, LATER)).isInstanceOf(Step.Issue.class);
        }
    }

    private static World held(Hold hold) {
        World world = new World();
        hold(world, hold);
        return world;
    }

    private static void hold(World world, Hold hold) {
        switch (hold) {
            case PAUSED -> world.paused = true;
            case CONNECTION_DISABLED -> world.enabled = false;
            case TOKEN_REFUSED -> world.health = world.health.tokenRefused(NOW, "no");
            case AUTO_PUSH_OFF -> world.autoPush = false;
            case TEMPLATE_NOT_ACTIVE -> world.active = false;
            case NO_EMAIL -> world.email = null;
            case LEARNER_BLOCKED -> world.blocked = true;
        }
    }
}
