package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.intake.SharedValue.Carrier;
import org.badgebridge.intake.Verification.Malformed;
import org.badgebridge.intake.Verification.NoMatch;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.Secrets.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class SharedValueTest {

    private static final String VALUE = "badge:s3cr3t-for-tests";
    private static final Secret SECRET = new Secret("s1", VALUE, null);
    private static final Secret OTHER = new Secret("s2", "another:secret-of-tests", null);
    private static final Secret EMPTY = new Secret("s3", "", null);

    /// Every place where a secret can travel, and a post with it there.
    enum Way {
        HEADER {
            @Override
            Carrier carrier() {
                return new Carrier.Header("X-Secret", "");
            }

            @Override
            Post with(String secret) {
                return header("x-secret", secret);
            }
        },
        PREFIXED {
            @Override
            Carrier carrier() {
                return new Carrier.Header("X-Secret", "Token");
            }

            @Override
            Post with(String secret) {
                return header("X-SECRET", "Token " + secret);
            }
        },
        BEARER {
            @Override
            Carrier carrier() {
                return new Carrier.Authorization("Bearer", false);
            }

            @Override
            Post with(String secret) {
                return header("authorization", "bearer " + secret);
            }
        },
        BASIC {
            @Override
            Carrier carrier() {
                return new Carrier.Authorization("Basic", true);
            }

            @Override
            Post with(String secret) {
                return header("Authorization", "Basic " + base64(secret));
            }
        },
        JSON {
            @Override
            Carrier carrier() {
                return new Carrier.BodyField("/a/token");
            }

            @Override
            Post with(String secret) {
                return body("application/json", "{\"a\":{\"token\":\"" + secret + "\"}}");
            }
        },
        FORM {
            @Override
            Carrier carrier() {
                return new Carrier.BodyField("/token");
            }

            @Override
            Post with(String secret) {
                return body("application/x-www-form-urlencoded", "x=1&token=" + secret);
            }
        },
        PATH {
            @Override
            Carrier carrier() {
                return new Carrier.Path();
            }

            @Override
            Post with(String secret) {
                return new Post(Map.of(), secret, new byte[0]);
            }
        };

        abstract Carrier carrier();

        abstract Post with(String secret);

        Verifier verifier() {
            return new SharedValue(carrier());
        }

        Verification verify(String value, Secret... secrets) {
            return verifier().verify(with(value), List.of(secrets), Posts.RECEIVED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void secretPassesAndIsNamed(Way way) {
        assertThat(way.verify(VALUE, OTHER, SECRET))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> {
                            assertThat(verified.secretId()).isEqualTo("s1");
                            assertThat(verified.deliveryId()).isEqualTo(way.with(VALUE).digest());
                        });
        assertThat(way.verify(OTHER.value(), OTHER, SECRET)).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @EnumSource
    void everyCharacterCounts(Way way) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < VALUE.length(); i++) {
            char[] chars = VALUE.toCharArray();
            chars[i] = chars[i] == 'x' ? 'y' : 'x';
            wrong.add(new String(chars));
            wrong.add(VALUE.substring(0, i) + VALUE.substring(i + 1));
        }
        wrong.addAll(List.of(VALUE + "x", "x" + VALUE, VALUE + VALUE, VALUE.replace('s', 'S')));

        for (String each : wrong) {
            assertThat(way.verify(each, SECRET)).as(each).isInstanceOf(NoMatch.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void emptySecretMatchesNothing(Way way) {
        assertThat(way.verify("", EMPTY)).isNotInstanceOf(Verified.class);
        assertThat(way.verify("", EMPTY, SECRET)).isNotInstanceOf(Verified.class);
        assertThat(way.verify(VALUE, EMPTY)).isInstanceOf(NoMatch.class);
        assertThat(way.verify(VALUE)).isInstanceOf(NoMatch.class);
    }

    @ParameterizedTest
    @EnumSource
    void postWithoutTheSecretSaysWhereItBelongs(Way way) {
        Verification result =
                way.verifier()
                        .verify(body("text/plain", "[]"), List.of(SECRET, EMPTY), Posts.RECEIVED);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Malformed.class, refused -> assertThat(refused.reason()).isNotBlank());
    }

    @Test
    void prefixMustStandBeforeIt() {
        for (String header : List.of(VALUE, "token " + VALUE, "Bearer " + VALUE, "Toke")) {
            assertThat(
                            Way.PREFIXED
                                    .verifier()
                                    .verify(
                                            header("X-Secret", header),
                                            List.of(SECRET),
                                            Posts.RECEIVED))
                    .as(header)
                    .isEqualTo(new Malformed("The header X-Secret must begin with Token."));
        }
    }

    @Test
    void otherAuthorizationIsNone() {
        for (String header :
                List.of(VALUE, "Bearer", "Bearer" + VALUE, "Basic " + base64(VALUE), "Digest x")) {
            assertThat(
                            Way.BEARER
                                    .verifier()
                                    .verify(
                                            header("authorization", header),
                                            List.of(SECRET),
                                            Posts.RECEIVED))
                    .as(header)
                    .isInstanceOf(Malformed.class);
        }
        assertThat(
                        Way.BASIC
                                .verifier()
                                .verify(
                                        header("authorization", "Basic " + VALUE),
                                        List.of(SECRET),
                                        Posts.RECEIVED))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void secretInTheBodyMustBeText() {
        Verifier verifier = new SharedValue(new Carrier.BodyField("/token"));
        for (String json :
                List.of(
                        "{\"token\":12345678901234567}",
                        "{\"token\":[\"" + VALUE + "\"]}",
                        "{\"token\":null}",
                        "[{\"token\":\"" + VALUE + "\"}]",
                        "{\"Token\":\"" + VALUE + "\"}",
                        "{\"token\":\"" + VALUE + "\"")) {
            assertThat(
                            verifier.verify(
                                    body("application/json", json),
                                    List.of(SECRET),
                                    Posts.RECEIVED))
                    .as(json)
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void secretInTheBodyIsRemovedInWhateverFormItCame() {
        assertThat(kept(Map.of(), "application/json", "{\"token\":\"" + VALUE + "\",\"a\":1}"))
                .isEqualTo("{\"token\":null,\"a\":1}");
        assertThat(
                        kept(
                                Map.of("pointer", "/key"),
                                "application/x-www-form-urlencoded",
                                "key=" + VALUE + "&a=1"))
                .isEqualTo("{\"key\":null,\"a\":\"1\"}");
        assertThat(
                        kept(
                                Map.of("pointer", "/a/0"),
                                "application/json",
                                "{\"a\":[\"" + VALUE + "\",\"x\"]}"))
                .isEqualTo("{\"a\":[null,null]}");
    }

    @Test
    void secretInTheBodyOfACloudEventIsRemovedFromItsData() {
        Map<String, String> settings =
                Map.of("scheme", "body-token", "body", "cloudevents", "pointer", "/key");
        Preset preset = Posts.PRESETS.of(Posts.source("standard", settings)).orElseThrow();
        Post binary =
                new Post(
                        Map.of(
                                "content-type", "application/json",
                                "ce-specversion", "1.0",
                                "ce-id", "1",
                                "ce-source", "/s",
                                "ce-type", "t"),
                        ("{\"key\":\"" + VALUE + "\"}").getBytes(StandardCharsets.UTF_8));

        Verification result =
                Verifier.of(preset.proof(), Posts.NO_KEYS)
                        .verify(binary, List.of(SECRET), Posts.RECEIVED);

        assertThat(result).isInstanceOf(Verified.class);
        assertThat(((Verified) result).delivery(preset, Posts.STANDARD.id(), Posts.RECEIVED).body())
                .contains("\"key\":null")
                .doesNotContain(VALUE);
    }

    private static String kept(Map<String, String> more, String type, String body) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("scheme", "body-token");
        Preset preset = Posts.PRESETS.of(Posts.source("standard", settings)).orElseThrow();
        Verification result =
                Verifier.of(preset.proof(), Posts.NO_KEYS)
                        .verify(body(type, body), List.of(SECRET), Posts.RECEIVED);
        assertThat(result).isInstanceOf(Verified.class);
        return ((Verified) result).delivery(preset, Posts.STANDARD.id(), Posts.RECEIVED).body();
    }

    private static Post header(String name, String value) {
        return new Post(Map.of(name, value), new byte[0]);
    }

    private static Post body(String type, String text) {
        return new Post(Map.of("content-type", type), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
