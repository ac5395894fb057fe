package org.badgebridge.simulator.credly;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.HttpCall;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SharedControl;
import org.badgebridge.simulator.SimulatedProvider;
import org.badgebridge.simulator.Simulator;
import org.badgebridge.simulator.SimulatorOptions;
import org.badgebridge.simulator.SimulatorServer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A Credly on the loopback address: the Web Service API under `/v1`, control calls under `/__sim`,
/// a page for people at `/`. Behaves as Credly is documented or was observed to; where it is not
/// known, a [Switch] chooses.
public final class CredlySimulator implements Simulator {
    public static final Kind KIND =
            new Kind() {
                @Override
                public String name() {
                    return "credly";
                }

                @Override
                public String title() {
                    return "Credly";
                }

                @Override
                public List<String> origins() {
                    return List.of("https://api.credly.com", "https://sandbox-api.credly.com");
                }

                @Override
                public List<String> pictures() {
                    return List.of("https://images.credly.com");
                }

                @Override
                public Simulator start(SimulatorOptions options) {
                    return CredlySimulator.start(options);
                }

                @Override
                public Seed demo() {
                    return new Seed(
                            Demo.ORGANIZATION_ID,
                            Demo.TOKEN,
                            Demo.WELDING_TEMPLATE_ID,
                            "Welding I");
                }
            };

    private static final Map<String, String> SVG = Map.of("Content-Type", "image/svg+xml");

    private final SimulatorServer server;
    private final CredlyStore store;
    private final Webhooks webhooks;
    private final CredlyControl control;

    /// Empty and in memory; port 0 takes a free one.
    public static CredlySimulator start(int port) {
        return start(SimulatorOptions.onPort(port));
    }

    /// Starts and, when that is asked for, loads or seeds.
    ///
    /// @throws UncheckedIOException when the port is taken or the data folder cannot be used
    public static CredlySimulator start(SimulatorOptions options) {
        return new CredlySimulator(options);
    }

    private CredlySimulator(SimulatorOptions options) {
        server = SimulatorServer.bind(options.port(), options.random());
        store =
                new CredlyStore(
                        options.data() == null ? null : options.data().resolve("credly.journal"),
                        options.clock(),
                        options.ids());
        var switches = new Switches();
        var documents = new Documents(store, server.url());
        webhooks = new Webhooks(store, documents);
        store.publishTo(webhooks::send);
        var templates = new TemplateCalls(store, switches, documents, server.url());
        var shared = new SharedControl(server.faults(), server.traffic());
        var issuing = new BadgeIssuing(store, switches, documents);
        var calls =
                new ControlCalls(
                        store,
                        switches,
                        webhooks,
                        issuing,
                        new BadgeLife(store, documents),
                        templates,
                        () -> reset(options.demo(), switches));
        server.serve(
                new Provider(
                        new CredlyApi(store, switches, documents, server.url()), calls, shared));
        control = CredlyControl.at(server.url());
        if (options.demo()) {
            seed();
        }
        webhooks.resume();
    }

    /// The base address, without `/v1`.
    @Override
    public URI url() {
        return server.url();
    }

    public CredlyControl control() {
        return control;
    }

    @Override
    public void close() {
        webhooks.close();
        server.close();
        control.close();
        store.close();
    }

    private void reset(boolean demo, Switches switches) {
        store.clear();
        switches.reset();
        server.faults().clear();
        server.traffic().clear();
        webhooks.plan(WebhookPlan.faithful());
        webhooks.forgetAttempts();
        if (demo) {
            seed();
        }
    }

    private void seed() {
        if (store.read(() -> store.organization(Demo.ORGANIZATION_ID)) != null) {
            return;
        }
        control.client().post("/__sim/organizations", Demo.organization());
        String organization = "/__sim/organizations/" + Demo.ORGANIZATION_ID;
        control.client().post(organization + "/tokens", Demo.token());
        Demo.templates()
                .forEach(template -> control.client().post(organization + "/templates", template));
    }

    private record Provider(CredlyApi api, ControlCalls control, SharedControl shared)
            implements SimulatedProvider {
        @Override
        public Optional<Operation> operation(HttpCall call) {
            return CredlyApi.operation(call);
        }

        @Override
        public Answer answer(HttpCall call) {
            List<String> path = call.segments();
            if (path.isEmpty()) {
                return Answer.html(resource("page.html"));
            }
            return switch (path.getFirst()) {
                case "v1" -> api.answer(call);
                case "__sim" ->
                        shared.answer(call)
                                .orElseGet(() ->
                                        path.size() == 1
                                                ? CredlyApi.notFound()
                                                : control.answer(
                                                        call, path.subList(1, path.size())));
                case "badges", "users", "org" -> Answer.html(resource("page.html"));
                case "images" -> new Answer(200, SVG, resource("badge.svg"));
                default -> CredlyApi.notFound();
            };
        }

        @Override
        public HttpCall withoutFilter(HttpCall call, @Nullable String filter) {
            return ListQuery.withoutFilter(call, filter);
        }

        @Override
        public Answer error(int status, String message) {
            return Envelope.error(status, message);
        }
    }

    private static String resource(String name) {
        try (InputStream in = CredlySimulator.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Not packed: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
