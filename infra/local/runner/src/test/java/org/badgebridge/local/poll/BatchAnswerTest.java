package org.badgebridge.local.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;

final class BatchAnswerTest {

    private static final Set<String> BATCH = Set.of("a", "b");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"batchItemFailures\":[]}",
                "{\"batchItemFailures\":null}"
            })
    void nothingNamedIsSuccess(String answer) {
        assertThat(BatchAnswer.failed(answer, BATCH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"id\":\"a\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"c\"}]}",
                "{\"batchItemFailures\":\"a\"}"
            })
    void whatCannotBeUnderstoodFailsTheWholeBatch(String answer) {
        assertThat(BatchAnswer.failed(answer, BATCH)).isEqualTo(BATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = "{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}")
    void namedMessageFailsAlone(String answer) {
        assertThat(BatchAnswer.failed(answer, BATCH)).containsExactly("b");
    }
}
