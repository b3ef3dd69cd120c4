package io.github.stosszahl.scenario;

import java.util.StringJoiner;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Says in words what a schema allows. */
final class SchemaText {
    private final JsonNode root;

    SchemaText(JsonNode root) {
        this.root = root;
    }

    /** The schema with its reference replaced by what it refers to; keywords beside the reference win. */
    JsonNode resolve(JsonNode schema) {
        if (!schema.has("$ref")) {
            return schema;
        }
        ObjectNode target = (ObjectNode)
                resolve(root.at(schema.get("$ref").stringValue().substring(1))).deepCopy();
        target.setAll((ObjectNode) schema);
        target.remove("$ref");
        return target;
    }

    /** What the schema expects, such as "a number greater than 0". */
    String expected(JsonNode schema) {
        JsonNode resolved = resolve(schema);
        if (resolved.has("x-expected")) {
            return resolved.get("x-expected").stringValue();
        }
        if (resolved.has("const")) {
            return resolved.get("const").toString();
        }
        if (resolved.has("enum")) {
            JsonNode values = resolved.get("enum");
            return (values.size() > 1 ? "one of " : "") + list(values);
        }
        JsonNode type = resolved.path("type");
        if (type.isArray()) {
            return type.valueStream()
                    .map(t -> phrase(resolved, t.stringValue(), false))
                    .collect(Collectors.joining(" or "));
        }
        return phrase(resolved, type.asString("any value"), false);
    }

    /** The values of a list, separated by commas. */
    static String list(JsonNode values) {
        return values.valueStream().map(JsonNode::toString).collect(Collectors.joining(", "));
    }

    private String phrase(JsonNode schema, String type, boolean plural) {
        return switch (type) {
            case "number" -> (plural ? "numbers" : "a number") + range(schema);
            case "integer" -> (plural ? "integers" : "an integer") + range(schema);
            case "string" -> plural ? "strings" : schema.has("minLength") ? "a non-empty string" : "a string";
            case "boolean" -> "true or false";
            case "object" -> plural ? "objects" : "an object";
            case "array" -> (plural ? "lists" : "a list") + count(schema) + items(schema);
            default -> type;
        };
    }

    private String items(JsonNode schema) {
        JsonNode items = resolve(schema.path("items"));
        JsonNode type = items.path("type");
        return type.isString() ? " " + phrase(items, type.stringValue(), true) : "";
    }

    private static String count(JsonNode schema) {
        boolean least = schema.has("minItems");
        boolean most = schema.has("maxItems");
        int min = schema.path("minItems").asInt(0);
        int max = schema.path("maxItems").asInt(0);
        if (least && most) {
            return min == max ? " of " + min : " of " + min + " to " + max;
        }
        return least ? " of at least " + min : " of";
    }

    private static String range(JsonNode schema) {
        if (schema.has("minimum") && schema.has("maximum")) {
            return " from " + schema.get("minimum") + " to " + schema.get("maximum");
        }
        StringJoiner bounds = new StringJoiner(" and ", " ", "").setEmptyValue("");
        add(bounds, schema, "exclusiveMinimum", "greater than ");
        add(bounds, schema, "minimum", "at least ");
        add(bounds, schema, "exclusiveMaximum", "less than ");
        return bounds.toString();
    }

    private static void add(StringJoiner bounds, JsonNode schema, String keyword, String words) {
        if (schema.has(keyword)) {
            bounds.add(words + schema.get(keyword));
        }
    }
}
