package org.badgebridge.function.settingsapi.console;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The console's static files, read from the class path and kept in memory: `/` is `index.html`,
/// the rest is below `/console/`. Browsers keep them too, and ask each time whether they are still
/// the newest. Thread-safe.
public final class ConsoleFiles {

    private static final String BASE = "/console/";

    /// Nothing that climbs, hides, is encoded or is empty: each name begins with a letter or digit.
    private static final Pattern NAME =
            Pattern.compile("(?:[A-Za-z0-9][A-Za-z0-9_.-]*/)*[A-Za-z0-9][A-Za-z0-9_.-]*");

    private static final int LONGEST_NAME = 200;

    /// By the ending of the name. What ends otherwise is not served.
    private static final Map<String, Type> TYPES =
            Map.of(
                    "html", Type.ofText("text/html; charset=utf-8"),
                    "js", Type.ofText("text/javascript; charset=utf-8"),
                    "css", Type.ofText("text/css; charset=utf-8"),
                    "svg", Type.ofText("image/svg+xml"),
                    "txt", Type.ofText("text/plain; charset=utf-8"),
                    "png", Type.ofBytes("image/png"),
                    "ico", Type.ofBytes("image/vnd.microsoft.icon"),
                    "php", Type.ofDownload("application/octet-stream"));

    private final String folder;
    private final Protection protection;
    private final Map<String, Content> contents = new ConcurrentHashMap<>();

    /// @param saved whether browsers save it instead of showing it
    private record Type(String name, boolean text, boolean saved) {

        static Type ofText(String name) {
            return new Type(name, true, false);
        }

        static Type ofBytes(String name) {
            return new Type(name, false, false);
        }

        static Type ofDownload(String name) {
            return new Type(name, true, true);
        }
    }

    /// @param tag a strong entity tag, quotes included
    private record Content(Type type, String body, String tag) {}

    /// An answer that API Gateway understands.
    ///
    /// @param body in Base64 when `base64`
    public record Page(int status, Map<String, String> headers, String body, boolean base64) {}

    public ConsoleFiles(Protection protection) {
        this("/console/", protection);
    }

    /// @param folder of the class path, with a slash at both ends
    ConsoleFiles(String folder, Protection protection) {
        this.folder = folder;
        this.protection = protection;
    }

    /// The file at a request's path; empty when there is none.
    ///
    /// @param ifNoneMatch the header of that name, as RFC 9110 has it in section 13.1.2
    public Optional<Page> page(String path, @Nullable String ifNoneMatch) {
        return name(path).flatMap(this::content).map(content -> page(content, ifNoneMatch));
    }

    private static Optional<String> name(String path) {
        if (path.equals("/")) {
            return Optional.of("index.html");
        }
        return Optional.of(path)
                .filter(p -> p.startsWith(BASE) && p.length() <= LONGEST_NAME)
                .map(p -> p.substring(BASE.length()))
                .filter(name -> NAME.matcher(name).matches());
    }

    private Optional<Content> content(String name) {
        Type type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        Content kept = contents.get(name);
        if (kept != null) {
            return Optional.of(kept);
        }
        Optional<Content> read = read(name, type);
        read.ifPresent(content -> contents.put(name, content));
        return read;
    }

    private Optional<Content> read(String name, Type type) {
        try (InputStream file = ConsoleFiles.class.getResourceAsStream(folder + name)) {
            if (file == null) {
                return Optional.empty();
            }
            byte[] bytes = file.readAllBytes();
            String body =
                    type.text()
                            ? new String(bytes, StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(bytes);
            return Optional.of(new Content(type, body, tag(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private Page page(Content content, @Nullable String ifNoneMatch) {
        Map<String, String> headers = new HashMap<>(protection.headers());
        headers.put("etag", content.tag());
        headers.put("cache-control", "no-cache");
        if (matches(ifNoneMatch, content.tag())) {
            return new Page(304, Map.copyOf(headers), "", false);
        }
        headers.put("content-type", content.type().name());
        if (content.type().saved()) {
            headers.put("content-disposition", "attachment");
        }
        return new Page(200, Map.copyOf(headers), content.body(), !content.type().text());
    }

    /// Weak comparison: a proxy that compressed the file made its tag weak.
    private static boolean matches(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && List.of(ifNoneMatch.split(",", -1)).stream()
                        .map(String::strip)
                        .anyMatch(each ->
                                each.equals("*") || each.replaceFirst("^W/", "").equals(tag));
    }
}
