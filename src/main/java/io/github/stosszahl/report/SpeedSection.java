package io.github.stosszahl.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The distributions of |v|: per species one figure on a linear and one on a logarithmic scale, coloured by time. */
final class SpeedSection {
    /** So many curves can be told apart in one figure. */
    private static final int MOST_TIMES = 6;

    /** The logarithmic figure goes no deeper than this below the peak. */
    private static final double DEPTH = 1e-7;

    /** Counts below this are too far from normal for z. */
    private static final double FEWEST = 10;

    private final Cast cast;
    private final boolean si;

    SpeedSection(Cast cast) {
        this.cast = cast;
        this.si = cast.first().manifest().si();
    }

    void write(Xml out) {
        Map<String, List<SpeedDistribution>> speeds = cast.first().speeds();
        if (speeds.isEmpty()) {
            return;
        }
        out.open("section", "id", "speeds").element("h2", "Speed distributions");
        out.open("p", "class", "note")
                .text("Probability density of |")
                .symbol("v")
                .text("|. Shaded: ±2 standard errors.");
        if (hasExact(speeds)) {
            out.text(" Dashed: exact. Strips: (density − exact) / Poisson error of the exact density.");
        }
        if (cast.several()) {
            out.text(" Of the first run only, " + cast.name(0) + ".");
        }
        int times = speeds.values().stream().mapToInt(List::size).max().orElse(0);
        if (times > MOST_TIMES) {
            out.text(" " + MOST_TIMES + " of " + times + " times are shown.");
        }
        out.close().open("div", "class", "grid");
        speeds.forEach((species, all) -> {
            List<SpeedDistribution> shown = Selection.spread(all, MOST_TIMES);
            figure(out, species, shown, false);
            figure(out, species, shown, true);
        });
        out.close().close().line();
    }

    private static boolean hasExact(Map<String, List<SpeedDistribution>> speeds) {
        return speeds.values().stream()
                .flatMap(List::stream)
                .anyMatch(d -> Arrays.stream(d.exact()).anyMatch(Double::isFinite));
    }

    private void figure(Xml out, String species, List<SpeedDistribution> shown, boolean logarithmic) {
        List<Chart.Line> lines = new ArrayList<>();
        List<Chart.Exact> exact = new ArrayList<>();
        List<Chart.Strip> strips = new ArrayList<>();
        Legend legend = new Legend();
        Range speeds = new Range().add(0);
        for (int i = 0; i < shown.size(); i++) {
            SpeedDistribution d = shown.get(i);
            String key = "t" + i;
            Colour colour = Colour.sequential(i, shown.size());
            legend.colour(key, colour, "t = " + Numbers.time(d.time(), si));
            double[] density = logarithmic ? positive(d.density()) : d.density();
            speeds.add(d.speed());
            lines.add(new Chart.Line(key, colour, Marker.NONE, d.speed(), density, d.error(), List.of()));
            if (!Arrays.stream(d.exact()).allMatch(Double::isNaN)) {
                exact.add(new Chart.Exact(key, d.speed(), logarithmic ? positive(d.exact()) : d.exact()));
                if (!logarithmic) {
                    Residuals residuals = Residuals.of(d.speed(), d.density(), expectedErrors(d), d.exact());
                    strips.add(new Chart.Strip(key, colour, Marker.NONE, residuals, List.of()));
                }
            }
        }
        Range positive = new Range();
        lines.forEach(line -> positive.add(positive(line.y())));
        if (logarithmic && positive.isEmpty()) {
            return;
        }
        Range depth = new Range()
                .add(Math.max(positive.min(), DEPTH * positive.max()))
                .add(positive.max());
        Axis ordinate = logarithmic ? Chart.logOrdinate(depth, Axis.Scale.LOG) : Chart.ordinate(lines, exact);
        List<Chart.Exact> drawn =
                logarithmic ? exact.stream().map(e -> above(e, ordinate.low())).toList() : exact;
        out.open("figure", "data-speeds", species);
        String scale = logarithmic ? ", logarithmic" : "";
        TimeSection.caption(out, Cast.label(species) + scale, "p(|v|)", si ? "s/m" : "", ordinate);
        legend.exact(!exact.isEmpty()).write(out);
        new Chart(Chart.abscissa(speeds), "|v|", si ? "m/s" : "", ordinate, lines, drawn, strips)
                .write(out, "Speed distribution of " + Cast.label(species) + scale);
        statistics(out, strips);
        out.close().line();
    }

    private static void statistics(Xml out, List<Chart.Strip> strips) {
        int count = strips.stream().mapToInt(s -> s.residuals().count()).sum();
        if (count == 0) {
            return;
        }
        double max = strips.stream().mapToDouble(s -> s.residuals().max()).max().orElse(0);
        double sum = strips.stream()
                .flatMapToDouble(s -> DoubleStream.of(s.residuals().z()))
                .map(z -> z * z)
                .sum();
        out.open("p", "class", "stat").text("max |").symbol("z").text("| = ").element("b", Numbers.fixed(max, 2));
        out.text(", rms ").symbol("z").text(" = ").element("b", Numbers.fixed(Math.sqrt(sum / count), 2));
        out.text(" over " + count + " bins that expect ten particles or more").close();
    }

    /**
     * The Poisson errors that the exact density implies, NaN in bins that expect too few particles. In the tail the
     * error of the count itself would be too small wherever the count is, and z skew.
     */
    private static double[] expectedErrors(SpeedDistribution d) {
        double[] errors = new double[d.speed().length];
        for (int i = 0; i < errors.length; i++) {
            double perParticle = d.error()[i] * d.error()[i] / d.density()[i];
            double expected = d.exact()[i] / perParticle;
            errors[i] = expected >= FEWEST ? Math.sqrt(d.exact()[i] * perParticle) : Double.NaN;
        }
        return errors;
    }

    private static double[] positive(double[] values) {
        return Arrays.stream(values).map(v -> v > 0 ? v : Double.NaN).toArray();
    }

    /** The part of a curve that the figure has room for. */
    private static Chart.Exact above(Chart.Exact curve, double low) {
        double[] y =
                Arrays.stream(curve.y()).map(v -> v >= low ? v : Double.NaN).toArray();
        return new Chart.Exact(curve.keys(), curve.x(), y);
    }
}
