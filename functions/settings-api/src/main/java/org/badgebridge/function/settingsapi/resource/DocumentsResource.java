package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Route;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The API's own description, and the sign of life.
final class DocumentsResource implements Resource {

    private static final String FILE = "/openapi.yaml";

    /// The function answers.
    public record Health(String status) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.open("GET", "/health", _ -> Answer.ok(new Health("ok"))),
                Route.get("/openapi.yaml", DocumentsResource::openapi));
    }

    private static Answer openapi(Call call) {
        call.only();
        try (InputStream file = DocumentsResource.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the jar has no " + FILE);
            }
            return Answer.text(
                    "application/yaml", new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
