package org.badgebridge.local.engine;

import java.nio.file.Path;

/// Where the engines keep their data.
public sealed interface Storage {

    /// Gone when the engines stop.
    record InMemory() implements Storage {}

    /// Kept in this folder, which is made when absent. What was acknowledged survives a killed
    /// process.
    record Folder(Path path) implements Storage {}
}
