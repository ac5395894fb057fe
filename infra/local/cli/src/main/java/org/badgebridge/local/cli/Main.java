package org.badgebridge.local.cli;

import org.badgebridge.local.LocalOptions;
import org.badgebridge.local.LocalSystem;
import org.badgebridge.local.StartFailure;
import org.badgebridge.local.engine.Storage;
import org.badgebridge.simulator.Simulator;
import org.badgebridge.simulator.SimulatorMain;
import org.badgebridge.simulator.SimulatorOptions;
import org.badgebridge.simulator.Simulators;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Starts Badgebridge on this machine: the system of infra/template.yaml, a simulator of each
/// provider unless another address of it is named, and the demo when asked for.
public final class Main {

    private static final int WRONG_USE = 2;

    /// Batches of a queue at once. The engines share the machine with the functions and write one
    /// transaction at a time: more at once would only wait there.
    private static final int BATCHES = 2;

    private Main() {}

    static void main(String[] words) throws InterruptedException, IOException {
        List<String> arguments = Arrays.asList(words);
        if (!arguments.isEmpty() && arguments.getFirst().equals("simulator")) {
            SimulatorMain.run(arguments.subList(1, arguments.size()));
            return;
        }
        if (arguments.contains("--help")) {
            System.out.print(Arguments.USAGE);
            return;
        }
        PrintStream errors = System.err;
        try {
            run(Arguments.parse(arguments), System.out);
        } catch (Arguments.Refused e) {
            errors.println(e.getMessage());
            errors.print(Arguments.USAGE);
            System.exit(WRONG_USE);
        } catch (StartFailure e) {
            errors.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Arguments arguments, PrintStream out)
            throws InterruptedException, IOException {
        Path root = Path.of(System.getProperty("badgebridge.root", "."));
        Path data = Files.createDirectories(arguments.data().toAbsolutePath());
        Entrance entrance = Entrance.of(arguments.signIn(), data);
        useTemporaryFolder(data.resolve("tmp"));
        Path log = data.resolve("functions.log");
        keepOutput(log);
        Map<Simulator.Kind, Simulator> simulators = simulators(arguments, data);
        Map<Simulator.Kind, URI> providers = providers(arguments, simulators);
        LocalSystem system =
                LocalSystem.start(
                        LocalOptions.of(root.resolve("infra/template.yaml"), entrance.guard())
                                .withPort(arguments.port())
                                .withStorage(new Storage.Folder(data.resolve("engines")))
                                .withParameters(parameters(arguments, entrance))
                                .withMaxBatches(BATCHES)
                                .withEnvironment(
                                        Map.of(
                                                "PROVIDER_ORIGINS",
                                                        origins(Simulator.Kind::origins, providers),
                                                "CONSOLE_IMAGE_ORIGINS",
                                                        origins(
                                                                Simulator.Kind::pictures,
                                                                providers),
                                                "CONSOLE_SIGN_IN", entrance.console(),
                                                "SETTLE_CONCURRENCY", Integer.toString(BATCHES)))
                                .withLog(System.out::println));
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            system.close();
                            simulators.values().forEach(Simulator::close);
                        }));
        out.println("Ready: " + localhost(system.url()));
        entrance.tell(localhost(system.url()), out);
        providers.forEach((kind, url) ->
                out.println(
                        "%s: %s%s"
                                .formatted(
                                        kind.title(),
                                        url,
                                        simulators.containsKey(kind)
                                                ? " (simulator, with a page)"
                                                : "")));
        out.println("Data: " + data + ", logs in " + log.getFileName());
        out.flush();
        if (arguments.demo() && entrance instanceof Entrance.ByToken(String admin, _)) {
            demo(system, admin, arguments.demoProvider(), simulators, root, out);
        }
        Thread.currentThread().join();
    }

    private static void demo(
            LocalSystem system,
            String adminToken,
            Simulator.Kind kind,
            Map<Simulator.Kind, Simulator> simulators,
            Path root,
            PrintStream out)
            throws InterruptedException {
        Simulator simulator = simulators.get(kind);
        if (simulator == null) {
            out.println(
                    "The demo shows the built-in simulator: leave --%s-url out."
                            .formatted(kind.name()));
            return;
        }
        try (SettingsApi api = new SettingsApi(system.url(), adminToken)) {
            new Demo(api, out, Clock.systemUTC())
                    .run(
                            new Demo.Account(kind, simulator.url()),
                            root.resolve("events/webhooks/standard-certificate-issued.json"));
        } catch (IOException e) {
            out.println("The demo ended early: " + e.getMessage());
        }
    }

    /// On the ports after the system's, each its own; with a free one, on the same as the last
    /// time, because connections remember where their provider is.
    private static Map<Simulator.Kind, Simulator> simulators(Arguments arguments, Path data)
            throws IOException {
        Map<Simulator.Kind, Simulator> started = new LinkedHashMap<>();
        int port = arguments.port();
        for (Simulator.Kind kind : Simulators.all()) {
            port = arguments.port() == 0 ? 0 : port + 1;
            if (!arguments.providerUrls().containsKey(kind.name())) {
                started.put(kind, simulator(kind, port, data));
            }
        }
        return started;
    }

    private static Simulator simulator(Simulator.Kind kind, int port, Path data)
            throws IOException {
        boolean first = kind.equals(Simulators.all().getFirst());
        Path remembered = data.resolve("simulator-port" + (first ? "" : "-" + kind.name()));
        int on = port;
        if (on == 0 && Files.exists(remembered)) {
            on = Integer.parseInt(Files.readString(remembered).strip());
        }
        Simulator simulator =
                kind.start(
                        SimulatorOptions.onPort(on)
                                .withDemo()
                                .keptIn(Files.createDirectories(data.resolve("simulator"))));
        Files.writeString(remembered, Integer.toString(simulator.url().getPort()));
        return simulator;
    }

    private static Map<Simulator.Kind, URI> providers(
            Arguments arguments, Map<Simulator.Kind, Simulator> simulators) {
        Map<Simulator.Kind, URI> urls = new LinkedHashMap<>();
        for (Simulator.Kind kind : Simulators.all()) {
            URI given = arguments.providerUrls().get(kind.name());
            Simulator simulator = simulators.get(kind);
            urls.put(kind, simulator == null ? Objects.requireNonNull(given) : simulator.url());
        }
        return urls;
    }

    private static Map<String, String> parameters(Arguments arguments, Entrance entrance) {
        Map<String, String> parameters = new HashMap<>(entrance.parameters());
        parameters.put("Stage", "local");
        String lag = Integer.toString(arguments.lookUpLagSeconds());
        for (Simulator.Kind kind : Simulators.all()) {
            parameters.put(kind.title() + "LookupLagSeconds", lag);
        }
        return parameters;
    }

    /// The real providers' and these. The template's own parameter takes https only, which a
    /// simulator does not speak, and a simulator has its pictures itself.
    private static String origins(
            Function<Simulator.Kind, List<String>> real, Map<Simulator.Kind, URI> providers) {
        return Stream.concat(
                        providers.keySet().stream().map(real).flatMap(List::stream),
                        providers.values().stream().map(Main::origin))
                .distinct()
                .collect(Collectors.joining(","));
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }

    /// The engines unpack a native library at each start and cannot remove it when killed.
    private static void useTemporaryFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        System.setProperty("java.io.tmpdir", folder.toString());
    }

    /// What functions print goes to a file, as it would go to CloudWatch.
    private static void keepOutput(Path file) throws IOException {
        PrintStream kept =
                new PrintStream(
                        Files.newOutputStream(
                                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        true,
                        StandardCharsets.UTF_8);
        System.setOut(kept);
        System.setErr(kept);
    }

    private static String localhost(URI url) {
        return "http://localhost:" + url.getPort();
    }
}
