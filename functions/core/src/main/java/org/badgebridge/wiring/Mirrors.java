package org.badgebridge.wiring;

import org.badgebridge.domain.badge.Backoff;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.jobs.LaterJobs;
import org.badgebridge.mirror.BadgeMirror;
import org.badgebridge.mirror.Mirror;
import org.badgebridge.mirror.ProviderReader;
import org.badgebridge.mirror.TemplateMirror;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;
import org.badgebridge.port.HeardEvents;
import org.badgebridge.port.Jobs;
import org.badgebridge.port.Providers;
import org.badgebridge.port.SettleQueue;
import org.badgebridge.settle.HealthWatch;
import org.badgebridge.settle.Pacer;

import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Puts a [Mirror] together for the functions that have one.
public final class Mirrors {

    private Mirrors() {}

    /// The stores and queues that a mirror reads and writes.
    public record Stores(
            Accounts accounts,
            Awards awards,
            Badges badges,
            HeardEvents events,
            Jobs jobs,
            SettleQueue queue) {}

    /// `health` and `pacer` are those that the function's other calls to providers go by; `newId`
    /// names jobs.
    public static Mirror over(
            Stores stores,
            Providers providers,
            HealthWatch health,
            Pacer pacer,
            LearnerIds ids,
            Supplier<String> newId,
            RandomGenerator random,
            Clock clock) {
        LaterJobs later = new LaterJobs(stores.jobs(), newId, clock);
        return new Mirror(
                stores.accounts(),
                stores.events(),
                new ProviderReader(stores.accounts(), providers, health, pacer, clock),
                new TemplateMirror(stores.accounts(), later::release, clock),
                new BadgeMirror(
                        stores.accounts(),
                        stores.awards(),
                        stores.badges(),
                        stores.queue(),
                        ids,
                        clock),
                new Backoff(random),
                clock);
    }
}
