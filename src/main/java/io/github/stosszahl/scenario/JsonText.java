package io.github.stosszahl.scenario;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON text with comments into a tree and notes where everything stands. Repeated keys and numbers that no double
 * holds are faults that do not stop the reading, so that all of them are found; such a number becomes null in the tree.
 */
final class JsonText {
    // NaN and Infinity are let through to be refused here with a message that says why
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** A place in a text, both counted from 1. */
    record Location(int line, int column) {
        static Location of(TokenStreamLocation location) {
            return new Location(location.getLineNr(), location.getColumnNr());
        }
    }

    /** Told of each fault; the location is that of the repeated key or of the number. */
    interface FaultListener {
        void fault(Location location, String pointer, String value, String message);
    }

    private final Map<String, Location> values = new HashMap<>();
    private final Map<String, Location> keys = new HashMap<>();
    private final FaultListener listener;
    private final JsonParser parser;
    private final JsonNode root;

    private JsonText(JsonParser parser, String pointer, FaultListener listener) {
        this.parser = parser;
        this.listener = listener;
        if (parser.nextToken() == null) {
            throw malformed("there is no JSON value in it");
        }
        root = value(pointer);
        if (parser.nextToken() != null) {
            throw malformed("unexpected text after the end of the JSON value");
        }
    }

    /**
     * Parses a text that holds one JSON value.
     *
     * @param pointer pointer that the value has in its document
     * @throws tools.jackson.core.JacksonException if the text is not JSON
     */
    static JsonText parse(String text, String pointer, FaultListener listener) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new JsonText(parser, pointer, listener);
        }
    }

    /** The value that the text holds. */
    JsonNode root() {
        return root;
    }

    /** Where each value starts, by pointer. */
    Map<String, Location> values() {
        return values;
    }

    /** Where each key starts, by pointer. */
    Map<String, Location> keys() {
        return keys;
    }

    private JsonNode value(String pointer) {
        values.put(pointer, Location.of(parser.currentTokenLocation()));
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(pointer);
            case START_ARRAY -> array(pointer);
            case VALUE_STRING -> nodes.stringNode(parser.getString());
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(pointer);
            default -> nodes.nullNode();
        };
    }

    private JsonNode object(String pointer) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Location location = Location.of(parser.currentTokenLocation());
            String child = Pointer.child(pointer, key);
            Location first = keys.putIfAbsent(child, location);
            if (first != null) {
                listener.fault(
                        location,
                        child,
                        "",
                        "the key is given twice, first in line " + first.line() + "; expected it once");
            }
            parser.nextToken();
            object.set(key, value(child));
        }
        return object;
    }

    private JsonNode array(String pointer) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(Pointer.child(pointer, array.size())));
        }
        return array;
    }

    private JsonNode number(String pointer) {
        String text = parser.getString();
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            boolean literal = parser.isNaN() && text.chars().noneMatch(Character::isDigit);
            listener.fault(
                    Location.of(parser.currentTokenLocation()),
                    pointer,
                    text,
                    text + (literal ? " is not allowed" : " is too large") + "; expected a finite number");
            return JsonNodeFactory.instance.nullNode();
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            return JsonNodeFactory.instance.numberNode(value);
        }
        // from the text: the parser would convert from the double that it was asked for above, which has fewer digits
        // than a seed
        BigInteger integer = new BigInteger(text);
        return integer.bitLength() < Long.SIZE
                ? JsonNodeFactory.instance.numberNode(integer.longValue())
                : JsonNodeFactory.instance.numberNode(integer);
    }

    private RuntimeException malformed(String message) {
        return new StreamReadException(parser, message, parser.currentTokenLocation());
    }
}
