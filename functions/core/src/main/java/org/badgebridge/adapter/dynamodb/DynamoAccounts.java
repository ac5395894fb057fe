package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.port.Accounts;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// [Accounts] in the settings table. What DynamoDB refuses or cannot do is thrown as the SDK's own
/// exception.
public final class DynamoAccounts implements Accounts {

    static final String PAUSED = "paused";

    private final DynamoDbClient client;
    private final Table settings;

    private record TokenSaved(Instant at) {}

    public DynamoAccounts(DynamoDbClient client, String settingsTable) {
        this.client = client;
        this.settings = new Table(client, settingsTable);
    }

    @Override
    public List<Connection> connections() {
        return settings.all(SettingsKeys.CONNECTIONS, Connection.class);
    }

    @Override
    public Optional<Connection> connection(ConnectionId id) {
        return settings.get(SettingsKeys.connection(id), Connection.class);
    }

    @Override
    public boolean store(Connection connection) {
        return stored(SettingsKeys.connection(connection.id()), connection, connection.version());
    }

    /// Removes the connection, what was learnt of its health, how far its events were read, and
    /// when its token was saved. Its templates stay, as the badges made of them do.
    @Override
    public boolean remove(Connection connection) {
        return new Transaction(client)
                .delete(
                        settings.name(),
                        SettingsKeys.connection(connection.id()),
                        connection.version())
                .delete(settings.name(), SettingsKeys.health(connection.id()))
                .delete(settings.name(), SettingsKeys.eventsRead(connection.id()))
                .delete(settings.name(), SettingsKeys.tokenSaved(connection.id()))
                .commit();
    }

    @Override
    public ConnectionHealth health(ConnectionId id) {
        return settings.get(SettingsKeys.health(id), ConnectionHealth.class)
                .orElseGet(() -> ConnectionHealth.good(id));
    }

    @Override
    public boolean store(ConnectionHealth health) {
        return stored(SettingsKeys.health(health.connection()), health, health.version());
    }

    @Override
    public Optional<Instant> tokenSavedAt(ConnectionId id) {
        return settings.get(SettingsKeys.tokenSaved(id), TokenSaved.class).map(TokenSaved::at);
    }

    @Override
    public void tokenSaved(ConnectionId id, Instant at) {
        Item item = Item.at(SettingsKeys.tokenSaved(id)).record(new TokenSaved(at));
        client.putItem(b -> b.tableName(settings.name()).item(item.attributes()));
    }

    @Override
    public List<Source> sources() {
        return settings.all(SettingsKeys.SOURCES, Source.class);
    }

    @Override
    public Optional<Source> source(SourceId id) {
        return settings.get(SettingsKeys.source(id), Source.class);
    }

    @Override
    public boolean store(Source source) {
        return stored(SettingsKeys.source(source.id()), source, source.version());
    }

    @Override
    public boolean remove(Source source) {
        return new Transaction(client)
                .delete(settings.name(), SettingsKeys.source(source.id()), source.version())
                .commit();
    }

    @Override
    public List<Template> templates(ConnectionId connection) {
        return settings.within(
                SettingsKeys.ofConnection(connection), SettingsKeys.TEMPLATE, Template.class);
    }

    @Override
    public Optional<Template> template(TemplateId id) {
        return settings.get(SettingsKeys.template(id), Template.class);
    }

    @Override
    public boolean store(Template template) {
        return stored(SettingsKeys.template(template.id()), template, template.version());
    }

    @Override
    public boolean paused() {
        return settings.get(SettingsKeys.PAUSE).filter(i -> Item.flag(i, PAUSED)).isPresent();
    }

    @Override
    public void pause(boolean paused) {
        Item item = Item.at(SettingsKeys.PAUSE).with(PAUSED, AttributeValue.fromBool(paused));
        client.putItem(b -> b.tableName(settings.name()).item(item.attributes()));
    }

    private boolean stored(Key key, Record record, long version) {
        return new Transaction(client)
                .put(settings.name(), Item.at(key, record, version), version)
                .commit();
    }
}
