package org.badgebridge.function.settingsapi.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.adapter.dynamodb.DynamoAudit;
import org.badgebridge.function.settingsapi.http.Access;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Caller;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.ProblemException;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.http.Router;
import org.badgebridge.port.Audit;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Page;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.exception.SdkClientException;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// What becomes of an entry when the change that it tells of is broken off.
@WithTestSystem
final class AuditTrailTest {

    private final Clock clock = Clock.systemUTC();
    private final String id = "lamp-" + UUID.randomUUID();
    private final Audit audit;

    /// What the route reads and changes.
    private boolean lit;

    private boolean readable = true;

    AuditTrailTest(TestSystem system) {
        audit = new DynamoAudit(system.dynamoDb(), system.tableName("SettingsTable"), clock);
    }

    private record Lamp(boolean lit) {}

    private Answer read(Call call) {
        if (!readable) {
            throw SdkClientException.create("the table does not answer");
        }
        return Answer.ok(new Lamp(lit));
    }

    /// What a call answers that is done by `doing`.
    private Answer answered(Function<Call, Answer> doing) {
        Route change = Route.post("/lamps/{id}/light", doing);
        Router router = new Router(List.of(Route.get("/lamps/{id}", this::read), change));
        AuditTrail trail = new AuditTrail(audit, router, () -> UUID.randomUUID().toString(), clock);
        return trail.answered(
                change,
                new Call(
                        Map.of("id", id),
                        Map.of(),
                        Map.of(),
                        "",
                        new Caller("admin-1", Access.ADMIN),
                        Deadline.in(Duration.ofSeconds(10), clock)));
    }

    private Answer light(Call call) {
        lit = true;
        return Answer.ok(new Lamp(lit));
    }

    private List<Audit.Entry> entries() {
        return audit.list(new Audit.Query(null, "lamp:" + id, null, null), 10, Page.Cursor.START)
                .items();
    }

    @Test
    void changeIsToldAsDone() {
        answered(this::light);

        assertThat(entries())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.action()).isEqualTo("lamp.light");
                    assertThat(entry.done()).isTrue();
                    assertThat(entry.changes())
                            .containsExactly(new Audit.Change("lit", "false", "true"));
                });
    }

    @Test
    void changeThatIsSeenToChangeNothingIsNotTold() {
        lit = true;

        answered(this::light);

        assertThat(entries()).isEmpty();
    }

    @Test
    void refusalIsNotTold() {
        assertThatThrownBy(() ->
                        answered(call -> {
                            throw Problem.conflict("It is day.").refusal();
                        }))
                .isInstanceOf(ProblemException.class);

        assertThat(entries()).isEmpty();
    }

    @Test
    void whatWasBrokenOffIsToldAsNotDone() {
        assertThatThrownBy(() ->
                        answered(call -> {
                            lit = true;
                            throw Problem.halfDone("The other bulb is missing.").refusal();
                        }))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() ->
                        answered(call -> {
                            throw SdkClientException.create("the table does not answer");
                        }))
                .isInstanceOf(SdkClientException.class);

        assertThat(entries()).extracting(Audit.Entry::done).containsExactly(false, false);
    }

    @Test
    void changeThatWasMadeIsAnsweredAlthoughItCannotBeLookedAt() {
        Answer answer =
                answered(call -> {
                    readable = false;
                    return light(call);
                });

        assertThat(answer.status()).isEqualTo(200);
        assertThat(entries()).extracting(Audit.Entry::done).containsExactly(false);
    }

    @Test
    void nothingIsBegunOnWhatCannotBeLookedAt() {
        readable = false;

        assertThatThrownBy(() -> answered(this::light)).isInstanceOf(SdkClientException.class);

        assertThat(lit).isFalse();
        assertThat(entries()).isEmpty();
    }
}
