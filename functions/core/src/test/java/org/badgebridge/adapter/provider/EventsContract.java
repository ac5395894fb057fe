package org.badgebridge.adapter.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.adapter.provider.ProviderContract.ADA;
import static org.badgebridge.adapter.provider.ProviderContract.done;

import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.domain.badge.ProviderEvent;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.port.Page;
import org.badgebridge.port.Provider.Ending;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What holds besides for a provider that posts events.
public interface EventsContract {

    EventsFixture start();

    @Test
    default void eventShowsTheBadgeThatChanged() {
        try (EventsFixture world = start()) {
            ProviderBadge badge = done(world.provider().issue(world.award(ADA)));
            assertThat(newest(world)).isEqualTo(badge);

            world.accept(badge.id());
            ProviderBadge accepted = newest(world);
            assertThat(accepted.id()).isEqualTo(badge.id());
            assertThat(accepted.state()).isEqualTo(ProviderState.ACCEPTED);
            assertThat(accepted.asOf()).isAfterOrEqualTo(badge.asOf());

            world.hide(badge.id());
            assertThat(newest(world).visible()).isFalse();

            done(world.provider().revoke(badge.id(), Ending.REVOKE, "Cheated"));
            assertThat(newest(world).state()).isEqualTo(ProviderState.REVOKED);
        }
    }

    @Test
    default void eventOfADeletedBadgeSaysWhenItWentAway() {
        try (EventsFixture world = start()) {
            ProviderBadge badge = done(world.provider().issue(world.award(ADA)));
            world.delete(badge.id());

            assertThat(done(world.provider().event(world.newestEvent())))
                    .isInstanceOfSatisfying(
                            ProviderEvent.BadgeDeleted.class,
                            event -> {
                                assertThat(event.badge().id()).isEqualTo(badge.id());
                                assertThat(event.badge().earnerId()).isEqualTo(badge.earnerId());
                                assertThat(event.badge().state()).isEqualTo(ProviderState.DELETED);
                                assertThat(event.badge().asOf()).isEqualTo(event.occurredAt());
                            });
        }
    }

    @Test
    default void eventShowsTheTemplateThatChanged() {
        try (EventsFixture world = start()) {
            world.archiveTemplate();
            assertThat(done(world.provider().event(world.newestEvent())))
                    .isInstanceOfSatisfying(
                            ProviderEvent.TemplateChanged.class,
                            event ->
                                    assertThat(event.template())
                                            .isEqualTo(
                                                    done(world.provider().templates()).getFirst())
                                            .extracting(ProviderTemplate::state)
                                            .isEqualTo(Template.State.ARCHIVED));

            world.deleteTemplate();
            assertThat(done(world.provider().event(world.newestEvent())))
                    .isInstanceOfSatisfying(
                            ProviderEvent.TemplateDeleted.class,
                            event ->
                                    assertThat(event.templateId())
                                            .isEqualTo(world.award(ADA).templateId()));
        }
    }

    @Test
    default void eventThatIsNotThereIsRefused() {
        try (EventsFixture world = start()) {
            assertThat(world.provider().event("9e3e7a2c-0000-4000-8000-000000000000"))
                    .isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    default void eventsComeNewestFirstFromEveryPage() {
        try (EventsFixture world = start()) {
            world.addTemplates(60);
            String first = done(world.provider().issue(world.award(ADA))).id();
            world.addTemplates(60);
            world.accept(first);

            List<ProviderEvent> all = new ArrayList<>();
            Page.Cursor next = Page.Cursor.START;
            while (next != null) {
                Page<ProviderEvent> page = done(world.provider().events(next));
                all.addAll(page.items());
                next = page.next();
            }
            assertThat(all)
                    .hasSize(123)
                    .isSortedAccordingTo(Comparator.comparing(ProviderEvent::occurredAt).reversed())
                    .extracting(ProviderEvent::id)
                    .doesNotHaveDuplicates()
                    .startsWith(world.newestEvent());
            assertThat(all)
                    .filteredOn(ProviderEvent.BadgeChanged.class::isInstance)
                    .containsExactly(all.getFirst(), all.get(61));
            assertThat(done(world.provider().event(all.getFirst().id()))).isEqualTo(all.getFirst());
        }
    }

    @Test
    default void providerCallsBackWhereItWasTold() {
        URI url = URI.create("https://badges.example.org/webhooks/credly/main/k_e-y");
        try (EventsFixture world = start()) {
            assertThat(done(world.provider().callBack(url))).isTrue();
            assertThat(world.callsBack()).isEqualTo(url.toString());

            URI other = url.resolve("/other");
            world.happens(
                    Fault.on(Operation.ORGANIZATION, Fault.Status.of(500).afterStoring()).times(1));
            assertThat(done(world.provider().callBack(other))).isTrue();

            world.happens(Fault.on(Operation.ORGANIZATION, Fault.Status.of(500)).times(1));
            assertThat(world.provider().callBack(url)).isInstanceOf(Outcome.Unsure.class);
            assertThat(world.callsBack()).isEqualTo(other.toString());
        }
    }

    private static ProviderBadge newest(EventsFixture world) {
        ProviderEvent event = done(world.provider().event(world.newestEvent()));
        assertThat(event).isInstanceOf(ProviderEvent.BadgeChanged.class);
        return ((ProviderEvent.BadgeChanged) event).badge();
    }
}
