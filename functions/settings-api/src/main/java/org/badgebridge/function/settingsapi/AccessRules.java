package org.badgebridge.function.settingsapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.badgebridge.function.settingsapi.http.Access;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which claims of a verified token allow what: of people the groups they are in, of machines the
/// scopes they were granted. The most that any of them allows counts.
///
/// @param groupsClaim names the claim that has a person's groups
/// @param scopePrefix the identifier of the resource server whose scopes are `all` and `mappings`
record AccessRules(String groupsClaim, String adminGroup, String viewerGroup, String scopePrefix) {

    /// RFC 8693 and Cognito say `scope`, Microsoft and others `scp`.
    private static final List<String> SCOPE_CLAIMS = List.of("scope", "scp");

    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What these claims allow; empty for nothing at all.
    Optional<Access> of(Map<String, String> claims) {
        Set<String> groups = words(claims.get(groupsClaim));
        Set<String> scopes = new HashSet<>();
        SCOPE_CLAIMS.forEach(claim -> scopes.addAll(words(claims.get(claim))));
        if (groups.contains(adminGroup) || scopes.contains(all())) {
            return Optional.of(Access.ADMIN);
        }
        if (scopes.contains(mappings())) {
            return Optional.of(Access.MAPPINGS);
        }
        return groups.contains(viewerGroup) ? Optional.of(Access.VIEWER) : Optional.empty();
    }

    /// What a token must have for this, in words for whoever hands out tokens.
    String remedy(Access needed) {
        return switch (needed) {
            case ADMIN -> "the group %s or the scope %s".formatted(adminGroup, all());
            case MAPPINGS ->
                    "the group %s or the scope %s or %s".formatted(adminGroup, mappings(), all());
            case VIEWER ->
                    "one of the groups %s and %s (claim %s), or one of the scopes %s and %s"
                            .formatted(adminGroup, viewerGroup, groupsClaim, all(), mappings());
        };
    }

    private String all() {
        return scopePrefix + "/all";
    }

    private String mappings() {
        return scopePrefix + "/mappings";
    }

    /// The members of a list, whatever became of it on the way: API Gateway hands `["a", "b"]` on
    /// as `[a b]`, issuers write `a b` or `a,b`, and some put JSON into the text.
    private static Set<String> words(@Nullable String claim) {
        String text = claim == null ? "" : claim.strip();
        if (text.startsWith("[") && text.endsWith("]")) {
            try {
                return new HashSet<>(JSON.readValue(text, TEXTS));
            } catch (JsonProcessingException flattened) {
                text = text.substring(1, text.length() - 1);
            }
        }
        return BETWEEN.splitAsStream(text).collect(Collectors.toUnmodifiableSet());
    }
}
