package org.badgebridge.testing;

import org.badgebridge.local.engine.EmbeddedEngines;
import org.badgebridge.local.engine.Endpoints;
import org.badgebridge.local.engine.Engines;
import org.badgebridge.local.engine.Storage;
import org.testcontainers.DockerClientFactory;

import java.time.Clock;

/// One set of engines for the whole JVM, started when the first test asks. `-Dengines` chooses:
/// `embedded` (the default), `localstack` (needs Docker) or `auto` (LocalStack where Docker
/// answers).
final class SharedEngines {

    private SharedEngines() {}

    /// The JVM starts them on first use of this class, once.
    private static final class Started {

        static final Engines ENGINES = start();

        private Started() {}

        private static Engines start() {
            Engines engines =
                    switch (System.getProperty("engines", "embedded")) {
                        case "embedded" -> embedded();
                        case "localstack" -> LocalStackEngines.start();
                        case "auto" ->
                                DockerClientFactory.instance().isDockerAvailable()
                                        ? LocalStackEngines.start()
                                        : embedded();
                        case String other ->
                                throw new IllegalStateException(
                                        "-Dengines is "
                                                + other
                                                + ": take embedded, localstack or auto.");
                    };
            // Handlers under test build clients without settings of their own.
            engines.endpoints().systemProperties().forEach(System::setProperty);
            return engines;
        }

        private static Engines embedded() {
            return EmbeddedEngines.start(new Storage.InMemory(), Clock.systemUTC());
        }
    }

    static Endpoints endpoints() {
        return Started.ENGINES.endpoints();
    }
}
