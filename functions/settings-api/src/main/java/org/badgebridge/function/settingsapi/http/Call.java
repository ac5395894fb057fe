package org.badgebridge.function.settingsapi.http;

import org.badgebridge.domain.badge.Cause;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// One call as a resource sees it. `path` has the values of the route's placeholders, decoded;
/// `headers` have their names in small letters; `caller` is whom the token names.
public record Call(
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        String body,
        Caller caller,
        Deadline deadline) {

    private static final int PAGE = 50;
    private static final int MOST_PAGE = 200;

    /// Whether this is the kind of answer that is asked for, rather than JSON.
    public boolean accepts(String mediaType) {
        return headers.getOrDefault("accept", "").contains(mediaType);
    }

    /// Refuses the call when `If-Match` (RFC 9110, section 13.1.1) names another version than the
    /// one that is there. Who changes it in the next moment is found by the version at the store.
    public void expect(long version) {
        String asked = headers.get("if-match");
        if (asked == null || asked.strip().equals("*")) {
            return;
        }
        List<String> tags = Arrays.stream(asked.split(",", -1)).map(String::strip).toList();
        if (!tags.stream().allMatch(tag -> tag.matches("(W/)?\"[^\"]{0,40}\""))) {
            throw Problem.malformed("If-Match must have an ETag as it was answered, or *.")
                    .refusal();
        }
        if (!tags.contains(Answer.tag(version))) {
            throw Problem.outdated().refusal();
        }
    }

    public String who() {
        return caller.who();
    }

    /// Whether what is otherwise masked or left out is to be shown, which only admins may ask for.
    public boolean reveal() {
        boolean asked = flag("reveal");
        if (asked && !caller.access().allows(Access.ADMIN)) {
            throw Problem.forbidden("Only an admin may ask with `reveal`; leave it out.").refusal();
        }
        return asked;
    }

    /// The id in the path, read by the domain's own parser: what it does not accept cannot exist.
    public <T> T id(String placeholder, String what, Function<String, Optional<T>> parse) {
        return parse.apply(path.getOrDefault(placeholder, ""))
                .orElseThrow(() -> Problem.notFound(what).refusal());
    }

    public Cause cause(@Nullable String reason, Instant now) {
        return Cause.person(who(), reason, now);
    }

    /// The body's fields. An absent body is an object without fields.
    public Fields fields() {
        return Fields.of(headers.get("content-type"), body);
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    public boolean flag(String name) {
        return query(name)
                .map(value ->
                        switch (value) {
                            case "true" -> true;
                            case "false" -> false;
                            default ->
                                    throw Problem.invalid(name, "must be true or false").refusal();
                        })
                .orElse(false);
    }

    /// Refuses a query parameter that nobody would read, so that a misspelt filter is not taken for
    /// "no filter".
    public void only(String... known) {
        List<Problem.FieldError> errors = new ArrayList<>();
        for (String name : query.keySet()) {
            if (!List.of(known).contains(name)) {
                errors.add(
                        new Problem.FieldError(
                                name,
                                known.length == 0
                                        ? "no query parameter is known here"
                                        : "unknown; known are " + String.join(", ", known)));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
    }

    /// The filter that the query asks for, of parts of these names; each wrong part is named.
    public <F> F filter(
            List<String> names,
            BiFunction<Map<String, String>, BiConsumer<String, String>, F> filter) {
        only(Stream.concat(names.stream(), Stream.of("limit", "cursor")).toArray(String[]::new));
        List<Problem.FieldError> errors = new ArrayList<>();
        F read =
                filter.apply(
                        query,
                        (name, message) -> errors.add(new Problem.FieldError(name, message)));
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        return read;
    }

    /// How many items a page is to have.
    private int limit() {
        Optional<String> asked = query("limit");
        if (asked.isEmpty()) {
            return PAGE;
        }
        if (asked.get().matches("[1-9][0-9]{0,2}")) {
            int limit = Integer.parseInt(asked.get());
            if (limit <= MOST_PAGE) {
                return limit;
            }
        }
        throw Problem.invalid("limit", "must be a number from 1 to " + MOST_PAGE).refusal();
    }

    /// The page that `cursor` and `limit` ask for.
    public <T> Page<T> page(PageReader<T> reader) {
        Page.Cursor cursor = query("cursor").map(Page.Cursor::new).orElse(Page.Cursor.START);
        try {
            return reader.read(limit(), cursor);
        } catch (IllegalArgumentException notOurs) {
            throw Problem.invalid("cursor", "must be the `next` of the page before").refusal();
        }
    }

    /// Reads a page of a store, which throws [IllegalArgumentException] for a cursor that it did
    /// not make.
    public interface PageReader<T> {
        Page<T> read(int most, Page.Cursor from);
    }
}
