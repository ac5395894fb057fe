package org.badgebridge.local.engine;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/// ElasticMQ. On disk it writes through before it answers (`WRITE_DELAY=0`), else a killed process
/// forgets half a second of acknowledged sends and deletes; `RETENTION_TIME=0` keeps the file
/// small.
final class QueueEngine implements AutoCloseable {

    private final EngineLoader loader;
    private final Object shutdown;
    private final URI endpoint;
    private final Map<String, Integer> stored;

    private QueueEngine(
            EngineLoader loader, Object shutdown, URI endpoint, Map<String, Integer> stored) {
        this.loader = loader;
        this.shutdown = shutdown;
        this.endpoint = endpoint;
        this.stored = stored;
    }

    static QueueEngine start(EngineLoader loader, Storage storage, String region) {
        // It would end the whole JVM, functions and all.
        System.setProperty("pekko.jvm-exit-on-fatal-error", "off");
        String url =
                switch (storage) {
                    case Storage.InMemory() -> "";
                    case Storage.Folder(Path path) -> database(path);
                };
        Map<String, Integer> stored =
                url.isEmpty()
                        ? Map.of()
                        : loader.call(
                                () -> storedMessages(loader, url),
                                "The stored queues cannot be read");
        return FreePort.start(port -> {
            Object shutdown =
                    loader.call(
                            () -> launch(loader, configuration(port, url, region)),
                            "ElasticMQ did not start");
            return new QueueEngine(
                    loader, shutdown, URI.create("http://127.0.0.1:" + port), stored);
        });
    }

    private static String database(Path path) {
        Path folder = path.resolve("queues");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new EngineFailure("The folder " + folder + " cannot be made.", e);
        }
        return "jdbc:h2:file:"
                + folder.resolve("messages").toAbsolutePath()
                + ";WRITE_DELAY=0;RETENTION_TIME=0";
    }

    private static String configuration(int port, String url, String region) {
        return """
        node-address { protocol = http, host = "127.0.0.1", port = %d, context-path = "" }
        generate-node-address = false
        rest-sqs { enabled = true, bind-port = %d, bind-hostname = "127.0.0.1", sqs-limits = strict }
        aws { region = "%s", accountId = "%s" }
        messages-storage {
          enabled = %b, driver-class = "org.h2.Driver", uri = "%s"
          username = "sa", password = "", prune-data-on-init = false
        }
        """
                .formatted(
                        port,
                        port,
                        region,
                        Endpoints.ACCOUNT,
                        !url.isEmpty(),
                        url.replace("\\", "\\\\"));
    }

    private static Object launch(EngineLoader loader, String configuration) throws Exception {
        Class<?> factory = loader.loadClass("com.typesafe.config.ConfigFactory");
        Class<?> config = loader.loadClass("com.typesafe.config.Config");
        Class<?> mergeable = loader.loadClass("com.typesafe.config.ConfigMergeable");
        Object own = factory.getMethod("parseString", String.class).invoke(null, configuration);
        Object all =
                config.getMethod("withFallback", mergeable)
                        .invoke(
                                own,
                                factory.getMethod("load", ClassLoader.class).invoke(null, loader));
        Class<?> settings = loader.loadClass("org.elasticmq.server.config.ElasticMQServerConfig");
        Class<?> server = loader.loadClass("org.elasticmq.server.ElasticMQServer");
        Object started =
                server.getConstructor(settings)
                        .newInstance(settings.getConstructor(config).newInstance(all));
        return server.getMethod("start").invoke(started);
    }

    /// Queue names and how many messages each has in the database, read before ElasticMQ opens it.
    private static Map<String, Integer> storedMessages(EngineLoader loader, String url)
            throws Exception {
        Driver driver = (Driver) loader.loadClass("org.h2.Driver").getConstructor().newInstance();
        Properties user = new Properties();
        user.setProperty("user", "sa");
        user.setProperty("password", "");
        Map<String, Integer> counts = new HashMap<>();
        try (Connection connection = driver.connect(url, user);
                Statement statement = connection.createStatement()) {
            for (String name : strings(statement, "select name from queue", "queue")) {
                String table =
                        "message_%s_%s"
                                .formatted(
                                        name.replace('.', '_').replace('-', '_'),
                                        Integer.toHexString(name.hashCode()));
                counts.put(name, count(statement, table));
            }
        }
        return counts;
    }

    private static List<String> strings(Statement statement, String query, String table)
            throws SQLException {
        if (!exists(statement, table)) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static int count(Statement statement, String table) throws SQLException {
        if (!exists(statement, table)) {
            return 0;
        }
        try (ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static boolean exists(Statement statement, String table) throws SQLException {
        try (ResultSet rows =
                statement
                        .getConnection()
                        .getMetaData()
                        .getTables(null, null, table.toUpperCase(Locale.ROOT), null)) {
            return rows.next();
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /// The queues that a restart must bring back, with the number of messages stored for each.
    /// ElasticMQ answers before it has restored them.
    Map<String, Integer> stored() {
        return stored;
    }

    @Override
    public void close() {
        loader.call(
                () -> {
                    Method apply = loader.loadClass("scala.Function0").getMethod("apply");
                    apply.invoke(shutdown);
                    // Its connection pool has no owner that closes it, and keeps the file locked.
                    loader.loadClass("scalikejdbc.ConnectionPool")
                            .getMethod("closeAll")
                            .invoke(null);
                    return "";
                },
                "ElasticMQ did not stop");
    }
}
