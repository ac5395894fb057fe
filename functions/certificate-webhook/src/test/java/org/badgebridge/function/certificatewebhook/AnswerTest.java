package org.badgebridge.function.certificatewebhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

final class AnswerTest {

    @Test
    void acceptedIsExactly200() throws JsonProcessingException {
        APIGatewayV2HTTPResponse response = Answer.ACCEPTED.response();

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getHeaders()).containsEntry("content-type", "application/json");
        assertThat(json(response).path("status").asText()).isEqualTo("accepted");
    }

    @Test
    void everyRefusalIsAProblemThatSaysWhatToDo() throws JsonProcessingException {
        for (Answer answer : Answer.values()) {
            if (answer.status() < 300) {
                continue;
            }
            APIGatewayV2HTTPResponse response = answer.response();
            JsonNode problem = json(response);
            assertThat(response.getHeaders())
                    .containsEntry("content-type", "application/problem+json");
            assertThat(problem.path("type").asText()).startsWith("urn:badgebridge:problem:");
            assertThat(problem.path("title").asText()).isNotBlank();
            assertThat(problem.path("status").asInt()).isEqualTo(response.getStatusCode());
            assertThat(problem.path("remedy").asText()).isNotBlank();
        }
    }

    @Test
    void whatIsNotTheSendersFaultSaysWhenToComeAgain() {
        for (Answer answer : Answer.values()) {
            assertThat(answer.response().getHeaders().containsKey("retry-after"))
                    .as(answer.name())
                    .isEqualTo(answer.status() >= 500);
        }
    }

    private static JsonNode json(APIGatewayV2HTTPResponse response) throws JsonProcessingException {
        return new ObjectMapper().readTree(response.getBody());
    }
}
