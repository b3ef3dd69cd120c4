package io.github.stosszahl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What one would write down to repeat a run: one column per run. */
final class FactsSection {
    private final Cast cast;

    FactsSection(Cast cast) {
        this.cast = cast;
    }

    void write(Xml out) {
        out.open("section", "id", "facts").element("h2", "Run facts");
        out.open("div", "class", "scroll").open("table", "class", "facts");
        if (cast.several()) {
            out.open("tr").element("th", "");
            for (int run = 0; run < cast.runs().size(); run++) {
                out.open("th", "class", "k", "style", Colour.distinct(run).style());
                out.open("span", "class", "swatch").close().text(cast.name(run)).close();
            }
            out.close();
        }
        row(out, "Folder", Run::folder);
        fact(out, "Status", m -> m.text("/status"));
        fact(out, "Started", m -> m.text("/started"));
        fact(out, "Seed", m -> m.text("/seed"));
        fact(out, "Replicas", m -> Numbers.count(m.number("/replicas")));
        fact(out, "Version", FactsSection::version);
        fact(out, "Units", m -> m.text("/scenario/units"));
        fact(out, "Threads", m -> m.text("/performance/threads"));
        fact(out, "Kernel", m -> m.text("/performance/kernel"));
        fact(out, "Wall time", m -> Numbers.seconds(m.number("/performance/wallSeconds")));
        fact(out, "Time in collisions", m -> Numbers.seconds(m.number("/performance/collideSeconds")));
        fact(out, "Time in transport", m -> Numbers.seconds(m.number("/performance/transportSeconds")));
        fact(out, "Candidate collisions", m -> Numbers.count(m.number("/performance/candidates")));
        fact(out, "Collisions", m -> Numbers.count(m.number("/performance/collisions")));
        fact(out, "Collisions per second of wall time", FactsSection::collisionRate);
        fact(out, "Particle steps", m -> Numbers.count(m.number("/performance/particleSteps")));
        fact(out, "Exact solution", m -> m.text("/reference/solution"));
        fact(out, "Standard errors", FactsSection::standardErrors);
        fact(out, "Conservation", m -> m.text("/conservation/description"));
        fact(out, "Output times", FactsSection::outputTimes);
        fact(out, "Environment", FactsSection::environment);
        out.close().close().line();
        for (int run = 0; run < cast.runs().size(); run++) {
            if (cast.several()) {
                out.element("h3", cast.name(run));
            }
            Manifest manifest = cast.runs().get(run).manifest();
            species(out, manifest);
            pairs(out, manifest);
            details(out, manifest);
        }
        out.close().line();
    }

    private void fact(Xml out, String name, Function<Manifest, String> value) {
        row(out, name, run -> value.apply(run.manifest()));
    }

    /** A row of the table, unless no run has anything to say in it. */
    private void row(Xml out, String name, Function<Run, String> value) {
        List<String> values = cast.runs().stream().map(value).toList();
        if (values.stream().allMatch(v -> v.isEmpty() || v.equals(Numbers.NONE))) {
            return;
        }
        out.open("tr").element("th", name, "scope", "row");
        values.forEach(v -> out.element("td", v.isEmpty() ? Numbers.NONE : v));
        out.close();
    }

    private static String version(Manifest m) {
        String commit = m.text("/commit");
        return m.text("/version") + (commit.isEmpty() ? "" : " (commit " + commit + ")");
    }

    private static String collisionRate(Manifest m) {
        return Numbers.rough(m.number("/performance/collisions") / m.number("/performance/wallSeconds"));
    }

    private static String standardErrors(Manifest m) {
        String description = m.text("/standardErrors/description");
        if (!description.isEmpty()) {
            return description;
        }
        String series = m.text("/standardErrors/timeseries");
        String density = m.text("/standardErrors/density");
        return (series.isEmpty() ? "" : "time series: " + series)
                + (density.isEmpty() ? "" : (series.isEmpty() ? "" : "; ") + "densities: " + density);
    }

    private static String outputTimes(Manifest m) {
        List<JsonNode> times = m.list("/outputs/times");
        if (times.isEmpty()) {
            return "";
        }
        String first = Numbers.time(times.get(0).asDouble(Double.NaN), m.si());
        String last = Numbers.time(times.get(times.size() - 1).asDouble(Double.NaN), m.si());
        return times.size() == 1 ? first : times.size() + " from " + first + " to " + last;
    }

    private static String environment(Manifest m) {
        List<String> parts = new ArrayList<>();
        String java = m.text("/environment/java");
        String processors = m.text("/environment/processors");
        if (!java.isEmpty()) {
            parts.add("Java " + java);
        }
        parts.add(m.text("/environment/os"));
        if (!processors.isEmpty()) {
            parts.add(processors + " processors");
        }
        parts.remove("");
        return String.join(", ", parts);
    }

    private static void species(Xml out, Manifest m) {
        List<JsonNode> all = m.species();
        if (all.isEmpty()) {
            return;
        }
        boolean si = m.si();
        head(out, "Species", si ? "Mass (kg)" : "Mass", "Particles", "Weight", si ? "Density (m⁻³)" : "Density");
        for (JsonNode s : all) {
            out.open("tr").element("td", Manifest.text(s.path("name")));
            out.element("td", Numbers.significant(Manifest.number(s, "mass"), 5));
            out.element("td", Numbers.count(Manifest.number(s, "particles")));
            out.element("td", Numbers.significant(Manifest.number(s, "weight"), 5));
            out.element("td", Numbers.significant(Manifest.number(s, "density"), 5))
                    .close();
        }
        out.close().close().line();
    }

    private static void pairs(Xml out, Manifest m) {
        List<JsonNode> pairs = m.list("/collisions");
        if (pairs.isEmpty()) {
            return;
        }
        head(out, "Pair", "Candidates", "Accepted", "Acceptance", "Continued", "Share continued", "Clipped");
        for (JsonNode pair : pairs) {
            List<String> names = new ArrayList<>();
            pair.path("pair").forEach(name -> names.add(Manifest.text(name)));
            out.open("tr").element("td", String.join(" – ", names));
            for (String key : List.of("candidates", "accepted")) {
                out.element("td", Numbers.count(Manifest.number(pair, key)));
            }
            out.element("td", percent(Manifest.number(pair, "acceptance")));
            out.element("td", Numbers.count(Manifest.number(pair, "continued")));
            out.element("td", percent(Manifest.number(pair, "continuedFraction")));
            out.element("td", Numbers.count(Manifest.number(pair, "clipped"))).close();
        }
        out.close().close().line();
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? Numbers.significant(100 * share, 4) + " %" : Numbers.NONE;
    }

    private static void head(Xml out, String... names) {
        out.open("div", "class", "scroll").open("table", "class", "numbers").open("tr");
        for (String name : names) {
            out.element("th", name);
        }
        out.close();
    }

    private static void details(Xml out, Manifest m) {
        String files = m.list("/outputs/files").stream().map(Manifest::text).collect(Collectors.joining("\n"));
        if (!files.isEmpty()) {
            out.open("details")
                    .element("summary", "Files")
                    .element("pre", files)
                    .close();
        }
        String scenario = m.scenario();
        if (!scenario.isEmpty()) {
            out.open("details").element("summary", "Scenario, with every default filled in");
            out.element("pre", scenario).close();
        }
    }
}
