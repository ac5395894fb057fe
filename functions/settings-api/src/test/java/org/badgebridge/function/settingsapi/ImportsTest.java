package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Files by the API, from a dry run to badges.
@WithTestSystem
final class ImportsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADING = "User,E-mail,Name,Course,Date\n";
    private static final String ADA = "501,ada@example.org,Ada Example,welding-1,2026-01-15\n";

    private final ApiWorld world;
    private final Workers workers;
    private final String source;

    ImportsTest(TestSystem system) {
        world = new ApiWorld(system);
        workers = new Workers(world);
        source = world.newSource();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private ObjectNode chunk(String csv) {
        ObjectNode chunk = JSON.createObjectNode().put("source", source).put("csv", csv);
        chunk.putObject("columns")
                .put("user_id", "User")
                .put("email", "E-mail")
                .put("full_name", "Name")
                .put("course_id", "Course")
                .put("issued_at", "Date");
        return chunk;
    }

    private ApiWorld.Reply post(ObjectNode chunk) {
        return world.post("/api/imports", chunk.toString());
    }

    private static List<String> badRows(ApiWorld.Reply reply) {
        List<String> bad = new ArrayList<>();
        reply.at("/bad_rows")
                .forEach(each ->
                        bad.add(each.path("row").asInt() + " " + each.path("column").asText()));
        return bad;
    }

    @Test
    void dryRunCountsAndNamesWhatIsBrokenAndKeepsNothing() {
        workers.certificate(source, "welding-1", "ada@example.org");
        String csv =
                HEADING
                        + ADA
                        + "502,grace(at)example.org,Grace Example,welding-1,2026-01-15\n"
                        + "\n"
                        + "503,alan@example.org,Alan Example,,15/01/2026\n"
                        + "504,eve@example.org\n";

        List<String> jobs = world.get("/api/jobs").items("id");

        var reply = post(chunk(csv).put("dry_run", true).put("first_row", 1002));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.at("/rows").asInt()).isEqualTo(4);
        assertThat(reply.at("/good").asInt()).isEqualTo(1);
        assertThat(reply.at("/bad").asInt()).isEqualTo(3);
        assertThat(reply.at("/known_learners").asInt()).isEqualTo(1);
        assertThat(badRows(reply))
                .containsExactlyInAnyOrder("1003 E-mail", "1005 Course", "1005 Date", "1006 null");
        assertThat(reply.body()).doesNotContain("grace", "15/01", "504", "eve");
        assertThat(world.get("/api/jobs").items("id")).isEqualTo(jobs);
    }

    @Test
    void smallFileIsDoneWhenItIsAnsweredAndItsBadRowsAreLeftOut() {
        String template = world.newTemplate(world.workingConnection());
        world.map(source, "welding-1", template);
        world.post("/api/templates/" + template + "/activate", null);

        var reply =
                post(chunk(HEADING + ADA + ",,Nobody,welding-1,2026-01-15\n").put("last", true));

        assertThat(reply.status()).as(reply.body()).isEqualTo(202);
        assertThat(badRows(reply)).containsExactly("3 User");
        assertThat(reply.text("/job/state")).isEqualTo("done");
        assertThat(reply.at("/job/counts/done").asInt()).isEqualTo(1);
        assertThat(reply.at("/job/counts/left_out").asInt()).isEqualTo(1);
        assertThat(workers.settle()).hasSize(1);
        assertThat(world.credly().badges()).hasSize(1);
        assertThat(world.get("/api/audit").items("subject"))
                .contains("import:" + reply.text("/id"));
        assertThat(world.logged()).doesNotContain("ada@", "Example");
    }

    @Test
    void semicolonsAByteOrderMarkAndQuotedLineEndsAreUnderstood() {
        String csv =
                """
                \uFEFFUser;E-mail;Name;Course;Date\r
                501;ada@example.org;"Ada\r
                Maria; ""Example""\";welding-1;2026-01-15\r
                bad\r
                """;

        var reply = post(chunk(csv).put("dry_run", true));

        assertThat(reply.at("/good").asInt()).as(reply.body()).isEqualTo(1);
        assertThat(badRows(reply)).containsExactly("3 null");
    }

    @Test
    void textThatIsNoCsvIsRefusedWithTheRow() {
        var reply = post(chunk(HEADING + ADA + "502,\"grace").put("dry_run", true));

        assertThat(reply.wrongFields()).contains("csv");
        assertThat(reply.body()).contains("row 3").doesNotContain("grace");
    }

    @Test
    void chunkHasAtMostFiveHundredRows() {
        assertThat(post(chunk(HEADING + ADA.repeat(500)).put("dry_run", true)).status())
                .isEqualTo(200);
        assertThat(post(chunk(HEADING + ADA.repeat(501)).put("dry_run", true)).wrongFields())
                .containsExactly("csv");
    }

    @Test
    void everythingThatIsWrongWithTheOrderIsSaidAtOnce() {
        ObjectNode order = chunk("User,User,Course\n501,501,welding-1\n");
        order.put("source", "unheard-of").put("chunk", 3).put("zone", "Mars/North");
        order.put("type", "certificate.revoked");
        order.putObject("columns").put("user_id", "User").put("shoe_size", "Course");

        assertThat(post(order).wrongFields())
                .contains(
                        "source",
                        "import",
                        "zone",
                        "type",
                        "columns",
                        "columns.user_id",
                        "columns.shoe_size");
    }

    @Test
    void fileThatBrokeOffIsTakenUpAgain() {
        ObjectNode first = chunk(HEADING + rows(0, 3));
        var begun = post(first);
        String id = begun.text("/id");
        assertThat(begun.status()).as(begun.body()).isEqualTo(202);
        assertThat(begun.text("/job/state")).isEqualTo("running");

        var again = post(first);
        var there = world.get("/api/imports/" + id);
        ObjectNode second = chunk(HEADING + rows(3, 2)).put("chunk", 1).put("import", id);
        var done = post(second.put("first_row", 5).put("last", true));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo(id);
        assertThat(there.at("/chunks").toString()).isEqualTo("[0]");
        assertThat(there.at("/whole").asBoolean()).isFalse();
        assertThat(done.text("/job/state")).as(done.body()).isEqualTo("done");
        assertThat(done.at("/job/counts/done").asInt()).isEqualTo(5);
        assertThat(post(second).status()).as("it has ended").isEqualTo(409);
        assertThat(world.get("/api/imports/" + id).at("/chunks").isEmpty()).isTrue();
    }

    @Test
    void cancelledImportIsForgottenAndTakesNoMore() {
        String id = post(chunk(HEADING + ADA)).text("/id");
        ObjectNode next = chunk(HEADING + rows(0, 1)).put("chunk", 1).put("import", id);

        assertThat(world.delete("/api/jobs/" + id).text("/state")).isEqualTo("cancelled");

        var there = world.get("/api/imports/" + id);
        assertThat(there.at("/rows").asInt()).isZero();
        assertThat(there.at("/chunks").isEmpty()).isTrue();
        assertThat(post(next).status()).isEqualTo(409);
        assertThat(post(next.put("import", "unheard-of")).wrongFields()).containsExactly("import");
    }

    private static String rows(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj("%1$d,u%1$d@example.org,Ada Example,welding-1,2026-01-15\n"::formatted)
                .collect(Collectors.joining());
    }
}
