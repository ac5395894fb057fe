package org.badgebridge.local.cli;

import org.badgebridge.simulator.Simulator;
import org.badgebridge.simulator.Simulators;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the command line asks for. Anything it does not know is refused with one sentence.
record Arguments(
        int port,
        Path data,
        Map<String, URI> providerUrls,
        SignIn signIn,
        int lookUpLagSeconds,
        boolean demo,
        Simulator.Kind demoProvider) {

    Arguments {
        providerUrls = Map.copyOf(providerUrls);
    }

    /// Who may use the settings API and the console.
    sealed interface SignIn {}

    /// Whoever has a token that was given here.
    ///
    /// @param admin null for one that is made
    /// @param viewer null for none
    record Tokens(@Nullable String admin, @Nullable String viewer) implements SignIn {}

    /// Whoever an OpenID Connect issuer lets in, checked as on AWS.
    ///
    /// @param audiences separated by commas
    /// @param client the console's; null for the first of the audiences
    /// @param groupsClaim null for the template's default
    record Issuer(
            String url, String audiences, @Nullable String client, @Nullable String groupsClaim)
            implements SignIn {}

    static final String USAGE =
            """
            Usage: infra/local/run [options]
              --demo               set up a connection, a source and a mapping, then take one
                                   sample certificate to a badge, shown step by step
              --provider NAME      whose badge that is (%1$s)
              --port N             port of the system (default 8080; 0 takes a free one)
              --data DIR           where everything is kept across restarts (default .local)
              --NAME-url URL       a provider to talk to (default: its built-in simulator)
              --admin-token TOKEN  what the settings API wants to hear (default: made once,
                                   kept in the data folder, printed)
              --viewer-token TOKEN one more, which may look and change nothing
              --oidc-issuer URL    who signs people in instead, checked as API Gateway does
              --oidc-audience A    the audiences (aud, else client_id) that its tokens may have
              --oidc-client ID     the console's client there (default: the first audience)
              --groups-claim NAME  the claim with people's groups (default cognito:groups)
              --lookup-lag SECONDS how long providers' lists may lag behind (default 60)

                   infra/local/run simulator NAME [--port N] [--data DIR]
            """
                    .formatted(
                            Simulators.all().stream()
                                    .map(Simulator.Kind::name)
                                    .collect(Collectors.joining(", ")));

    private static final int DEFAULT_PORT = 8080;
    private static final int DEFAULT_LAG = 60;

    /// The command line was wrong; the message says how.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    static Arguments parse(List<String> words) throws Refused {
        int port = DEFAULT_PORT;
        Path data = Path.of(".local");
        Map<String, URI> providers = new HashMap<>();
        Simulator.Kind provider = Simulators.all().getFirst();
        int lag = DEFAULT_LAG;
        boolean demo = false;
        Map<String, String> signIn = new HashMap<>();
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String option = left.pop();
            switch (option) {
                case "--demo" -> demo = true;
                case "--port" -> port = number(option, left, 65_535);
                case "--data" -> data = path(option, left);
                case "--provider" -> provider = provider(value(option, left));
                case "--admin-token", "--viewer-token" -> signIn.put(option, token(option, left));
                case "--oidc-issuer" -> signIn.put(option, url(option, left).toString());
                case "--oidc-audience", "--oidc-client", "--groups-claim" ->
                        signIn.put(option, value(option, left));
                case "--lookup-lag" -> lag = number(option, left, 86_400);
                default -> providers.put(named(option), url(option, left));
            }
        }
        return new Arguments(port, data, providers, signIn(signIn, demo), lag, demo, provider);
    }

    private static SignIn signIn(Map<String, String> given, boolean demo) throws Refused {
        String admin = given.get("--admin-token");
        String viewer = given.get("--viewer-token");
        String issuer = given.get("--oidc-issuer");
        String audience = given.get("--oidc-audience");
        String client = given.get("--oidc-client");
        String groups = given.get("--groups-claim");
        if (issuer == null) {
            if (audience != null || client != null || groups != null) {
                throw new Refused(
                        "--oidc-audience, --oidc-client and --groups-claim need --oidc-issuer.");
            }
            return new Tokens(admin, viewer);
        }
        if (audience == null) {
            throw new Refused(
                    "--oidc-issuer needs --oidc-audience, or every token of the issuer would do.");
        }
        if (admin != null || viewer != null || demo) {
            throw new Refused(
                    "--oidc-issuer takes the place of --admin-token and --viewer-token, and --demo"
                            + " needs the admin token.");
        }
        return new Issuer(issuer, audience, client, groups);
    }

    /// The provider of an option such as `--name-url`.
    private static String named(String option) throws Refused {
        return Simulators.all().stream()
                .map(Simulator.Kind::name)
                .filter(name -> option.equals("--" + name + "-url"))
                .findFirst()
                .orElseThrow(() -> new Refused("There is no option " + option + "."));
    }

    private static Simulator.Kind provider(String name) throws Refused {
        return Simulators.named(name)
                .orElseThrow(() -> new Refused("There is no provider " + name + "."));
    }

    private static String value(String option, Deque<String> left) throws Refused {
        return Optional.ofNullable(left.poll())
                .orElseThrow(() -> new Refused(option + " needs a value."));
    }

    private static int number(String option, Deque<String> left, int most) throws Refused {
        String text = value(option, left);
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > most) {
            throw new Refused("%s takes a number from 0 to %d.".formatted(option, most));
        }
        return Integer.parseInt(text);
    }

    private static Path path(String option, Deque<String> left) throws Refused {
        try {
            return Path.of(value(option, left));
        } catch (InvalidPathException e) {
            throw new Refused(option + " takes a folder.");
        }
    }

    private static URI url(String option, Deque<String> left) throws Refused {
        try {
            URI url = new URI(value(option, left));
            if (url.getHost() != null && url.getScheme().matches("https?")) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new Refused(option + " takes a URL such as https://api.example.org.");
    }

    private static String token(String option, Deque<String> left) throws Refused {
        String token = value(option, left);
        if (!token.matches("[\\x21-\\x7e]{8,200}")) {
            throw new Refused(option + " takes 8 to 200 visible characters.");
        }
        return token;
    }
}
