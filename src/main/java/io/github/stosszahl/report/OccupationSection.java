package io.github.stosszahl.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The occupation q f of Fermi and Bose species beside that of the equilibrium that they must reach. */
final class OccupationSection {
    private static final int MOST_TIMES = 6;
    /** Of the points that are drawn, over the largest occupation. */
    private static final double LARGEST_ERROR = 0.1;

    private final Cast cast;
    private final boolean si;

    OccupationSection(Cast cast) {
        this.cast = cast;
        this.si = cast.first().manifest().si();
    }

    void write(Xml out) {
        Map<String, List<SpeedDistribution>> occupations = cast.first().occupations();
        if (occupations.isEmpty()) {
            return;
        }
        out.open("section", "id", "occupation").element("h2", "Occupation of states");
        out.open("p", "class", "note")
                .text("Occupation ")
                .symbol("q")
                .text(" ")
                .symbol("f")
                .text(", averaged over the directions of ")
                .symbol("v")
                .text(" − ")
                .symbol("u")
                .text(
                        ". Shaded: ±2 standard errors. Dashed: the equilibrium of the density, momentum and energy of this run.");
        out.text(" Strips: (occupation − equilibrium) / standard error at the last time.");
        if (cast.several()) {
            out.text(" Of the first run only, " + cast.name(0) + ".");
        }
        out.close();
        table(out, cast.first().manifest());
        out.open("div", "class", "grid");
        occupations.forEach((species, all) -> figure(out, species, Selection.spread(all, MOST_TIMES)));
        out.close().close().line();
    }

    private void table(Xml out, Manifest manifest) {
        if (!manifest.has("/equilibrium")) {
            return;
        }
        double temperature = manifest.number("/equilibrium/temperature");
        out.open("div", "class", "scroll").open("table");
        out.open("tr");
        for (String head : List.of(
                "species",
                "statistics",
                "T of the equilibrium" + (si ? ", K" : ""),
                "log z",
                "q f at u",
                "T/T_F",
                "T/T_c")) {
            out.element("th", head);
        }
        out.close();
        for (JsonNode species : manifest.list("/equilibrium/species")) {
            out.open("tr")
                    .element("td", Manifest.text(species.path("species")))
                    .element("td", Manifest.text(species.path("statistics")))
                    .element("td", number(temperature))
                    .element("td", number(Manifest.number(species, "logFugacity")))
                    .element("td", number(Manifest.number(species, "largestOccupation")))
                    .element("td", number(temperature / Manifest.number(species, "fermiTemperature")))
                    .element("td", number(temperature / Manifest.number(species, "criticalTemperature")))
                    .close();
        }
        out.close().close().line();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Numbers.significant(value, 5) : "";
    }

    /** The occupation without the shells about 0 that hold so few states that their noise would set the scale of the figure. */
    private static double[] precise(SpeedDistribution d) {
        double largest = Arrays.stream(d.exact())
                .filter(Double::isFinite)
                .max()
                .orElseGet(() -> Arrays.stream(d.density()).max().orElse(0));
        double[] y = d.density().clone();
        for (int i = 0; i < y.length; i++) {
            y[i] = d.error()[i] <= LARGEST_ERROR * largest ? y[i] : Double.NaN;
        }
        return y;
    }

    private void figure(Xml out, String species, List<SpeedDistribution> shown) {
        List<Chart.Line> lines = new ArrayList<>();
        List<Chart.Exact> equilibrium = new ArrayList<>();
        List<Chart.Strip> strips = new ArrayList<>();
        Legend legend = new Legend();
        Range speeds = new Range().add(0);
        for (int i = 0; i < shown.size(); i++) {
            SpeedDistribution d = shown.get(i);
            String key = "t" + i;
            Colour colour = Colour.sequential(i, shown.size());
            legend.colour(key, colour, "t = " + Numbers.time(d.time(), si));
            speeds.add(d.speed());
            lines.add(new Chart.Line(key, colour, Marker.NONE, d.speed(), precise(d), d.error(), List.of()));
            boolean known = !Arrays.stream(d.exact()).allMatch(Double::isNaN);
            if (known && i == shown.size() - 1) {
                equilibrium.add(new Chart.Exact(key, d.speed(), d.exact()));
                Residuals residuals = Residuals.of(d.speed(), d.density(), d.error(), d.exact());
                strips.add(new Chart.Strip(key, colour, Marker.NONE, residuals, List.of()));
            }
        }
        Axis ordinate = Chart.ordinate(lines, equilibrium);
        out.open("figure", "data-occupation", species);
        TimeSection.caption(out, Cast.label(species), "q f", "", ordinate);
        legend.dashed(!equilibrium.isEmpty(), "equilibrium").write(out);
        new Chart(Chart.abscissa(speeds), "|v − u|", si ? "m/s" : "", ordinate, lines, equilibrium, strips)
                .write(out, "Occupation of " + Cast.label(species));
        out.close().line();
    }
}
