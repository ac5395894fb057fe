package org.badgebridge.testing;

import org.badgebridge.local.engine.Endpoints;
import org.badgebridge.local.engine.Engines;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

import java.net.URI;

/// The same services by LocalStack in a container, whose last free image this is. Testcontainers'
/// own reaper removes the container when the JVM ends.
final class LocalStackEngines implements Engines {

    private static final DockerImageName IMAGE =
            DockerImageName.parse("localstack/localstack:4.14.0");

    private final LocalStackContainer container;

    private LocalStackEngines(LocalStackContainer container) {
        this.container = container;
    }

    static LocalStackEngines start() {
        LocalStackContainer container =
                new LocalStackContainer(IMAGE).withServices("dynamodb", "sqs", "secretsmanager");
        container.start();
        return new LocalStackEngines(container);
    }

    @Override
    public Endpoints endpoints() {
        URI edge = container.getEndpoint();
        return new Endpoints(edge, edge, edge, container.getRegion());
    }

    @Override
    public void close() {
        container.stop();
    }
}
