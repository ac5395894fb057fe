package org.badgebridge.mirror;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.settle.SettlingWorld;
import org.badgebridge.settle.Worker;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.credly.Badge;
import org.badgebridge.simulator.credly.Event;
import org.badgebridge.simulator.credly.Template;
import org.badgebridge.testing.TestSystem;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// A settling world whose provider does things by itself, of which we may or may not hear.
public final class MirrorWorld implements AutoCloseable {

    private final SettlingWorld settling;
    private final Worker worker;

    public MirrorWorld(TestSystem system) {
        settling = new SettlingWorld(system);
        worker = settling.worker();
    }

    public SettlingWorld settling() {
        return settling;
    }

    public Worker worker() {
        return worker;
    }

    /// A badge that is issued and stands in the provider's lists.
    public BadgeId issued() {
        return issued(settling.template());
    }

    public BadgeId issued(TemplateId template) {
        BadgeId badge = settling.wanted(template);
        worker.settle(badge);
        settling.pass(SettlingWorld.LOOK_UP_LAG);
        return badge;
    }

    public Have have(BadgeId badge) {
        return Objects.requireNonNull(settling.badge(badge).have(), "nothing at the provider");
    }

    public String providerId(BadgeId badge) {
        return have(badge).providerBadgeId();
    }

    /// What the history says of a badge since it was wanted.
    public List<String> outcomes(BadgeId badge) {
        return worker.badges().history(badge).stream().map(HistoryEntry::outcome).toList();
    }

    /// The events of the provider, oldest first.
    public List<Event> events() {
        return settling.control().events().stream()
                .sorted(Comparator.comparingLong(Event::number))
                .toList();
    }

    public String lastEvent() {
        return events().getLast().id();
    }

    /// Hears of every event there is, in this order.
    public void hearAll(List<Event> events) {
        events.forEach(event -> worker.hear(settling.connection(), event.id()));
    }

    public void hearLast() {
        worker.hear(settling.connection(), lastEvent());
    }

    /// Issues a badge of the template in the provider's web application, to an address alone.
    public Badge issueByHand(TemplateId template, String email) {
        return settling.control().issueByHand(settling.organization(), order(template, email));
    }

    public ObjectNode order(TemplateId template, String email) {
        return SimulatorJson.object()
                .put("recipient_email", email)
                .put("badge_template_id", template.providerId())
                .put("issued_at", "2026-03-01 09:15:00 +0000")
                .put("issued_to_first_name", "Ada")
                .put("issued_to_last_name", "Example");
    }

    /// Replaces a badge in the provider's web application.
    public Badge replaceByHand(BadgeId badge) {
        ObjectNode order =
                order(badge.template(), email(badge))
                        .put("duplicate_behavior", "replace")
                        .put("issuer_earner_id", badge.learner().value())
                        .put("expires_at", "2199-01-01 00:00:00 +0000");
        return settling.control().issueByHand(settling.organization(), order);
    }

    public String email(BadgeId badge) {
        return Objects.requireNonNull(
                worker.awards().learner(badge.learner()).orElseThrow().email());
    }

    public Template templateAtProvider(TemplateId template) {
        return settling.control().templates().stream()
                .filter(each -> each.id().equals(template.providerId()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        settling.close();
    }
}
