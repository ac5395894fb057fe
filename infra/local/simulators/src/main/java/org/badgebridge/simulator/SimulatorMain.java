package org.badgebridge.simulator;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Runs a simulator alone: its provider's name, `--port N [--data DIR]`. Prints its address and
/// what it was seeded with, then serves until it is stopped.
public final class SimulatorMain {
    private static final String USAGE =
            Simulators.all().stream()
                    .map(Simulator.Kind::name)
                    .collect(Collectors.joining("|", "Usage: ", " --port N [--data DIR]"));

    private SimulatorMain() {}

    static void main(String[] arguments) throws InterruptedException {
        run(List.of(arguments));
    }

    /// Serves until the thread is interrupted; wrong words end the process with their usage.
    public static void run(List<String> words) throws InterruptedException {
        Optional<Simulator.Kind> kind =
                words.isEmpty() ? Optional.empty() : Simulators.named(words.getFirst());
        if (kind.isEmpty() || words.size() % 2 == 0) {
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        SimulatorOptions options = SimulatorOptions.onPort(8081).withDemo();
        for (int i = 1; i < words.size(); i += 2) {
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "--port" -> options = options.withPort(port(value));
                case "--data" -> options = options.keptIn(Path.of(value));
                default -> {
                    System.err.println(USAGE);
                    System.exit(2);
                }
            }
        }
        Simulator simulator = kind.get().start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
        PrintStream out = System.out;
        out.println("Ready: " + simulator.url());
        kind.get().demo().lines().forEach(out::println);
        out.flush();
        Thread.currentThread().join();
    }

    private static int port(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) < 65536
                ? Integer.parseInt(text)
                : refuse("--port takes a number from 0 to 65535, not " + text);
    }

    private static int refuse(String message) {
        System.err.println(message);
        System.exit(2);
        return -1;
    }
}
