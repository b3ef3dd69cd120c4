package io.github.stosszahl.output;

import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** run.json: what ran, how, and which files came of it. */
public final class Manifest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Manifest() {}

    /**
     * Writes run.json.
     *
     * @param folder where it goes
     * @param scenarioJson the resolved scenario as JSON text
     * @param entries everything else: maps, lists, strings, numbers, booleans and null, in the order wanted; numbers are finite
     */
    public static void write(RunFolder folder, String scenarioJson, Map<String, ?> entries) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", "stosszahl-run");
        root.put("formatVersion", 1);
        root.setAll((ObjectNode) JSON.valueToTree(entries));
        root.set("scenario", JSON.readTree(scenarioJson));
        folder.write("run.json", out -> out.write(JSON.writeValueAsString(root) + "\n"));
    }
}
