package org.badgebridge.port;

import org.badgebridge.domain.account.ConnectionId;

/// Word from outside that something happened at a connection's provider. What happened is asked of
/// the provider by the event's id; nothing else of the word is believed.
public record Notice(ConnectionId connection, String eventId) {}
