package org.badgebridge.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the HTTP APIs: their authorizers, and which one guards routes that name none.
final class ApiReader {

    private final ObjectNode root;
    private final Resolution resolution;
    private final Map<String, Api> apis = new HashMap<>();

    /// @param defaultAuthorizer guards routes that name none; null for nobody
    private record Api(Map<String, Authorizer> authorizers, @Nullable String defaultAuthorizer) {}

    ApiReader(ObjectNode root, Resolution resolution) {
        this.root = root;
        this.resolution = resolution;
        for (Map.Entry<String, JsonNode> entry : root.path("Resources").properties()) {
            String id = entry.getKey();
            if (entry.getValue().path("Type").asText().equals(ResourceTypes.API)
                    && resolution.exists(id)) {
                apis.put(Resolution.apiId(id), read(id, entry.getValue().path("Properties")));
            }
        }
    }

    /// The authorizer of a route.
    ///
    /// @param apiId the API that the route belongs to; null for the one that SAM makes
    /// @param name as the route names it; null when it names none
    /// @return null for an open route
    @Nullable Authorizer authorizer(@Nullable String apiId, @Nullable String name, String where) {
        Api api =
                apiId == null ? read(Resolution.IMPLICIT_API, root.objectNode()) : apis.get(apiId);
        if (api == null) {
            throw new TemplateException(where + ".ApiId names no HTTP API of the template.");
        }
        String chosen = name == null ? api.defaultAuthorizer() : name;
        if (chosen == null || chosen.equals("NONE")) {
            return null;
        }
        Authorizer authorizer = api.authorizers().get(chosen);
        if (authorizer == null) {
            throw new TemplateException(where + ": its API has no authorizer " + chosen + ".");
        }
        return authorizer;
    }

    private Api read(String id, JsonNode properties) {
        Section section =
                new Section(
                        id, Globals.merge(root, "HttpApi", properties), resolution.expressions());
        String stage = section.text("StageName").orElse("$default");
        if (!stage.equals("$default")) {
            throw new TemplateException(
                    id + ".StageName: the local runner serves the stage $default only.");
        }
        Map<String, Authorizer> authorizers = new LinkedHashMap<>();
        String defaultAuthorizer = null;
        Section auth = section.section("Auth").orElse(null);
        if (auth != null) {
            auth.named("Authorizers")
                    .forEach((name, each) -> authorizers.put(name, authorizer(name, each)));
            defaultAuthorizer = auth.text("DefaultAuthorizer").orElse(null);
            auth.finish();
        }
        section.excuse(
                        "AccessLogSettings",
                        "DefaultRouteSettings",
                        "Description",
                        "Domain",
                        "FailOnWarnings",
                        "Name",
                        "PropagateTags",
                        "RouteSettings",
                        "Tags")
                .finish();
        return new Api(authorizers, defaultAuthorizer);
    }

    private static Authorizer authorizer(String name, Section section) {
        Section jwt =
                section.section("JwtConfiguration")
                        .orElseThrow(() ->
                                new TemplateException(
                                        section.where()
                                                + ": only JWT authorizers are understood."));
        String source = section.text("IdentitySource").orElse("$request.header.Authorization");
        if (!source.equalsIgnoreCase("$request.header.Authorization")) {
            throw new TemplateException(
                    section.where() + ".IdentitySource must be $request.header.Authorization.");
        }
        Authorizer authorizer =
                new Authorizer(
                        name,
                        jwt.required("issuer"),
                        jwt.texts("audience"),
                        section.texts("AuthorizationScopes"));
        jwt.finish();
        section.finish();
        return authorizer;
    }
}
