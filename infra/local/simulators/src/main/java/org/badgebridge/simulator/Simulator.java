package org.badgebridge.simulator;

import java.net.URI;
import java.util.List;

/// A running simulator of some provider.
public interface Simulator extends AutoCloseable {

    /// The base address.
    URI url();

    @Override
    void close();

    /// What a simulator of one provider is called, how it is started, and what is in it when it is
    /// started for people: an `organization`, a `token` of it, and a `template` in it.
    interface Kind {

        /// As a connection names its provider.
        String name();

        /// As people call it.
        String title();

        /// Where the real one is, and its pictures: origins, which may be none.
        List<String> origins();

        List<String> pictures();

        /// Starts and, when that is asked for, loads or seeds.
        ///
        /// @throws java.io.UncheckedIOException when the port is taken or the data folder cannot be
        ///   used
        Simulator start(SimulatorOptions options);

        Seed demo();
    }

    /// What never changes in a simulator that was started for people.
    record Seed(String organizationId, String token, String templateId, String templateName) {

        /// The lines that a simulator that runs alone prints.
        List<String> lines() {
            return List.of(
                    "Organization: " + organizationId,
                    "Token: " + token,
                    "Template: " + templateId + " (" + templateName + ")");
        }
    }
}
