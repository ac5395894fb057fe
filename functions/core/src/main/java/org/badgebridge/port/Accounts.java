package org.badgebridge.port;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Stored settings: connections and their health, sources, templates, the kill switch. Strongly
/// consistent. `store` is conditional on the version that was read (0: must be new) and answers
/// false when another was faster. Thread-safe.
public interface Accounts {

    List<Connection> connections();

    Optional<Connection> connection(ConnectionId id);

    boolean store(Connection connection);

    boolean remove(Connection connection);

    ConnectionHealth health(ConnectionId id);

    boolean store(ConnectionHealth health);

    /// When the connection's token was last saved, as far as that is known.
    Optional<Instant> tokenSavedAt(ConnectionId id);

    void tokenSaved(ConnectionId id, Instant at);

    List<Source> sources();

    Optional<Source> source(SourceId id);

    boolean store(Source source);

    boolean remove(Source source);

    List<Template> templates(ConnectionId connection);

    Optional<Template> template(TemplateId id);

    boolean store(Template template);

    boolean paused();

    void pause(boolean paused);
}
