package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.LearningEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Each sample of a platform's posts against what it must be read as: `preset-samples.csv` has a
/// line for every item of every sample.
final class PresetSamplesTest {

    private static final Path SAMPLES = Path.of("../../events/webhooks");

    /// What travels beside the bodies, by the beginning of the sample's name.
    private static final Map<String, Map<String, String>> HEADERS =
            Map.of(
                    "lifterlms-course",
                            Map.of(
                                    "X-LLMS-Webhook-Topic",
                                    "progress.updated",
                                    "X-LLMS-Delivery-ID",
                                    "3a7f4c1e"),
                    "openedx-cloudevents-certificate-created-data",
                            Map.of(
                                    "Content-Type", "application/json; charset=utf-8",
                                    "ce-specversion", "1.0",
                                    "ce-id", "8f0c6a3e-f1ee-11f0-9b1c-0242ac120007",
                                    "ce-source", "openedx/lms/web",
                                    "ce-type", "org.openedx.learning.certificate.created.v1",
                                    "ce-time", "2026-01-15T09:30:00.123456+00:00"));
}
