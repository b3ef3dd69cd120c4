package io.github.stosszahl.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Profiles along x: at the last time by species; unless they are averages of a steady flow, of the whole system by time, and as maps over x and t. */
final class ProfileSection {
    private static final List<String> SHOWN = List.of(
            "number_density",
            "velocity_x",
            "velocity_y",
            "temperature",
            "stress_xx",
            "stress_xy",
            "heat_flux_x",
            "heat_flux_y");
    private static final List<String> MAPPED = List.of("number_density", "velocity_x", "temperature");
    private static final int MOST_TIMES = 6;
    /** Fewer times than this do not make a map. */
    private static final int FEWEST_ROWS = 5;
    /** Values within so many standard errors of zero in every cell are noise. */
    private static final double NOISE = 5;

    private final Cast cast;
    private final boolean si;

    ProfileSection(Cast cast) {
        this.cast = cast;
        this.si = cast.first().manifest().si();
    }

    void write(Xml out) throws IOException {
        if (cast.runs().stream().allMatch(run -> run.profiles().isEmpty())) {
            return;
        }
        out.open("section", "id", "profiles").element("h2", "Profiles");
        out.open("p", "class", "note").text("At cell centres, at the last time. Shaded: ±2 standard errors.");
        double from = cast.first().manifest().number("/scenario/average/from");
        boolean averaged = Double.isFinite(from);
        if (averaged) {
            out.text(" Averaged from t = " + Numbers.time(from, si) + " on.");
        }
        out.close().open("div", "class", "grid");
        for (String quantity : SHOWN) {
            atTheEnd(out, quantity);
        }
        out.close();
        if (!averaged) {
            inTime(out);
        }
        out.close().line();
    }

    private void atTheEnd(Xml out, String quantity) {
        List<Chart.Line> lines = new ArrayList<>();
        Set<Integer> runs = new LinkedHashSet<>();
        Set<String> species = new LinkedHashSet<>();
        for (int run = 0; run < cast.runs().size(); run++) {
            List<ProfileCurve> curves = cast.runs().get(run).profiles().getOrDefault(quantity, List.of());
            double end = curves.stream().mapToDouble(ProfileCurve::time).max().orElse(0);
            // with one species the whole system says the same again
            boolean one = curves.stream().map(ProfileCurve::species).distinct().count() <= 2;
            for (ProfileCurve c : curves) {
                if (c.time() == end && !(one && c.species().equals(TimeSeries.SYSTEM))) {
                    runs.add(run);
                    species.add(c.species());
                    lines.add(line(cast.keys(run, c.species()), cast.colour(run, c.species()), c));
                }
            }
        }
        if (!lines.isEmpty() && !isNoise(lines)) {
            figure(out, Quantity.of(quantity), "", lines, cast.legend(runs, species));
        }
    }

    private void inTime(Xml out) throws IOException {
        Map<String, List<ProfileCurve>> profiles = cast.first().profiles();
        if (times(profiles.getOrDefault(SHOWN.get(0), List.of())).size() < 2) {
            return;
        }
        out.open("p", "class", "note").text("The whole system at several times.");
        if (cast.several()) {
            out.text(" Of the first run only, " + cast.name(0) + ".");
        }
        out.close().open("div", "class", "grid");
        for (String quantity : SHOWN) {
            List<ProfileCurve> shown = Selection.spread(whole(profiles, quantity), MOST_TIMES);
            List<Chart.Line> lines = new ArrayList<>();
            Legend legend = new Legend();
            for (int k = 0; k < shown.size(); k++) {
                Colour colour = Colour.sequential(k, shown.size());
                legend.colour(
                        "t" + k, colour, "t = " + Numbers.time(shown.get(k).time(), si));
                lines.add(line("t" + k, colour, shown.get(k)));
            }
            if (!lines.isEmpty() && !isNoise(lines)) {
                figure(out, Quantity.of(quantity), ", whole system", lines, legend);
            }
        }
        out.close();
        for (String quantity : MAPPED) {
            List<ProfileCurve> rows = whole(profiles, quantity);
            if (rows.size() >= FEWEST_ROWS && isEvenlySpaced(rows)) {
                map(out, Quantity.of(quantity), rows);
            }
        }
    }

    private static List<ProfileCurve> whole(Map<String, List<ProfileCurve>> profiles, String quantity) {
        return profiles.getOrDefault(quantity, List.of()).stream()
                .filter(c -> c.species().equals(TimeSeries.SYSTEM))
                .toList();
    }

    private static List<Double> times(List<ProfileCurve> curves) {
        return curves.stream().map(ProfileCurve::time).distinct().toList();
    }

    /** Whether the rows of a picture, which are all of one height, can stand for the times. */
    private static boolean isEvenlySpaced(List<ProfileCurve> rows) {
        double step = (rows.get(rows.size() - 1).time() - rows.get(0).time()) / (rows.size() - 1);
        for (int k = 1; k < rows.size(); k++) {
            if (Math.abs(rows.get(k).time() - rows.get(k - 1).time() - step) > 1e-6 * step) {
                return false;
            }
        }
        return true;
    }

    private void map(Xml out, Quantity quantity, List<ProfileCurve> rows) throws IOException {
        Range colours = new Range();
        double[][] values = new double[rows.size()][];
        for (int k = 0; k < values.length; k++) {
            values[k] = rows.get(k).value();
            colours.add(values[k]);
        }
        double[] x = VelocityMap.edges(rows.get(0).x());
        double[] t =
                VelocityMap.edges(rows.stream().mapToDouble(ProfileCurve::time).toArray());
        Picture.Side across = new Picture.Side("x", si ? "m" : "", x[0], x[1], new Range().add(x));
        Picture.Side up = new Picture.Side("t", si ? "s" : "", t[0], t[1], new Range().add(t));
        out.open("figure", "class", "wide", "data-profile-map", quantity.name());
        out.element("figcaption", quantity.title() + " over x and t, whole system");
        Picture.colourBar(out, quantity.symbol(), quantity.unit(si), colours);
        out.open("div", "class", "maps");
        new Picture(quantity.title() + " over x and t", "", across, up, values).write(out, colours, false);
        out.close().close().line();
    }

    private static Chart.Line line(String keys, Colour colour, ProfileCurve c) {
        return new Chart.Line(keys, colour, Marker.NONE, c.x(), c.value(), c.error(), List.of());
    }

    private static boolean isNoise(List<Chart.Line> lines) {
        for (Chart.Line line : lines) {
            for (int k = 0; k < line.y().length; k++) {
                if (Math.abs(line.y()[k]) > NOISE * line.error()[k]) {
                    return false;
                }
            }
        }
        return true;
    }

    private void figure(Xml out, Quantity quantity, String of, List<Chart.Line> lines, Legend legend) {
        Axis ordinate = Chart.ordinate(lines, List.of());
        Range x = new Range();
        lines.forEach(line -> x.add(line.x()));
        out.open("figure", "data-profile", quantity.name());
        TimeSection.caption(out, quantity.title() + of, quantity.symbol(), quantity.unit(si), ordinate);
        legend.write(out);
        new Chart(Chart.abscissa(x), "x", si ? "m" : "", ordinate, lines, List.of(), List.of())
                .write(out, "Profile of " + quantity.title() + of);
        out.close().line();
    }
}
