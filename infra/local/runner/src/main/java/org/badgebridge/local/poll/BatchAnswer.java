package org.badgebridge.local.poll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.util.HashSet;
import java.util.Set;

/// Which messages of a batch failed, by Lambda's rules for ReportBatchItemFailures: no list, an
/// empty list or no answer is success; an entry without a known message id, or an answer that is no
/// JSON, fails the whole batch.
final class BatchAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchAnswer() {}

    static Set<String> failed(String answer, Set<String> messageIds) {
        JsonNode json;
        try {
            json = JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            return messageIds;
        }
        JsonNode failures = json.path("batchItemFailures");
        if (failures.isMissingNode() || failures.isNull()) {
            return Set.of();
        }
        if (!failures.isArray()) {
            return messageIds;
        }
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : failures) {
            String id = failure.path("itemIdentifier").asText("");
            if (!messageIds.contains(id)) {
                return messageIds;
            }
            failed.add(id);
        }
        return failed;
    }
}
