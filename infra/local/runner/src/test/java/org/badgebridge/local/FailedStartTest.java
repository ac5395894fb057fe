package org.badgebridge.local;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.badgebridge.local.http.GivenTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

import java.nio.file.Path;
import java.util.Map;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class FailedStartTest {

    private static final String TEMPLATE =
            """
            Resources:
              Broken:
                Type: AWS::Serverless::Function
                Properties: {Runtime: java25, CodeUri: code, Handler: 'org.badgebridge.local.toy.BrokenHandler'}
              Misspelt:
                Type: AWS::Serverless::Function
                Properties: {Runtime: java25, CodeUri: code, Handler: 'org.badgebridge.local.toy.BorkenHandler'}
              Unbuilt:
                Type: AWS::Serverless::Function
                Properties: {Runtime: java25, CodeUri: target/unbuilt.jar, Handler: 'x.Y'}
            """;

    @Test
    void everyFunctionThatDoesNotStartSaysWhy(@TempDir Path folder) throws Exception {
        LocalOptions options =
                LocalOptions.of(
                                ToyDeployment.write(folder, TEMPLATE),
                                GivenTokens.of("token", Map.of()))
                        .withLog(_ -> {});

        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> LocalSystem.start(options))
                .withMessageContaining(
                        "The function Broken does not start: COLOUR is missing: set it to a colour")
                .withMessageContaining("The function Misspelt does not start: its Handler")
                .withMessageContaining("The function Unbuilt does not start: its CodeUri")
                .withMessageContaining("build it");
    }
}
