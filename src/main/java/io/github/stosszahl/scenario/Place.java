package io.github.stosszahl.scenario;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A value of the scenario together with its place, for the checks that come after the schema. The accessors rely on the
 * schema: they may be called where {@link #isSound} holds.
 */
record Place(Document document, String pointer, JsonNode node) {
    private static final int LONGEST_VALUE = 60;

    /** A JSON value as text for a message, shortened. */
    static String text(JsonNode node) {
        String text = node.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 3) + "...";
    }

    Place get(String key) {
        JsonNode child = node.get(key);
        return new Place(document, Pointer.child(pointer, key), child == null ? MissingNode.getInstance() : child);
    }

    /** The elements of a list; none if the value is no list. */
    List<Place> items() {
        List<Place> items = new ArrayList<>();
        for (int k = 0; node.isArray() && k < node.size(); k++) {
            items.add(new Place(document, Pointer.child(pointer, k), node.get(k)));
        }
        return items;
    }

    boolean exists() {
        return !node.isMissingNode();
    }

    /**
     * Whether nothing is known to be wrong with this value or below it; an optional value that is not there is sound.
     */
    boolean isSound() {
        return document.problems().isSound(pointer);
    }

    /** Whether the value is there and sound. */
    boolean isGiven() {
        return exists() && isSound();
    }

    String string() {
        return node.stringValue();
    }

    double number() {
        return node.doubleValue();
    }

    long integer() {
        // an integer may be written as 2e5
        return node.isIntegralNumber() ? node.longValue() : (long) node.doubleValue();
    }

    double[] numbers() {
        double[] numbers = new double[node.size()];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = node.get(k).doubleValue();
        }
        return numbers;
    }

    /** Reports that the value, or its absence, is not allowed. */
    void refuse(String expected) {
        String text = exists() ? text(node) : "";
        document.report(
                pointer,
                text,
                exists() ? text + " is not allowed; expected " + expected : "missing; expected " + expected);
    }
}
