package org.badgebridge.local.cli;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What the command line asks for. Anything it does not know is refused with one sentence.
record Arguments(
        int port,
        Path data,
        @Nullable URI credlyUrl,
        @Nullable String adminToken,
        int lookUpLagSeconds,
        boolean demo) {

    static final String USAGE =
            """
            Usage: infra/local/run [options]
              --demo               set up a connection, a source and a mapping, then take one
                                   sample certificate to a badge, shown step by step
              --port N             port of the system (default 8080; 0 takes a free one)
              --data DIR           where everything is kept across restarts (default .local)
              --credly-url URL     a Credly to talk to (default: the built-in simulator)
              --admin-token TOKEN  what the settings API wants to hear (default: made once,
                                   kept in the data folder, printed)
              --lookup-lag SECONDS how long Credly's lists may lag behind (default 60)

                   infra/local/run simulator credly [--port N] [--data DIR]
            """;

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
        URI credly = null;
        String token = null;
        int lag = DEFAULT_LAG;
        boolean demo = false;
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String option = left.pop();
            switch (option) {
                case "--demo" -> demo = true;
                case "--port" -> port = number(option, left, 65_535);
                case "--data" -> data = path(option, left);
                case "--credly-url" -> credly = url(option, left);
                case "--admin-token" -> token = token(option, left);
                case "--lookup-lag" -> lag = number(option, left, 86_400);
                default -> throw new Refused("There is no option " + option + ".");
            }
        }
        return new Arguments(port, data, credly, token, lag, demo);
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
        throw new Refused(option + " takes a URL such as https://sandbox-api.credly.com/v1.");
    }

    private static String token(String option, Deque<String> left) throws Refused {
        String token = value(option, left);
        if (!token.matches("[\\x21-\\x7e]{8,200}")) {
            throw new Refused(option + " takes 8 to 200 visible characters.");
        }
        return token;
    }
}
