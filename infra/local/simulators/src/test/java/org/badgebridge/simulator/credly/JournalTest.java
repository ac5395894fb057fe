package org.badgebridge.simulator.credly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

class JournalTest {
    @TempDir private Path folder;

    private SimulatorOptions kept() {
        return SimulatorOptions.onPort(0).keptIn(folder);
    }

    private static Caller again(CredlySimulator simulator, World before) {
        return new Caller(
                simulator.url(), before.organization().id(), before.token().token() + ":");
    }

    @Test
    void everythingIsThereAfterARestart() {
        World before = World.start(kept());
        ObjectNode order = before.order("ada@example.test", "a");
        order.withArray("/evidence")
                .addObject()
                .put("type", "UrlEvidence")
                .put("value", "https://lms.example.org/c/1");
        String first = before.caller().issue(order).id();
        String second = before.issue("bob@example.test", "b").id();
        String third = before.issue("eve@example.test", "e").id();
        before.control().accept(first);
        before.control().revokeByHand(second, "Mistake");
        before.control().deleteBadge(third);
        before.control().archiveTemplate(before.template());
        before.control().linkAddresses("ada@example.test", "ada@work.test");
        List<Badge> badges = before.control().badges();
        List<Event> events = before.control().events();
        before.close();

        try (CredlySimulator after = CredlySimulator.start(kept())) {
            assertThat(after.control().badges()).isEqualTo(badges).hasSize(2);
            assertThat(after.control().events()).isEqualTo(events);
            assertThat(after.control().templates().getFirst().state())
                    .isEqualTo(TemplateState.ARCHIVED);
            Caller caller = again(after, before);
            assertThat(caller.badges("recipient_email_all::ada@work.test").data()).hasSize(1);
            after.control().activateTemplate(before.template());
            assertThat(caller.issue(order).message()).contains("already has this badge");
            assertThat(caller.issue(before.order("new@example.test", "n")).status()).isEqualTo(201);
            assertThat(after.control().badges()).extracting(Badge::number).doesNotHaveDuplicates();
        }
    }

    @Test
    void aLineThatWasNotFinishedIsDropped() throws IOException {
        World before = World.start(kept());
        before.issue("ada@example.test", "a");
        before.close();
        Path journal = folder.resolve("credly.journal");
        Files.writeString(journal, "[{\"kind\":\"badge\",\"i", StandardOpenOption.APPEND);
        try (CredlySimulator after = CredlySimulator.start(kept())) {
            assertThat(after.control().badges()).hasSize(1);
            again(after, before).issue(before.order("bob@example.test", "b"));
        }
        try (CredlySimulator last = CredlySimulator.start(kept())) {
            assertThat(last.control().badges()).hasSize(2);
        }
    }

    @Test
    void aResetForgetsTheJournalToo() {
        World before = World.start(kept());
        before.issue("ada@example.test", "a");
        before.control().reset();
        assertThat(before.control().badges()).isEmpty();
        before.close();
        try (CredlySimulator after = CredlySimulator.start(kept())) {
            assertThat(after.control().organizations()).isEmpty();
        }
    }

    @Test
    void theDemoIsSeededOnceAndComesBackAfterAReset() {
        for (int start = 0; start < 2; start++) {
            try (CredlySimulator demo = CredlySimulator.start(kept().withDemo())) {
                assertThat(demo.control().organizations())
                        .extracting(Organization::id)
                        .containsExactly(Demo.ORGANIZATION_ID);
                Caller caller = new Caller(demo.url(), Demo.ORGANIZATION_ID, Demo.TOKEN + ":");
                assertThat(caller.get("/badge_templates?filter=state::active").data()).hasSize(3);
                demo.control().deleteTemplate(demo.control().templates().getFirst());
                demo.control().reset();
                assertThat(demo.control().templates()).hasSize(4);
            }
        }
    }

    @Test
    void aControlCallThatIsRefusedChangesNothing() {
        try (World world = World.start()) {
            ObjectNode wrong = SimulatorJson.object().put("state", "nowhere").put("name", "X");
            assertThatThrownBy(() -> world.control().changeTemplate(world.template(), wrong))
                    .hasMessageContaining("422");
            assertThat(world.control().templates().getFirst().name()).isEqualTo("Welding I");
        }
    }
}
