package io.github.stosszahl.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of a comparison, from its compare.json. */
public final class ComparisonReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ComparisonReport() {}

    /**
     * Makes the page.
     *
     * @param file compare.json
     * @return the page, well-formed XML and HTML, which needs no other file
     * @throws IOException if the file is missing or broken, with one line that names it
     */
    public static String html(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + ": no such file");
        }
        JsonNode root;
        try {
            root = JSON.readTree(file.toFile());
        } catch (JacksonException e) {
            throw new IOException(
                    file + ": " + e.getOriginalMessage().lines().findFirst().orElse("broken"), e);
        }
        Xml out = new Xml();
        out.raw("<!DOCTYPE html>\n");
        out.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
        String title = text(root, "run") + " against " + text(root, "reference");
        RunReport.head(out, title);
        out.open("body").open("main");
        out.open("header").element("p", "stosszahl", "class", "brand").element("h1", title);
        out.element("p", text(root, "verdict"), "class", "lead").close().line();
        warnings(out, root);
        densities(out, root.path("densities"), root.path("quantities"));
        values(out, root.path("quantities"));
        out.close().close().close();
        return out.toString();
    }

    private static void warnings(Xml out, JsonNode root) {
        boolean exceeded = root.path("toleranceExceeded").asBoolean(false);
        if (root.path("notes").isEmpty() && !exceeded) {
            return;
        }
        out.open("section", "class", "warnings").element("h2", "Notes").open("ul");
        if (exceeded) {
            StringBuilder beyond = new StringBuilder();
            root.path("beyondTolerance")
                    .forEach(line -> beyond.append(beyond.isEmpty() ? "" : "; ").append(line.asString("")));
            out.element("li", "The tolerance " + number(root, "tolerance") + " is exceeded: " + beyond);
        }
        root.path("notes").forEach(note -> out.element("li", note.asString("")));
        out.close().close().line();
    }

    private static void densities(Xml out, JsonNode densities, JsonNode quantities) {
        if (densities.isEmpty()) {
            return;
        }
        out.open("section").element("h2", "Densities");
        out.element(
                "p",
                "Distances of the two densities relative to f in the same norm. Error: the part that is not noise; for L1 and Linf a lower bound. Noise: what"
                        + " particles alone would show.",
                "class",
                "note");
        table(out, List.of("time", "species", "norm", "error", "stderr", "seen", "noise"));
        for (JsonNode q : quantities) {
            if (!text(q, "norm").equals("difference")) {
                row(
                        out,
                        List.of(
                                number(q, "time"),
                                text(q, "species"),
                                text(q, "norm"),
                                number(q, "value"),
                                number(q, "stderr"),
                                number(q, "observed"),
                                number(q, "noise")));
            }
        }
        out.close().close();
        out.element("h3", "Tests");
        table(out, List.of("time", "species", "test", "degrees of freedom", "statistic", "p"));
        for (JsonNode density : densities) {
            for (JsonNode test : density.path("tests")) {
                row(
                        out,
                        List.of(
                                number(density, "time"),
                                text(density, "species"),
                                text(test, "name"),
                                number(test, "degreesOfFreedom"),
                                number(test, "statistic"),
                                number(test, "pValue")));
            }
        }
        out.close().close();
        for (JsonNode density : densities) {
            JsonNode largest = density.path("largest");
            if (largest.isObject()) {
                out.element(
                        "p",
                        "t = " + number(density, "time") + ", " + text(density, "species") + ": largest difference in "
                                + text(largest, "description") + ". L2 error below " + number(density, "upperL2")
                                + " (95 %).");
            }
        }
        out.close().line();
        for (JsonNode density : densities) {
            if (!density.path("moments").isEmpty()) {
                out.open("section")
                        .element(
                                "h2",
                                "Moments of f of " + text(density, "species") + " at t = " + number(density, "time"));
                values(out, density.path("moments"), true);
                out.close().line();
            }
        }
    }

    private static void values(Xml out, JsonNode quantities) {
        for (JsonNode q : quantities) {
            if (text(q, "norm").equals("difference")) {
                out.open("section").element("h2", "Values");
                values(out, quantities, false);
                out.close().line();
                return;
            }
        }
    }

    private static void values(Xml out, JsonNode quantities, boolean moments) {
        table(
                out,
                List.of(
                        "time",
                        moments ? "" : "species",
                        "quantity",
                        "reference",
                        "run",
                        "difference",
                        "stderr",
                        "relative",
                        "p"));
        for (JsonNode q : quantities) {
            if (text(q, "norm").equals("difference")) {
                row(
                        out,
                        List.of(
                                number(q, "time"),
                                moments ? "" : text(q, "species"),
                                text(q, "quantity"),
                                number(q, "reference"),
                                number(q, "run"),
                                number(q, "value"),
                                number(q, "stderr"),
                                number(q, "relative"),
                                number(q, "pValue")));
            }
        }
        out.close().close();
    }

    private static void table(Xml out, List<String> heads) {
        out.open("div", "class", "scroll").open("table", "class", "numbers").open("tr");
        heads.forEach(head -> out.element("th", head));
        out.close().line();
    }

    private static void row(Xml out, List<String> cells) {
        out.open("tr");
        cells.forEach(cell -> out.element("td", cell));
        out.close().line();
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }

    private static String number(JsonNode node, String key) {
        double value = node.path(key).asDouble(Double.NaN);
        return Double.isFinite(value) ? Numbers.significant(value, 4) : "";
    }
}
