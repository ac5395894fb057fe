package org.badgebridge.adapter.dynamodb;

import org.badgebridge.port.Jobs;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// [Jobs] in the settings table, in the order of their ids; one that ended is forgotten 90 days
/// later.
public final class DynamoJobs implements Jobs {

    private static final Duration KEPT = Duration.ofDays(90);

    private final DynamoDbClient client;
    private final Table settings;

    public DynamoJobs(DynamoDbClient client, String settingsTable) {
        this.client = client;
        this.settings = new Table(client, settingsTable);
    }

    @Override
    public List<Job> all() {
        return settings.all(SettingsKeys.JOBS, Job.class);
    }

    @Override
    public Optional<Job> find(String id) {
        return settings.get(SettingsKeys.job(id), Job.class);
    }

    @Override
    public boolean store(Job job) {
        Item item = Item.at(SettingsKeys.job(job.id()), job, job.version());
        switch (job.state()) {
            case RUNNING -> {}
            case DONE, FAILED, CANCELLED -> item.expiringAt(job.updatedAt().plus(KEPT));
        }
        return new Transaction(client).put(settings.name(), item, job.version()).commit();
    }
}
