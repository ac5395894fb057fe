package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Source;
import org.badgebridge.port.Deliveries.Kind;
import org.badgebridge.port.Deliveries.Verdict;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.Secrets.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// How the settings of a source are found by what it captured.
final class CaptureTest {

    private static final Secret SECRET = new Secret("s1", "a-secret-0123456789", null);
    private static final byte[] BODY = bytes("{\"type\":\"x\",\"auth\":\"a-secret-0123456789\"}");
    private static final String NOW = Long.toString(Posts.RECEIVED.getEpochSecond());

    @Test
    void signatureIsFoundInWhateverHeaderAndFormItStands() {
        byte[] mac = mac(Hmac.Algorithm.SHA256, BODY);
        proven(Map.of("x-a", hex(mac)), "hmac-sha256", Map.of("header", "x-a", "encoding", "hex"));
        proven(
                Map.of("x-b", "sha256=" + hex(mac)),
                "hmac-sha256",
                Map.of("header", "x-b", "prefix", "sha256="));
        proven(
                Map.of("x-c", Base64.getEncoder().encodeToString(mac)),
                "hmac-sha256",
                Map.of("header", "x-c", "encoding", "base64"));
        proven(
                Map.of("x-d", hex(mac(Hmac.Algorithm.SHA1, BODY))),
                "hmac-sha1",
                Map.of("header", "x-d"));
    }

    @Test
    void timeUnderASignatureIsFoundToo() {
        byte[] text = bytes(NOW + "." + new String(BODY, StandardCharsets.UTF_8));
        String signature = hex(mac(Hmac.Algorithm.SHA256, text));
        proven(
                Map.of("x-time", NOW, "x-sig", signature),
                "hmac-sha256",
                Map.of("signed", "{header:x-time}.{body}", "time_header", "x-time"));
        proven(
                Map.of("x-sig", "t=" + NOW + ",v1=" + signature),
                "timestamped-hmac",
                Map.of("header", "x-sig"));
    }

    @Test
    void secretThatTravelsAlongIsFoundAndNotKept() {
        byte[] without = bytes("{\"type\":\"x\"}");
        assertThat(captured(Map.of("x-key", "v1=" + SECRET.value()), without).proof())
                .containsEntry("scheme", "header")
                .containsEntry("prefix", "v1=");
        assertThat(captured(Map.of("authorization", "Bearer " + SECRET.value()), without).proof())
                .containsEntry("scheme", "bearer");

        Delivery.Captured inBody = captured(Map.of(), BODY);

        assertThat(inBody.proof())
                .containsEntry("scheme", "body-token")
                .containsEntry("pointer", "/auth");
        assertThat(inBody.event().body()).doesNotContain(SECRET.value());
    }

    @Test
    void whatNoSecretProvesIsKeptWithoutTheValuesOfItsHeaders() {
        Delivery.Captured captured =
                captured(
                        Map.of("x-sig", "abcdef", "x-event-topic", "course.done"),
                        bytes("{\"password\":\"tell-tale\"}"));

        assertThat(captured.proof()).isEmpty();
        assertThat(captured.event().headers())
                .containsEntry("x-sig", "(6 characters)")
                .containsEntry("x-event-topic", "course.done");
        assertThat(captured.event().body()).isEqualTo("{\"password\":null}");
    }

    @Test
    void largePostThatNothingProvesIsNotKept() {
        Post large = new Post(Map.of(), new byte[100_000]);
        assertThat(Capture.of(large, Posts.STANDARD.id(), List.of(SECRET), Posts.RECEIVED))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "thinkific-enrollment-completed.json, thinkific",
        "teachable-enrollment-completed.json, teachable",
        "openedx-plugin-certificate-created.json, openedx-plugin",
        "learnworlds-course-completed.json, learnworlds",
        "learnomy-certificate-issued.json, learnomy",
        "moodle-webhooks-course-completed.json, moodle-webhooks",
        "canvas-course-completed.json, canvas",
        "standard-certificate-issued.json, standard"
    })
    void platformIsToldByHowItWrites(String sample, String preset) {
        Delivery.Captured captured =
                captured(Map.of("content-type", "application/json"), Posts.sample(sample));
        Proposer.Proposal proposal = proposal(Posts.source("learnomy", Map.of()), captured);

        assertThat(proposal.preset()).isEqualTo(preset);
        assertThat(proposal.settings()).isEmpty();
    }

    @Test
    void whatNoPresetKnowsIsProposedByItsNames() {
        byte[] foreign =
                bytes(
                        "{\"kind\":{\"event_name\":\"Course Completed\"},"
                            + "\"happened\":{\"finished_at\":\"2026-01-15T09:30:00Z\"},"
                            + "\"student\":{\"id\":7,\"mail\":\"ada@example.org\",\"given_name\":\"Ada\","
                            + "\"surname\":\"Example\"},\"program\":{\"slug\":\"welding-1\"}}");
        Source source = Posts.source("standard", Map.of());
        Proposer.Proposal proposal = proposal(source, captured(Map.of(), foreign));
        Source as = Posts.source(proposal.preset(), proposal.settings());

        assertThat(proposal.settings())
                .containsEntry("event", "/kind/event_name")
                .containsEntry("event.Course Completed", "course.passed")
                .containsEntry("field.course_id", "/program/slug")
                .containsEntry("field.email", "/student/mail");
        assertThat(SourceSettings.check(preset(proposal), proposal.settings())).isEmpty();
        assertThat(new Proposer(Posts.PRESETS).readings(as, verdicts(captured(Map.of(), foreign))))
                .singleElement()
                .isInstanceOf(Reading.Of.class);
    }

    private static Preset preset(Proposer.Proposal proposal) {
        return Posts.PRESETS.find(proposal.preset()).orElseThrow();
    }

    private static Proposer.Proposal proposal(Source source, Delivery.Captured captured) {
        return new Proposer(Posts.PRESETS).propose(source, verdicts(captured)).orElseThrow();
    }

    private static List<Verdict> verdicts(Delivery.Captured captured) {
        return List.of(
                Verdict.keeping(captured.event(), Kind.CAPTURED, "captured", captured.proof()));
    }

    private static void proven(
            Map<String, String> headers, String scheme, Map<String, String> settings) {
        assertThat(captured(headers, BODY).proof())
                .containsEntry("scheme", scheme)
                .containsAllEntriesOf(settings);
    }

    private static Delivery.Captured captured(Map<String, String> headers, byte[] body) {
        return Capture.of(
                        new Post(headers, body),
                        Posts.STANDARD.id(),
                        List.of(SECRET),
                        Posts.RECEIVED)
                .orElseThrow();
    }

    private static byte[] mac(Hmac.Algorithm algorithm, byte[] text) {
        return algorithm.of(SECRET, text);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
