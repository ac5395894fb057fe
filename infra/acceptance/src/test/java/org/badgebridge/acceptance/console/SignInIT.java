package org.badgebridge.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.acceptance.system.World;
import org.junit.jupiter.api.Test;

@WithConsole
final class SignInIT {

    private static final int UNAUTHORIZED = 401;

    @Test
    void wrongTokenIsRefusedInWordsAndTheRightOneOpensTheConsole(Console console) {
        console.browser().expect(UNAUTHORIZED);
        console.at("");

        console.type("Token", "not-the-token");
        console.press("Sign in");
        console.see("This token is not accepted");

        console.type("Token", World.ADMIN_TOKEN);
        console.press("Sign in");
        console.see("Sign out");
    }

    @Test
    void linkSignsInAndLeavesNoTokenInThePageOrItsAddress(Console console) {
        console.signIn();

        assertThat(console.browser().driver().getCurrentUrl())
                .doesNotContain(World.ADMIN_TOKEN)
                .doesNotContain("token");
        assertThat(console.browser().driver().getPageSource()).doesNotContain(World.ADMIN_TOKEN);
    }

    @Test
    void signingOutForgetsTheToken(Console console) {
        console.signIn();

        console.press("Sign out");
        console.see("Sign in to Badgebridge");

        console.at("#/badges");
        console.see("Sign in to Badgebridge");
    }
}
