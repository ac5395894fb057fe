package org.badgebridge.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.badgebridge.local.template.TemplateException;
import org.badgebridge.local.template.Trigger.HttpRoute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class RouteTableTest {

    private static final RouteTable<String> TABLE =
            table(
                    "ANY /{proxy+}",
                    "GET /pets/{proxy+}",
                    "GET /pets/dog/{id}",
                    "ANY /pets/dog/{id}",
                    "GET /pets/dog/1",
                    "$default");

    @ParameterizedTest
    @CsvSource({
        "GET,  /pets/dog/1, GET /pets/dog/1",
        "GET,  /pets/dog/2, GET /pets/dog/{id}",
        "POST, /pets/dog/2, ANY /pets/dog/{id}",
        "GET,  /pets/cat/1, GET /pets/{proxy+}",
        "POST, /test/5,     ANY /{proxy+}",
        "GET,  /,           $default"
    })
    void mostSpecificRouteWins(String method, String path, String route) {
        assertThat(TABLE.find(method, path).map(RouteTable.Match::target)).hasValue(route);
    }

    @Test
    void parametersAreDecodedAndSlashesInASegmentKept() {
        assertThat(TABLE.find("GET", "/pets/dog/a%2Fb%20+c").orElseThrow().pathParameters())
                .isEqualTo(Map.of("id", "a/b +c"));
        assertThat(TABLE.find("GET", "/pets/a/b").orElseThrow().pathParameters())
                .isEqualTo(Map.of("proxy", "a/b"));
    }

    @Test
    void neitherMoreNorLessNorAnotherMethodFits() {
        RouteTable<String> table = table("GET /api", "POST /api/{id}", "GET /all/{proxy+}");

        assertThat(table.find("POST", "/api")).isEmpty();
        assertThat(table.find("GET", "/api/")).isEmpty();
        assertThat(table.find("POST", "/api/1/2")).isEmpty();
        assertThat(table.find("GET", "/all")).isEmpty();
        assertThat(table.find("GET", "/all/")).isEmpty();
    }

    @Test
    void routeTwiceIsRefused() {
        Map<HttpRoute, String> routes = new LinkedHashMap<>();
        routes.put(route("GET /api"), "one");
        routes.put(new HttpRoute("GET", "/api", null, List.of("x"), Duration.ofSeconds(1)), "two");

        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> RouteTable.of(routes));
    }

    private static RouteTable<String> table(String... keys) {
        Map<HttpRoute, String> routes = new LinkedHashMap<>();
        for (String key : keys) {
            routes.put(route(key), key);
        }
        return RouteTable.of(routes);
    }

    private static HttpRoute route(String key) {
        int space = key.indexOf(' ');
        return new HttpRoute(
                space < 0 ? "ANY" : key.substring(0, space),
                space < 0 ? key : key.substring(space + 1),
                null,
                List.of(),
                Duration.ofSeconds(30));
    }
}
