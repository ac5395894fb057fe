package org.badgebridge.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.badgebridge.local.engine.Endpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

final class TemplateTest {

    private static final Endpoints ENDPOINTS =
            new Endpoints(
                    URI.create("http://127.0.0.1:1"),
                    URI.create("http://127.0.0.1:2"),
                    URI.create("http://127.0.0.1:3"),
                    "us-east-1");

    private static final String FUNCTION =
            """
            Parameters:
              Stage: {Type: String, Default: test, AllowedPattern: '[a-z]+'}
              Hosts: {Type: CommaDelimitedList, Default: 'a, b'}
            Mappings:
              Sizes: {test: {memory: small}}
            Conditions:
              IsTest: !Equals [!Ref Stage, test]
              IsOther: !Not [!Condition IsTest]
            Resources:
              Function:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: ../code.jar
                  Handler: a.B::handleRequest
                  Runtime: java25
                  Environment:
                    Variables:
                      VALUE: %s
              Jobs: {Type: 'AWS::SQS::Queue', Properties: {QueueName: !Sub 'jobs-${Stage}'}}
              Items:
                Type: AWS::DynamoDB::Table
                Properties: {KeySchema: [{AttributeName: pk, KeyType: HASH}]}
              Key: {Type: 'AWS::SecretsManager::Secret', Properties: {Name: app/key}}
              Api: {Type: 'AWS::Serverless::HttpApi'}
              Gone: {Type: 'AWS::SQS::Queue', Condition: IsOther}
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "!Ref Stage; test",
                "!Sub '${Stage}-${AWS::Region}-${!Literal}'; test-us-east-1-${Literal}",
                "!Sub ['${x}/${Items}', {x: !Ref Stage}]; test/p-local-Items",
                "!Ref Jobs; http://127.0.0.1:2/000000000000/p-jobs-test",
                "!GetAtt Jobs.Arn; arn:aws:sqs:us-east-1:000000000000:p-jobs-test",
                "!GetAtt Jobs.QueueName; p-jobs-test",
                "!Sub '${Items.Arn}/index/x';"
                        + " arn:aws:dynamodb:us-east-1:000000000000:table/p-local-Items/index/x",
                "!If [IsTest, yes it is, !Ref Nothing]; yes it is",
                "!If [IsOther, !Ref Nothing, other]; other",
                "!Join ['+', !Ref Hosts]; a+b",
                "!Select [1, !Ref Hosts]; b",
                "!Select [0, !Split [/, 'x/y']]; x",
                "!FindInMap [Sizes, !Ref Stage, memory]; small",
                "!Base64 abc; YWJj",
                "!GetAtt Api.ApiEndpoint; http://localhost:8080",
                "!Sub 'https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/x';"
                        + " http://localhost:8080/x",
                "2026-01-01; 2026-01-01"
            })
    void expressionsAreResolved(String expression, String value) throws IOException {
        FunctionSpec function = resolve(FUNCTION.formatted(expression)).function("Function");

        assertThat(function.environment()).containsEntry("VALUE", value);
    }

    @Test
    void noValueTakesTheVariableAway() throws IOException {
        FunctionSpec function =
                resolve(FUNCTION.formatted("!If [IsTest, !Ref 'AWS::NoValue', x]"))
                        .function("Function");

        assertThat(function.environment()).isEmpty();
    }

    @Test
    void codeIsRelativeToTheTemplate() throws IOException {
        assertThat(resolve(FUNCTION.formatted("x")).function("Function").codeUri())
                .isEqualTo(folder.toAbsolutePath().resolveSibling("code.jar"));
    }

    @Test
    void resourceWithoutItsConditionIsNotThere() throws IOException {
        assertThat(resolve(FUNCTION.formatted("x")).queues())
                .extracting(QueueSpec::logicalId)
                .containsExactly("Jobs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "!Ref Gone; nothing is named Gone",
                "!Ref Misspelt; nothing is named Misspelt",
                "!GetAtt Jobs.Colour; Jobs.Colour is not understood",
                "!ImportValue x; the function Fn::ImportValue is not understood",
                "\"{{resolve:ssm:x}}\"; dynamic references",
                "[a, b]; Function.Environment.Variables.VALUE is not a text"
            })
    void whatIsNotUnderstoodInAValueIsNamed(String expression, String message) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> resolve(FUNCTION.formatted(expression)))
                .withMessageContaining("Function.Environment.Variables.VALUE")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{Type: 'AWS::SQS::Queue', Properties: {Colour: red}}; Thing: the property Colour"
                        + " is not understood",
                "{Type: 'AWS::DynamoDB::Table', Properties: {}}; Thing lacks KeySchema",
                "{Type: 'AWS::Lambda::Function'}; neither runs resources of type"
                        + " AWS::Lambda::Function",
                "{Type: 'AWS::Serverless::HttpApi', Properties: {StageName: v1}}; serves the stage"
                        + " $default only",
                "{Type: 'AWS::Serverless::Function', Properties: {Handler: h}}; Thing lacks CodeUri"
            })
    void whatIsNotUnderstoodInAResourceIsNamed(String resource, String message) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> resolve("Resources:\n  Thing: " + resource + "\n"))
                .withMessageContaining(message);
    }

    @Test
    void parametersAreCheckedAsCloudFormationDoes() throws IOException {
        Path file = Files.writeString(folder.resolve("t.yaml"), FUNCTION.formatted("x"));

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Template.read(file).resolve(deployment(Map.of("Stage", "Upper"))))
                .withMessageContaining("The parameter Stage must match");
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Template.read(file).resolve(deployment(Map.of("Stages", "x"))))
                .withMessageContaining("no parameter Stages");
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> resolve("Parameters: {Needed: {Type: String}}\n"))
                .withMessageContaining("Needed needs a value");
    }

    private SystemModel resolve(String template) throws IOException {
        return Template.read(Files.writeString(folder.resolve("template.yaml"), template))
                .resolve(deployment(Map.of()));
    }

    private static Deployment deployment(Map<String, String> parameters) {
        return new Deployment(parameters, "p-", ENDPOINTS, URI.create("http://localhost:8080"));
    }
}
