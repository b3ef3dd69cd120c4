package io.github.stosszahl.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contents of run.json; what is missing reads as empty text or NaN, what is unknown is ignored. */
final class Manifest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode root;

    private Manifest(JsonNode root) {
        this.root = root;
    }

    static Manifest read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + ": no such file; is its folder a run of stosszahl?");
        }
        JsonNode root;
        try {
            root = JSON.readTree(file.toFile());
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new IOException(file + ": line " + line + ": " + firstLine(e.getOriginalMessage()), e);
        }
        if (!root.isObject()) {
            throw new IOException(file + ": line 1: a JSON object expected");
        }
        String format = root.path("format").asString("stosszahl-run");
        if (!"stosszahl-run".equals(format)) {
            throw new IOException(file + ": /format: \"stosszahl-run\" expected, got \"" + firstLine(format) + "\"");
        }
        return new Manifest(root);
    }

    private static String firstLine(String text) {
        return String.valueOf(text).lines().findFirst().orElse("");
    }

    /** Whether there is an object at a JSON pointer. */
    boolean has(String pointer) {
        return root.at(pointer).isObject();
    }

    /** The text at a JSON pointer, empty if there is none. */
    String text(String pointer) {
        return text(root.at(pointer));
    }

    /** The number at a JSON pointer, NaN if there is none. */
    double number(String pointer) {
        return root.at(pointer).asDouble(Double.NaN);
    }

    /** The objects or values of an array at a JSON pointer. */
    List<JsonNode> list(String pointer) {
        List<JsonNode> items = new ArrayList<>();
        JsonNode array = root.at(pointer);
        if (array.isArray()) {
            array.forEach(items::add);
        }
        return items;
    }

    static String text(JsonNode value) {
        return value.isMissingNode() || value.isNull()
                ? ""
                : value.isValueNode() ? value.asString("") : value.toString();
    }

    static double number(JsonNode object, String key) {
        return object.path(key).asDouble(Double.NaN);
    }

    boolean si() {
        return "SI".equals(text("/scenario/units"));
    }

    List<JsonNode> species() {
        List<JsonNode> species = list("/species");
        return species.isEmpty() ? list("/scenario/species") : species;
    }

    /** The resolved scenario as indented JSON, empty if run.json has none. */
    String scenario() {
        JsonNode scenario = root.path("scenario");
        return scenario.isObject() ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(scenario) : "";
    }
}
