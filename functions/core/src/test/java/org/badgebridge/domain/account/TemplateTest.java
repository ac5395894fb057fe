package org.badgebridge.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Template.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class TemplateTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant AFTER = NOW.plusSeconds(60);
    private static final Attribute SCORE = new Attribute("Score", Attribute.Kind.TEXT);

    @Test
    void newerWordIsTakenAndOurSwitchStays() {
        Template template = known().switched(true, NOW).described(said(State.ARCHIVED, AFTER), NOW);
        assertThat(template.state()).isEqualTo(State.ARCHIVED);
        assertThat(template.active()).isTrue();
        assertThat(template.issuable()).isFalse();
    }

    @Test
    void olderWordNeverOverwritesNewer() {
        Template archived = known().described(said(State.ARCHIVED, AFTER), AFTER);
        assertThat(archived.described(said(State.ACTIVE, NOW), AFTER)).isSameAs(archived);
        assertThat(archived.listed(said(State.ACTIVE, NOW), AFTER, AFTER)).isSameAs(archived);
        assertThat(archived.gone(NOW, AFTER)).isSameAs(archived);
    }

    @Test
    void repeatedWordChangesNothing() {
        assertThat(known().described(said(State.ACTIVE, NOW), AFTER)).isEqualTo(known());
    }

    @Test
    void deletedStaysGoneForOlderWordAndComesBackWhenListed() {
        Template gone = known().gone(AFTER, AFTER);
        assertThat(gone.state()).isEqualTo(State.GONE);
        assertThat(gone.gone(AFTER.plusSeconds(1), AFTER)).isSameAs(gone);
        assertThat(gone.described(said(State.ACTIVE, NOW), AFTER)).isSameAs(gone);
        assertThat(gone.listed(said(State.ACTIVE, NOW), NOW, AFTER)).isSameAs(gone);
        assertThat(gone.listed(said(State.ACTIVE, NOW), AFTER.plusSeconds(1), AFTER).state())
                .isEqualTo(State.ACTIVE);
    }

    @Test
    void whatItsBadgesCanBearStaysWhenTheProviderDoesNotSay() {
        Template scored = known().described(bearing(List.of(SCORE)), AFTER);
        assertThat(scored.attribute("Score")).contains(SCORE);
        assertThat(scored.looksLike(known())).isFalse();
        assertThat(scored.described(bearing(null), AFTER)).isSameAs(scored);
        assertThat(scored.described(bearing(List.of()), AFTER).attributes()).isEmpty();
        assertThat(scored.gone(AFTER, AFTER).attributes()).containsExactly(SCORE);
    }

    private static Template known() {
        return Template.firstSeen(new ConnectionId("credly"), said(State.ACTIVE, NOW), NOW);
    }

    private static ProviderTemplate said(State state, Instant asOf) {
        return new ProviderTemplate("welder", "Welder", null, null, state, false, List.of(), asOf);
    }

    private static ProviderTemplate bearing(@Nullable List<Attribute> attributes) {
        return new ProviderTemplate(
                "welder", "Welder", null, null, State.ACTIVE, false, attributes, NOW);
    }
}
