package org.badgebridge.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// YAML with CloudFormation's short tags, which become their long form: `!Sub x` is `{"Fn::Sub":
/// "x"}`.
public final class YamlReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private YamlReader() {}

    /// Reads a file as it is written.
    ///
    /// @throws TemplateException when it is no YAML mapping
    public static ObjectNode read(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Object value = new Yaml(new ShortTags(options)).load(Files.readString(file));
            JsonNode tree = JSON.valueToTree(value);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new TemplateException("The template " + file + " is not a YAML mapping.");
        } catch (IOException e) {
            throw new TemplateException(
                    "The template " + file + " cannot be read: " + e.getMessage());
        } catch (YAMLException e) {
            throw new TemplateException("The template " + file + " is not YAML: " + e.getMessage());
        }
    }

    private static final class ShortTags extends SafeConstructor {

        ShortTags(LoaderOptions options) {
            super(options);
            yamlMultiConstructors.put("!", new LongForm());
            // CloudFormation knows no dates: 2012-10-17 is a text.
            yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
        }

        private final class LongForm extends AbstractConstruct {

            @Override
            public Object construct(Node node) {
                String tag = node.getTag().getValue().substring(1);
                Object value =
                        switch (node) {
                            case ScalarNode scalar -> constructScalar(scalar);
                            case SequenceNode sequence -> constructSequence(sequence);
                            case MappingNode mapping -> constructMapping(mapping);
                            default ->
                                    throw new YAMLException(
                                            "The tag !" + tag + " stands before an anchor.");
                        };
                return switch (tag) {
                    case "Ref", "Condition" -> Map.of(tag, value);
                    case "GetAtt" ->
                            Map.of(
                                    "Fn::GetAtt",
                                    value instanceof String text ? attribute(text) : value);
                    default -> Map.of("Fn::" + tag, value);
                };
            }

            private List<String> attribute(String text) {
                int dot = text.indexOf('.');
                return dot < 0
                        ? List.of(text)
                        : List.of(text.substring(0, dot), text.substring(dot + 1));
            }
        }
    }
}
