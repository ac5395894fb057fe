package org.badgebridge.local.engine;

/// Running AWS-compatible services. Closing stops them.
public interface Engines extends AutoCloseable {

    Endpoints endpoints();

    @Override
    void close();
}
