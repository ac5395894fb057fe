package org.badgebridge.log;

import java.util.Locale;

/// What a log line may tell. There is no field for a name, an e-mail, a payload or a token, so none
/// can be logged.
public enum Field {
    CONNECTION,
    COUNT,
    DELIVERY,
    ERROR,
    MESSAGE,
    MILLIS,
    OUTCOME,
    ROUTE,
    SOURCE,
    STATUS,
    WHO;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
