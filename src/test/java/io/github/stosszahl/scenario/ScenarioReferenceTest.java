package io.github.stosszahl.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The published copies of the schema are up to date; {@code -Dregenerate=true} renews them. */
class ScenarioReferenceTest {
    private static final Path PAGE = Path.of("docs", "scenario-reference.md");
    private static final Path SCHEMA = Path.of("docs", "scenario.schema.json");

    @Test
    void publishedFilesAreThoseOfTheSchema() throws IOException {
        String page = ScenarioReference.of(ScenarioSchema.load().root());
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(PAGE, page);
            Files.writeString(SCHEMA, ScenarioReader.schema());
        }
        assertThat(PAGE).hasContent(page);
        assertThat(SCHEMA).hasContent(ScenarioReader.schema());
    }

    @Test
    void everyKeyIsDescribedAndEveryNumberHasItsUnit() {
        // counts and indices are pure numbers by their type
        List<String> unitless = List.of("seed", "replicas", "outputs", "bins", "cells", "dimension", "particles");
        JsonNode schema = ScenarioSchema.load().root();
        SchemaText words = new SchemaText(schema);
        schema.get("$defs")
                .valueStream()
                .forEach(object -> object.path("properties")
                        .propertyStream()
                        .filter(property -> !property.getValue().has("const"))
                        .forEach(property -> {
                            JsonNode resolved = words.resolve(property.getValue());
                            assertThat(resolved.path("description").asString(""))
                                    .as("description of %s in %s", property.getKey(), object.path("title"))
                                    .isNotBlank();
                            if (words.expected(resolved).contains("number") && !unitless.contains(property.getKey())) {
                                assertThat(resolved.has("x-unit"))
                                        .as("unit of %s in %s", property.getKey(), object.path("title"))
                                        .isTrue();
                            }
                        }));
    }
}
