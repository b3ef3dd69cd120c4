package io.github.stosszahl.scenario;

import io.github.stosszahl.scenario.JsonText.Location;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON tree of a scenario after the overrides, which knows where each value comes from. */
final class Document {
    /** Where a value was written: in a line of the file or, if line is 0, by an option of the command line. */
    private record Origin(int line, int column, String option) {}

    private final Path path;
    private final Problems problems;
    private final Map<String, Origin> values = new HashMap<>();
    private final Map<String, Origin> keys = new HashMap<>();
    private final JsonNode root;

    private Document(Path path, Problems problems, JsonText text) {
        this.path = path;
        this.problems = problems;
        this.root = text.root();
        text.values().forEach((pointer, at) -> values.put(pointer, new Origin(at.line(), at.column(), "")));
        text.keys().forEach((pointer, at) -> keys.put(pointer, new Origin(at.line(), at.column(), "")));
    }

    /**
     * Parses the text of a scenario file and applies the overrides, reporting repeated keys, numbers that are not
     * finite, and pointers that lead nowhere.
     *
     * @throws ScenarioException if the text is not JSON
     */
    static Document of(Path path, String text, Overrides overrides, Problems problems) throws ScenarioException {
        JsonText json;
        try {
            json = JsonText.parse(
                    text,
                    "",
                    (at, pointer, value, message) -> problems.add(
                            new Problem(path.toString(), at.line(), at.column(), pointer, value, message)));
        } catch (JacksonException e) {
            Location at = Location.of(e.getLocation());
            throw new ScenarioException(List.of(
                    new Problem(path.toString(), at.line(), at.column(), "", "", "not valid JSON: " + reason(e))));
        }
        Document document = new Document(path, problems, json);
        for (Overrides.Setting setting : overrides.settings()) {
            document.set(setting);
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        overrides.seed().ifPresent(seed -> document.put("/seed", nodes.numberNode(seed), "--seed"));
        overrides.replicas().ifPresent(n -> document.put("/replicas", nodes.numberNode(n), "--replicas"));
        return document;
    }

    /**
     * What the parser complains about; NaN, which it lists among the valid values, is let through only to be refused
     * with a better message.
     */
    private static String reason(JacksonException e) {
        return e.getOriginalMessage().replace(" (or 'NaN'/'+INF'/'-INF')", "");
    }

    JsonNode root() {
        return root;
    }

    Problems problems() {
        return problems;
    }

    /** The whole document as a place. */
    Place rootPlace() {
        return new Place(this, "", root);
    }

    /** The file that a value of the scenario names: relative to the folder of the scenario file. */
    Path resolve(String file) {
        Path folder = path.getParent();
        return folder == null ? Path.of(file) : folder.resolve(file);
    }

    /** Reports a problem with the value at the pointer, or with a value that is missing there. */
    void report(String pointer, String value, String message) {
        report(origin(values, pointer), pointer, value, message);
    }

    /** Reports a problem with the key at the pointer. */
    void reportKey(String pointer, String value, String message) {
        report(origin(keys, pointer), pointer, value, message);
    }

    private void report(Origin origin, String pointer, String value, String message) {
        String source = origin.option().isEmpty() ? "" : " (from " + origin.option() + ")";
        problems.add(new Problem(path.toString(), origin.line(), origin.column(), pointer, value, message + source));
    }

    /** The origin of the pointer or, for want of it, of the closest value that holds it. */
    private Origin origin(Map<String, Origin> origins, String pointer) {
        Origin origin = origins.get(pointer);
        for (String at = pointer; origin == null; at = Pointer.parent(at)) {
            origin = values.get(at);
        }
        return origin;
    }

    private void set(Overrides.Setting setting) {
        String pointer = setting.pointer();
        String option = "--set " + pointer;
        JsonNode value;
        try {
            value = JsonText.parse(
                            setting.value(),
                            pointer,
                            (at, where, text, message) -> problems.add(new Problem(
                                    path.toString(), 0, 0, where, text, message + " (from " + option + ")")))
                    .root();
        } catch (JacksonException e) {
            value = JsonNodeFactory.instance.stringNode(setting.value());
        }
        put(pointer, value, option);
    }

    private void put(String pointer, JsonNode value, String option) {
        if (!pointer.startsWith("/")) {
            refuseSetting(pointer, value, option, "; expected a JSON pointer, which starts with /");
            return;
        }
        List<String> tokens = Pointer.tokens(pointer);
        JsonNode parent = root;
        String at = "";
        for (String token : tokens.subList(0, tokens.size() - 1)) {
            Optional<JsonNode> child = child(parent, token);
            if (child.isEmpty() && parent == root && parent instanceof ObjectNode object) {
                child = ScenarioSchema.load().defaultObject(token);
                child.ifPresent(implied -> object.set(token, implied));
            }
            at = Pointer.child(at, token);
            if (child.isEmpty()) {
                refuseSetting(pointer, value, option, ": the scenario has no " + at + nearest(parent, token));
                return;
            }
            parent = child.get();
        }
        String last = tokens.get(tokens.size() - 1);
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else if (parent instanceof ArrayNode array && child(array, last).isPresent()) {
            array.set(Integer.parseInt(last), value);
        } else {
            String problem = parent.isArray() ? indices(parent) : " is no object or list";
            refuseSetting(pointer, value, option, ": " + (at.isEmpty() ? "the scenario" : at) + problem);
            return;
        }
        values.keySet().removeIf(known -> Pointer.isAtOrBelow(known, pointer));
        keys.keySet().removeIf(known -> Pointer.isAtOrBelow(known, pointer));
        values.put(pointer, new Origin(0, 0, option));
    }

    private void refuseSetting(String pointer, JsonNode value, String option, String reason) {
        String text = Place.text(value);
        problems.add(new Problem(path.toString(), 0, 0, pointer, text, option + " cannot be set to " + text + reason));
    }

    private static Optional<JsonNode> child(JsonNode parent, String token) {
        if (parent.isArray()) {
            return token.matches("0|[1-9][0-9]{0,8}")
                    ? Optional.ofNullable(parent.get(Integer.parseInt(token)))
                    : Optional.empty();
        }
        return Optional.ofNullable(parent.get(token));
    }

    private static String nearest(JsonNode parent, String token) {
        if (parent.isArray()) {
            return indices(parent);
        }
        return Nearest.to(token, parent.propertyNames())
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("");
    }

    private static String indices(JsonNode list) {
        return "; expected an index below " + list.size();
    }
}
