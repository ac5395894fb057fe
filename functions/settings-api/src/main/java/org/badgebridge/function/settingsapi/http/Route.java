package org.badgebridge.function.settingsapi.http;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/// A method and a path template, such as `GET /api/badges/{id}`, and what answers it.
///
/// @param needs what a caller must be allowed; null when the route is open to everybody
/// @param trace what the audit tells of its calls
public record Route(
        String method,
        String template,
        @Nullable Access needs,
        Trace trace,
        Function<Call, Answer> resource) {

    /// What the audit tells of a call.
    public enum Trace {

        /// Nothing: it changes nothing.
        NONE,

        /// What it changed; nothing when what it is about looks as before.
        SEEN,

        /// That it was done, because not all that it does can be seen.
        DONE
    }

    /// The only path below which everything needs a sign-in.
    public static final String BASE = "/api";

    public static Route get(String path, Function<Call, Answer> resource) {
        return new Route("GET", BASE + path, Access.VIEWER, Trace.NONE, resource);
    }

    /// For admins, as are the other methods that change something.
    public static Route post(String path, Function<Call, Answer> resource) {
        return new Route("POST", BASE + path, Access.ADMIN, Trace.SEEN, resource);
    }

    public static Route put(String path, Function<Call, Answer> resource) {
        return new Route("PUT", BASE + path, Access.ADMIN, Trace.SEEN, resource);
    }

    public static Route delete(String path, Function<Call, Answer> resource) {
        return new Route("DELETE", BASE + path, Access.ADMIN, Trace.SEEN, resource);
    }

    /// Outside of [#BASE], for everybody.
    public static Route open(String method, String path, Function<Call, Answer> resource) {
        return new Route(method, path, null, Trace.NONE, resource);
    }

    /// The same for callers who are allowed this, whatever its method.
    public Route needing(Access access) {
        return new Route(method, template, access, trace, resource);
    }

    /// The same of a call that changes nothing, whatever its method.
    public Route asking() {
        return new Route(method, template, needs, Trace.NONE, resource);
    }

    /// The same of a call that is told of whatever is seen of it.
    public Route alwaysTold() {
        return new Route(method, template, needs, Trace.DONE, resource);
    }

    /// What logs call it: never the path itself, which has ids in it.
    public String key() {
        return method + " " + template;
    }

    List<String> segments() {
        return List.of(template.substring(1).split("/", -1));
    }
}
