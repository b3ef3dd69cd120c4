package io.github.stosszahl.scenario;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Writes docs/scenario-reference.md from the schema: one table per object, all of the same shape. */
final class ScenarioReference {
    private static final Map<String, String> SI = Map.of(
            "mass", "kg",
            "velocity", "m/s",
            "temperature", "K",
            "density", "1/m^3",
            "time", "s",
            "length", "m",
            "volume/time/velocity^gamma", "m^3/s (m/s)^-gamma",
            "radian", "rad",
            "1/f", "m^3 (m/s)^3",
            "1", "1");

    private final JsonNode schema;
    private final SchemaText words;
    private final StringBuilder text = new StringBuilder();

    private ScenarioReference(JsonNode schema) {
        this.schema = schema;
        this.words = new SchemaText(schema);
    }

    /** The reference page of a schema. */
    static String of(JsonNode schema) {
        ScenarioReference reference = new ScenarioReference(schema);
        reference.write();
        return reference.text.toString();
    }

    private void write() {
        text.append("# Scenario files\n\n")
                .append("<!-- Generated from scenario.schema.json; do not edit. To renew it:\n")
                .append("     mvn -q test -Dtest=ScenarioReferenceTest -Dregenerate=true -->\n\n")
                .append(
                        "A scenario is one JSON file in UTF-8. `//` and `/* */` comments are allowed; unknown keys, repeated keys,\n")
                .append(
                        "trailing commas, NaN and numbers beyond the range of a double are errors. `stosszahl run --set POINTER=VALUE`\n")
                .append(
                        "replaces any value by its JSON pointer, and [scenario.schema.json](scenario.schema.json) is the same\n")
                .append("description for editors. Names of files start at the folder of the scenario file.\n\n")
                .append("Units are those that `units` chooses; in SI they are\n\n| unit | SI |\n|---|---|\n");
        SI.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(unit -> row("`" + unit.getKey() + "`", unit.getValue()));
        text.append(
                        "\nDensities are per volume of space (per area for d = 2). *Not yet* marks what the format has and this version\n")
                .append("refuses.\n");
        section("scenario", schema);
        schema.get("$defs")
                .propertyStream()
                .filter(definition -> definition.getValue().has("properties"))
                .forEach(
                        definition -> section(definition.getValue().get("title").stringValue(), definition.getValue()));
    }

    private void section(String title, JsonNode object) {
        text.append("\n## ").append(title).append("\n\n");
        text.append(escape(object.get("description").stringValue())).append("\n\n");
        row("key", "type and values", "unit", "default", "meaning");
        text.append("|---|---|---|---|---|\n");
        object.get("properties").propertyStream().forEach(property -> {
            JsonNode resolved = words.resolve(property.getValue());
            boolean required = object.path("required")
                    .valueStream()
                    .anyMatch(name -> name.stringValue().equals(property.getKey()));
            row(
                    "`" + property.getKey() + "`",
                    values(resolved) + seeAlso(property.getValue()),
                    resolved.has("x-unit") ? "`" + resolved.get("x-unit").stringValue() + "`" : "",
                    defaultValue(resolved, required),
                    escape(resolved.path("description").asString("")));
        });
    }

    private String values(JsonNode property) {
        return code(words.expected(property));
    }

    /** Where the keys of an object, or of the objects of a list, are described. */
    private String seeAlso(JsonNode property) {
        JsonNode reference = property.path("items").has("$ref") ? property.get("items") : property;
        JsonNode target = words.resolve(reference);
        return reference.has("$ref") && target.has("properties")
                ? ", see *" + target.get("title").stringValue() + "*"
                : "";
    }

    /** Sets quoted values as code. */
    private static String code(String expected) {
        return escape(expected).replaceAll("(\"[^\"]*\")", "`$1`");
    }

    private static String defaultValue(JsonNode property, boolean required) {
        if (property.has("x-default")) {
            return escape(property.get("x-default").stringValue());
        }
        if (property.has("default")) {
            return "`" + property.get("default") + "`";
        }
        return required || property.has("const") ? "required" : "";
    }

    private static String escape(String cell) {
        return cell.replace("|", "\\|").replace("<", "&lt;");
    }

    private void row(String... cells) {
        text.append(Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
