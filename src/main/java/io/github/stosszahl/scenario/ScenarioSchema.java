package io.github.stosszahl.scenario;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of scenario files: checks a document and words the errors. */
final class ScenarioSchema {
    private static final String RESOURCE = "scenario.schema.json";

    private final String text;
    private final JsonNode root;
    private final SchemaText words;

    private ScenarioSchema(String text) {
        this.text = text;
        this.root = JsonMapper.shared().readTree(text);
        this.words = new SchemaText(root);
    }

    /** Loads the schema from the class path. */
    static ScenarioSchema load() {
        try (InputStream in = ScenarioSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("resource is missing: " + RESOURCE);
            }
            return new ScenarioSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return text;
    }

    JsonNode root() {
        return root;
    }

    /** Reports everything in the document that the schema does not allow. */
    void check(Document document) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root);
        List<Error> errors = schema.validate(withWholeNumbers(document.root()));
        for (Error error : errors) {
            report(document, error.getInstanceLocation().toString(), error);
        }
    }

    /** A copy in which numbers beyond those of a long are whole ones: the validator takes a double for a long where an integer should be. */
    private static JsonNode withWholeNumbers(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.forEachEntry((key, value) -> copy.set(key, withWholeNumbers(value)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(value -> copy.add(withWholeNumbers(value)));
            return copy;
        }
        return node.isDouble() && Math.abs(node.doubleValue()) >= Long.MAX_VALUE
                ? JsonNodeFactory.instance.numberNode(node.decimalValue().toBigInteger())
                : node;
    }

    private void report(Document document, String pointer, Error error) {
        JsonNode parent = parent(error);
        switch (error.getKeyword()) {
            case "required" -> {
                JsonNode property = parent.path("properties").path(error.getProperty());
                document.report(
                        Pointer.child(pointer, error.getProperty()),
                        "",
                        "missing; expected " + words.expected(property));
            }
            case "additionalProperties" -> {
                String key = error.getProperty();
                List<String> known = parent.get("properties")
                        .propertyStream()
                        .map(property -> property.getKey())
                        .toList();
                String value = Place.text(document.root().at(Pointer.child(pointer, key)));
                document.reportKey(
                        Pointer.child(pointer, key),
                        value,
                        "unknown key \"" + key + "\" with value " + value + "; did you mean \""
                                + Nearest.to(key, known).orElseThrow() + "\"? (known: " + String.join(", ", known)
                                + ")");
            }
            default -> {
                String value = Place.text(document.root().at(pointer));
                String hint = error.getKeyword().equals("enum")
                                && error.getInstanceNode().isString()
                        ? Nearest.closeTo(
                                        error.getInstanceNode().stringValue(),
                                        parent.get("enum")
                                                .valueStream()
                                                .map(JsonNode::asString)
                                                .toList())
                                .map(name -> "; did you mean \"" + name + "\"?")
                                .orElse("")
                        : "";
                document.report(pointer, value, value + " is not allowed; expected " + words.expected(parent) + hint);
            }
        }
    }

    /** The schema that holds the keyword of the error. */
    private JsonNode parent(Error error) {
        return root.at(Pointer.parent(error.getSchemaLocation().getFragment().toString()));
    }

    /** What a key of the scenario stands for if the file leaves it out, if that is an object; a fresh copy. */
    Optional<JsonNode> defaultObject(String key) {
        return Optional.of(root.path("properties").path(key).path("default"))
                .filter(JsonNode::isObject)
                .map(JsonNode::deepCopy);
    }
}
