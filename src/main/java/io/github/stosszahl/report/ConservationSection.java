package io.github.stosszahl.report;

import io.github.stosszahl.report.TimeSeries.Curve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** How well each run kept the energy and the momentum of the whole system. */
final class ConservationSection {
    private static final double ROUNDING = 0x1p-52;

    private final Cast cast;

    ConservationSection(Cast cast) {
        this.cast = cast;
    }

    void write(Xml out) {
        List<Chart.Line> lines = new ArrayList<>();
        Legend legend = new Legend();
        Set<String> shown = new LinkedHashSet<>();
        for (int run = 0; run < cast.runs().size(); run++) {
            int index = run;
            if (cast.several()) {
                legend.colour("r" + run, Colour.distinct(run), cast.name(run));
            }
            energy(cast.runs().get(run)).ifPresent(c -> add(lines, shown, index, c, "energy", Marker.CIRCLE));
            momentum(cast.runs().get(run)).ifPresent(c -> add(lines, shown, index, c, "momentum", Marker.SQUARE));
        }
        for (String quantity : shown) {
            Marker marker = quantity.equals("energy") ? Marker.CIRCLE : Marker.SQUARE;
            if (cast.several()) {
                legend.marker(quantity, marker, quantity);
            } else {
                legend.series(quantity, colour(0, quantity), marker, quantity);
            }
        }
        boolean stated = cast.runs().stream().anyMatch(run -> run.manifest().has("/conservation"));
        if (lines.isEmpty() && !stated) {
            return;
        }
        out.open("section", "id", "conservation").element("h2", "Conservation");
        out.open("div", "class", "grid");
        if (!lines.isEmpty()) {
            figure(out, lines, legend);
        }
        out.open("div", "class", "worst");
        for (int run = 0; run < cast.runs().size(); run++) {
            numbers(out, run);
        }
        out.close().close().close().line();
    }

    private void add(List<Chart.Line> lines, Set<String> shown, int run, Curve drift, String quantity, Marker marker) {
        shown.add(quantity);
        String keys = cast.several() ? "r" + run + " " + quantity : quantity;
        List<String> tips = new ArrayList<>();
        for (int i = 0; i < drift.time().length; i++) {
            tips.add((cast.several() ? cast.name(run) + ", " : "") + quantity + ", t = "
                    + Numbers.time(drift.time()[i], cast.first().manifest().si()) + ": relative drift "
                    + Numbers.significant(drift.value()[i], 2));
        }
        lines.add(
                new Chart.Line(keys, colour(run, quantity), marker, drift.time(), drift.value(), drift.error(), tips));
    }

    private Colour colour(int run, String quantity) {
        return Colour.distinct(cast.several() ? run : quantity.equals("energy") ? 0 : 1);
    }

    private void figure(Xml out, List<Chart.Line> lines, Legend legend) {
        Range positive = new Range().add(ROUNDING);
        Range times = new Range();
        for (Chart.Line line : lines) {
            times.add(line.x());
            for (double drift : line.y()) {
                positive.add(drift > 0 ? drift : Double.NaN);
            }
        }
        Axis ordinate = Chart.logOrdinate(positive, Axis.Scale.LOG_FROM_ZERO);
        out.open("figure", "data-conservation", "drift");
        TimeSection.caption(out, "Relative drift since the first output", "", "", ordinate);
        legend.write(out);
        boolean si = cast.first().manifest().si();
        new Chart(Chart.abscissa(times), "t", si ? "s" : "", ordinate, lines, List.of(), List.of())
                .write(out, "Relative drift of energy and momentum");
        out.open("p", "class", "stat")
                .text("Energy: |Δ")
                .symbol("E")
                .text("| / ")
                .symbol("E")
                .text("(0).");
        out.text(" Momentum: |Δ")
                .symbol("p")
                .text("| / √(2")
                .symbol("ρE")
                .text("(0)), with ")
                .symbol("ρ");
        out.text(" the mass density. Rounding of one addition: 2.2×10⁻¹⁶.").close();
        out.close();
    }

    private void numbers(Xml out, int index) {
        Manifest m = cast.runs().get(index).manifest();
        if (cast.several()) {
            out.element("h3", cast.name(index));
        }
        out.open("dl", "class", "drifts");
        drift(out, "Energy", m.number("/conservation/energyDrift"));
        drift(out, "Momentum", m.number("/conservation/momentumDrift"));
        drift(out, "Mass", m.number("/conservation/massDrift"));
        out.close();
        String description = m.text("/conservation/description");
        if (!description.isEmpty()) {
            out.element("p", description);
        }
    }

    private static void drift(Xml out, String name, double value) {
        if (Double.isFinite(value)) {
            out.open("div")
                    .element("dt", name + " drift, worst")
                    .element("dd", Numbers.significant(value, 2))
                    .close();
        }
    }

    private static Optional<Curve> energy(Run run) {
        return run.series()
                .of("energy", TimeSeries.SYSTEM)
                .filter(energy -> energy.value().length > 0 && Math.abs(energy.value()[0]) > 0)
                .map(energy -> {
                    double[] drift = new double[energy.value().length];
                    for (int i = 0; i < drift.length; i++) {
                        drift[i] = Math.abs((energy.value()[i] - energy.value()[0]) / energy.value()[0]);
                    }
                    return curve(energy.time(), drift);
                });
    }

    private static Optional<Curve> momentum(Run run) {
        double massDensity = 0;
        for (JsonNode species : run.manifest().species()) {
            massDensity += Manifest.number(species, "mass") * Manifest.number(species, "density");
        }
        double[] energy =
                run.series().of("energy", TimeSeries.SYSTEM).map(Curve::value).orElse(new double[0]);
        double scale = energy.length == 0 ? Double.NaN : Math.sqrt(2 * massDensity * energy[0]);
        List<Curve> components = new ArrayList<>();
        for (String axis : List.of("x", "y", "z")) {
            run.series().of("momentum_" + axis, TimeSeries.SYSTEM).ifPresent(components::add);
        }
        if (components.isEmpty() || !(scale > 0)) {
            return Optional.empty();
        }
        double[] time = components.get(0).time();
        double[] drift = new double[time.length];
        for (Curve component : components) {
            for (int i = 0; i < Math.min(drift.length, component.value().length); i++) {
                drift[i] =
                        Math.hypot(drift[i], (component.value()[i] - component.value()[0]) / scale);
            }
        }
        return Optional.of(curve(time, drift));
    }

    private static Curve curve(double[] time, double[] drift) {
        double[] none = new double[time.length];
        Arrays.fill(none, Double.NaN);
        return new Curve(time, drift, none);
    }
}
