package org.badgebridge.function.settingsapi.http;

import java.util.List;
import java.util.function.Function;

/// A method and a path template, such as `GET /api/badges/{id}`, and what answers it. `open` routes
/// need no sign-in.
public record Route(String method, String template, boolean open, Function<Call, Answer> resource) {

    /// The only path below which everything needs a sign-in.
    public static final String BASE = "/api";

    public static Route get(String path, Function<Call, Answer> resource) {
        return new Route("GET", BASE + path, false, resource);
    }

    public static Route post(String path, Function<Call, Answer> resource) {
        return new Route("POST", BASE + path, false, resource);
    }

    public static Route put(String path, Function<Call, Answer> resource) {
        return new Route("PUT", BASE + path, false, resource);
    }

    public static Route delete(String path, Function<Call, Answer> resource) {
        return new Route("DELETE", BASE + path, false, resource);
    }

    /// Outside of [#BASE], for everybody.
    public static Route open(String method, String path, Function<Call, Answer> resource) {
        return new Route(method, path, true, resource);
    }

    /// What logs call it: never the path itself, which has ids in it.
    public String key() {
        return method + " " + template;
    }

    List<String> segments() {
        return List.of(template.substring(1).split("/", -1));
    }
}
