package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.HttpCall;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SharedControl;
import org.badgebridge.simulator.SimulatedProvider;
import org.badgebridge.simulator.Simulator;
import org.badgebridge.simulator.SimulatorJson;
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

/// An Accredible on the loopback address: its API under `/v1` and `/v2`, control calls under
/// `/__sim`, a page for people at `/`. Behaves as Accredible is documented or was observed to;
/// where it is not known, a [Condition] chooses.
public final class AccredibleSimulator implements Simulator {
    public static final Kind KIND =
            new Kind() {
                @Override
                public String name() {
                    return "accredible";
                }

                @Override
                public String title() {
                    return "Accredible";
                }

                @Override
                public List<String> origins() {
                    return List.of(
                            "https://api.accredible.com",
                            "https://eu.api.accredible.com",
                            "https://sandbox.api.accredible.com");
                }

                @Override
                public List<String> pictures() {
                    return List.of();
                }

                @Override
                public Simulator start(SimulatorOptions options) {
                    return AccredibleSimulator.start(options);
                }

                @Override
                public Seed demo() {
                    return new Seed(
                            Long.toString(Demo.ISSUER_ID),
                            Demo.KEY,
                            Long.toString(Demo.WELDING_GROUP_ID),
                            "Welding I");
                }
            };

    private static final Map<String, String> SVG = Map.of("Content-Type", "image/svg+xml");

    private final SimulatorServer server;
    private final AccredibleStore store;
    private final Conditions conditions = new Conditions();
    private final AccredibleControl control;
    private final boolean demo;

    /// Empty and in memory; port 0 takes a free one.
    public static AccredibleSimulator start(int port) {
        return start(SimulatorOptions.onPort(port));
    }

    /// Starts and, when that is asked for, loads or seeds.
    ///
    /// @throws UncheckedIOException when the port is taken or the data folder cannot be used
    public static AccredibleSimulator start(SimulatorOptions options) {
        return new AccredibleSimulator(options);
    }

    private AccredibleSimulator(SimulatorOptions options) {
        demo = options.demo();
        server = SimulatorServer.bind(options.port(), options.random());
        store =
                new AccredibleStore(
                        options.data() == null
                                ? null
                                : options.data().resolve("accredible.journal"),
                        options.clock(),
                        options.ids(),
                        options.random());
        var documents = new Documents(store, server.url());
        server.serve(
                new Provider(
                        new AccredibleApi(store, conditions, documents),
                        new ControlCalls(store, conditions, documents, this::reset),
                        new SharedControl(server.faults(), server.traffic())));
        control = AccredibleControl.at(server.url());
        if (demo) {
            seed();
        }
    }

    /// The base address, without `/v1`.
    @Override
    public URI url() {
        return server.url();
    }

    public AccredibleControl control() {
        return control;
    }

    @Override
    public void close() {
        server.close();
        control.close();
        store.close();
    }

    private void reset() {
        store.clear();
        conditions.reset();
        server.faults().clear();
        server.traffic().clear();
        if (demo) {
            seed();
        }
    }

    private void seed() {
        if (store.with(() -> store.issuer(Demo.ISSUER_ID)) != null) {
            return;
        }
        String issuer = "/__sim/issuers/" + Demo.ISSUER_ID;
        control.client().post("/__sim/issuers", Demo.issuer());
        control.client().post(issuer + "/keys", SimulatorJson.object().put("key", Demo.KEY));
        ObjectNode design = SimulatorJson.object().put("id", Demo.DESIGN_ID).put("name", "Demo");
        control.client().post(issuer + "/designs", design);
        Demo.groups().forEach(group -> control.client().post(issuer + "/groups", group));
        Demo.attributeKeys().forEach(key -> control.client().post(issuer + "/attribute_keys", key));
    }

    private record Provider(AccredibleApi api, ControlCalls control, SharedControl shared)
            implements SimulatedProvider {
        @Override
        public Optional<Operation> operation(HttpCall call) {
            return AccredibleApi.operation(call);
        }

        @Override
        public Answer answer(HttpCall call) {
            List<String> path = call.segments();
            if (path.isEmpty()) {
                return Answer.html(resource("page.html"));
            }
            return switch (path.getFirst()) {
                case "v1", "v2" -> api.answer(call);
                case "__sim" ->
                        shared.answer(call)
                                .orElseGet(() ->
                                        path.size() == 1
                                                ? Errors.notFound()
                                                : control.answer(
                                                        call, path.subList(1, path.size())));
                case "images" -> new Answer(200, SVG, resource("badge.svg"));
                default ->
                        path.size() == 1 ? Answer.html(resource("page.html")) : Errors.notFound();
            };
        }

        @Override
        public HttpCall withoutFilter(HttpCall call, @Nullable String filter) {
            return Fields.of(call)
                    .filter(body -> body.has("query"))
                    .map(body -> {
                        ObjectNode query = body.withObject("/query");
                        if (filter == null) {
                            query.removeAll();
                        } else {
                            query.remove(filter);
                        }
                        return call.withBody(SimulatorJson.text(body));
                    })
                    .orElse(call);
        }

        @Override
        public Answer error(int status, String message) {
            return Errors.of(status, message);
        }
    }

    private static String resource(String name) {
        try (InputStream in = AccredibleSimulator.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Not packed: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
