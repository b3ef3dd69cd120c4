package io.github.stosszahl.report;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The head of the page: title, one paragraph, and the warnings. */
final class SummarySection {
    private final Cast cast;

    SummarySection(Cast cast) {
        this.cast = cast;
    }

    /** The title of the page. */
    String title() {
        return cast.several() ? "Comparison of " + cast.runs().size() + " runs" : cast.name(0);
    }

    void write(Xml out) {
        out.open("header").element("p", "stosszahl", "class", "brand").element("h1", title());
        if (cast.several()) {
            out.open("ol", "class", "runs");
            for (int run = 0; run < cast.runs().size(); run++) {
                out.open("li", "class", "k", "style", Colour.distinct(run).style());
                out.open("span", "class", "swatch")
                        .close()
                        .element("b", cast.name(run))
                        .text(". ");
                out.text(summary(cast.runs().get(run))).close();
            }
            out.close();
        } else {
            out.element("p", summary(cast.first()), "class", "lead");
        }
        out.close().line();
        warnings(out);
    }

    private void warnings(Xml out) {
        List<String> warnings = new ArrayList<>();
        for (int run = 0; run < cast.runs().size(); run++) {
            Manifest m = cast.runs().get(run).manifest();
            String who = cast.several() ? cast.name(run) + ": " : "";
            String status = m.text("/status");
            if (!status.isEmpty() && !status.equals("complete")) {
                warnings.add(who + "The run is not complete: its status is " + status
                        + ". The figures show what it had written.");
            }
            m.list("/warnings").forEach(warning -> warnings.add(who + Manifest.text(warning)));
        }
        if (warnings.isEmpty()) {
            return;
        }
        out.open("section", "class", "warnings", "role", "alert");
        out.element("h2", warnings.size() == 1 ? "Warning" : "Warnings").open("ul");
        warnings.forEach(warning -> out.element("li", warning));
        out.close().close().line();
    }

    private static String summary(Run run) {
        Manifest m = run.manifest();
        String equation = m.text("/scenario/equation");
        String space = m.text("/scenario/space/type");
        StringBuilder text = new StringBuilder();
        text.append(space.isEmpty() || space.equals("homogeneous") ? "The spatially homogeneous " : "The ");
        text.append(nameOf(equation)).append(" equation");
        String dimension = m.text("/scenario/velocityDimension");
        if (!dimension.isEmpty()) {
            text.append(" in d = ").append(dimension);
        }
        List<JsonNode> species = m.species();
        if (!species.isEmpty()) {
            text.append(species.size() == 1 ? ", for one species: " : ", for " + species.size() + " species: ");
            List<String> each = new ArrayList<>();
            for (JsonNode s : species) {
                double particles = Manifest.number(s, "particles");
                String many = Double.isFinite(particles) ? " (" + Numbers.count(particles) + " particles)" : "";
                each.add(Manifest.text(s.path("name")) + many);
            }
            text.append(String.join(", ", each));
        }
        double replicas = m.number("/replicas");
        if (replicas > 1) {
            text.append(", in ").append(Numbers.count(replicas)).append(" replicas");
        }
        text.append('.');
        double seconds = m.number("/performance/collideSeconds");
        double collisions = m.number("/performance/collisions");
        if (Double.isFinite(collisions) && seconds > 0) {
            text.append(' ').append(capitalised(Numbers.rough(collisions))).append(" collisions in ");
            text.append(Numbers.seconds(seconds)).append(" of wall time");
            String threads = m.text("/performance/threads");
            if (!threads.isEmpty()) {
                text.append(" on ").append(threads).append(threads.equals("1") ? " thread" : " threads");
            }
            text.append(": ").append(Numbers.rough(collisions / seconds)).append(" per second.");
        }
        return text.toString();
    }

    /** "linearised-boltzmann" is the linearised Boltzmann equation. */
    private static String nameOf(String equation) {
        int start = equation.indexOf('-') + 1;
        return equation.isEmpty()
                ? "Boltzmann"
                : equation.substring(0, start).replace('-', ' ') + capitalised(equation.substring(start));
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
