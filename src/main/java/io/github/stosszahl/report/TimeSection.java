package io.github.stosszahl.report;

import io.github.stosszahl.report.TimeSeries.Curve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The time series, one panel per quantity, with residuals against the exact curves. */
final class TimeSection {
    /** More points than this are thinned out in the drawing, though not in the numbers. */
    private static final int MAX_POINTS = 600;

    /** More points than this are drawn as a line without markers. */
    private static final int MAX_MARKERS = 120;

    /** Values within so many standard errors of zero, or of a constant, at all times are shown below the fold. */
    private static final double NOISE = 5;

    /** Values that vary by less than this share of their size are constant. */
    private static final double CONSTANT = 1e-9;

    private final Cast cast;
    private final boolean si;
    private final String timeUnit;
    private final Axis time;

    TimeSection(Cast cast) {
        this.cast = cast;
        this.si = cast.first().manifest().si();
        this.timeUnit = si ? "s" : "";
        Range range = new Range();
        for (Run run : cast.runs()) {
            for (String quantity : run.series().quantities()) {
                run.series().of(quantity).values().forEach(curve -> range.add(curve.time()));
            }
        }
        this.time = Chart.abscissa(range);
    }

    /** One species of one run in a panel. */
    private record Member(int run, String species, Curve curve, Residuals residuals) {}

    /** A quantity with all that is drawn of it. */
    private record Panel(Quantity quantity, List<Member> members, List<Chart.Exact> exact) {}

    void write(Xml out) {
        List<Panel> telling = new ArrayList<>();
        List<Panel> quiet = new ArrayList<>();
        for (Panel panel : panels()) {
            (isQuiet(panel) ? quiet : telling).add(panel);
        }
        if (telling.isEmpty() && quiet.isEmpty()) {
            return;
        }
        if (telling.isEmpty()) {
            // a run at rest: nothing varies, so everything is worth a look
            telling.addAll(quiet);
            quiet.clear();
        }
        boolean hasExact = telling.stream().anyMatch(p -> !p.exact.isEmpty())
                || quiet.stream().anyMatch(p -> !p.exact.isEmpty());
        out.open("section", "id", "series").element("h2", "Time series");
        out.open("p", "class", "note").text("Markers: outputs. Shaded: ±2 standard errors.");
        if (hasExact) {
            out.text(" Dashed: exact solution" + solutions() + ". Strips: normalised residuals ")
                    .symbol("z");
            out.text(" = (value − exact) / standard error, with |").symbol("z").text("| ≤ 2 shaded." + studentNote());
        }
        out.close();
        grid(out, telling);
        if (!quiet.isEmpty()) {
            out.open("details", "class", "more");
            out.element("summary", "More quantities (" + quiet.size() + "): zero or constant within noise");
            grid(out, quiet);
            out.close();
        }
        List<Panel> all = new ArrayList<>(telling);
        all.addAll(quiet);
        residualTable(out, all);
        out.close().line();
    }

    private void grid(Xml out, List<Panel> panels) {
        out.open("div", "class", "grid");
        panels.forEach(panel -> write(out, panel));
        out.close();
    }

    private List<Panel> panels() {
        Set<Quantity> quantities = new TreeSet<>(Quantity.PAGE_ORDER);
        for (Run run : cast.runs()) {
            run.series().quantities().forEach(name -> quantities.add(Quantity.of(name)));
        }
        List<Panel> panels = new ArrayList<>();
        List<String> system = List.of(TimeSeries.SYSTEM);
        List<String> others =
                cast.species().stream().filter(s -> !system.contains(s)).toList();
        for (Quantity quantity : quantities) {
            Panel all = panel(quantity, cast.species());
            Panel whole = panel(quantity.ofOnly("whole system"), system);
            if (quantity.isSumOfSpecies() && !whole.members.isEmpty() && all.members.size() > whole.members.size()) {
                panels.add(whole);
                panels.add(panel(quantity.ofOnly("species"), others));
            } else if (!all.members.isEmpty()) {
                panels.add(all);
            }
        }
        return panels;
    }

    private Panel panel(Quantity quantity, List<String> species) {
        Panel panel = new Panel(quantity, new ArrayList<>(), new ArrayList<>());
        for (int run = 0; run < cast.runs().size(); run++) {
            collect(run, quantity.name(), species, panel.members, panel.exact);
        }
        return panel;
    }

    private void collect(
            int index, String quantity, List<String> shown, List<Member> members, List<Chart.Exact> exact) {
        Run run = cast.runs().get(index);
        Map<String, Curve> curves = run.series().of(quantity);
        for (String species : shown) {
            Curve curve = curves.get(species);
            if (curve == null || repeats(species, curves) || allMissing(curve)) {
                continue;
            }
            Curve reference = run.reference()
                    .of(quantity, species)
                    .orElse(new Curve(new double[0], new double[0], new double[0]));
            members.add(new Member(index, species, curve, Residuals.of(curve, reference)));
            boolean drawn = exact.stream()
                    .anyMatch(e -> Arrays.equals(e.x(), reference.time()) && Arrays.equals(e.y(), reference.value()));
            if (reference.time().length > 0 && !drawn) {
                exact.add(new Chart.Exact(cast.keys(index, species), reference.time(), reference.value()));
            }
        }
    }

    private static boolean allMissing(Curve curve) {
        return Arrays.stream(curve.value()).allMatch(Double::isNaN);
    }

    /** With one species the whole system says the same again. */
    private static boolean repeats(String species, Map<String, Curve> curves) {
        if (!species.equals(TimeSeries.SYSTEM) || curves.size() != 2) {
            return false;
        }
        List<double[]> values = curves.values().stream().map(Curve::value).toList();
        return equalUpToRounding(values.get(0), values.get(1));
    }

    private static boolean equalUpToRounding(double[] a, double[] b) {
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            boolean bothMissing = Double.isNaN(a[i]) && Double.isNaN(b[i]);
            if (!bothMissing && !(Math.abs(a[i] - b[i]) <= 1e-12 * Math.abs(a[i]))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isQuiet(Panel panel) {
        // the momentum and energy of the whole system have a section of their own
        boolean conserved = panel.quantity.name().matches("momentum_.|energy")
                && panel.members.stream().allMatch(m -> m.species.equals(TimeSeries.SYSTEM));
        return conserved || panel.members.stream().allMatch(m -> isQuiet(m.curve, panel.quantity));
    }

    private static boolean isQuiet(Curve curve, Quantity quantity) {
        Range range = new Range().add(curve.value());
        double size = Math.max(Math.abs(range.min()), Math.abs(range.max()));
        double variance = Arrays.stream(curve.error())
                .filter(e -> e > 0)
                .map(e -> e * e)
                .average()
                .orElse(0);
        double noise = NOISE * Math.sqrt(variance);
        double mean =
                Arrays.stream(curve.value()).filter(Double::isFinite).average().orElse(0);
        boolean flat = Math.max(range.max() - mean, mean - range.min()) < noise;
        return range.max() - range.min() <= CONSTANT * size || size < noise || (flat && !quantity.isPrincipal());
    }

    private void write(Xml out, Panel panel) {
        Quantity quantity = panel.quantity;
        List<Chart.Line> lines = new ArrayList<>();
        List<Chart.Strip> strips = new ArrayList<>();
        Set<String> species = new LinkedHashSet<>();
        Set<Integer> runs = new LinkedHashSet<>();
        int longest = panel.members.stream()
                .mapToInt(m -> m.curve.time().length)
                .max()
                .orElse(0);
        int every = (longest + MAX_POINTS - 1) / MAX_POINTS;
        for (Member m : panel.members) {
            Curve shown = thinned(m.curve, every);
            Colour colour = cast.colour(m.run, m.species);
            Marker marker = longest > MAX_MARKERS ? Marker.NONE : cast.marker(m.species);
            String keys = cast.keys(m.run, m.species);
            List<String> tips = marker == Marker.NONE ? List.of() : tips(quantity, m);
            lines.add(new Chart.Line(keys, colour, marker, shown.time(), shown.value(), shown.error(), tips));
            List<String> stripTips = marker == Marker.NONE ? List.of() : residualTips(m);
            strips.add(new Chart.Strip(keys, colour, marker, m.residuals, stripTips));
            species.add(m.species);
            runs.add(m.run);
        }
        Axis ordinate = Chart.ordinate(lines, panel.exact);
        out.open("figure", "data-quantity", quantity.name());
        caption(out, quantity.title(), quantity.symbol(), quantity.unit(si), ordinate);
        cast.legend(runs, species).exact(!panel.exact.isEmpty()).write(out);
        new Chart(time, "t", timeUnit, ordinate, lines, panel.exact, strips).write(out, quantity.title());
        if (!panel.exact.isEmpty()) {
            statistics(out, panel);
        }
        if (every > 1) {
            out.element("p", "One in " + every + " outputs is drawn.", "class", "stat");
        }
        out.close().line();
    }

    /** The heading of a figure: title, symbol and the unit of its ordinate. */
    static void caption(Xml out, String title, String symbol, String unit, Axis ordinate) {
        out.open("figcaption")
                .text(title)
                .text(" ")
                .open("span", "class", "sym")
                .symbol(symbol)
                .close();
        out.text(" ");
        out.element("span", Numbers.scaledUnit(unit, ordinate.exponent()), "class", "unit");
        out.close();
    }

    private static Curve thinned(Curve curve, int every) {
        if (every <= 1) {
            return curve;
        }
        Doubles time = new Doubles();
        Doubles value = new Doubles();
        Doubles error = new Doubles();
        for (int i = 0; i < curve.time().length; i += every) {
            time.add(curve.time()[i]);
            value.add(curve.value()[i]);
            error.add(curve.error()[i]);
        }
        return new Curve(time.toArray(), value.toArray(), error.toArray());
    }

    private List<String> tips(Quantity quantity, Member m) {
        List<String> tips = new ArrayList<>();
        String unit = si && !quantity.siUnit().isEmpty() ? " " + quantity.siUnit() : "";
        for (int i = 0; i < m.curve.time().length; i++) {
            String value = Numbers.withError(m.curve.value()[i], m.curve.error()[i]);
            tips.add(who(m) + ", t = " + Numbers.time(m.curve.time()[i], si) + ": " + quantity.plainSymbol() + " = "
                    + value + unit);
        }
        return tips;
    }

    private List<String> residualTips(Member m) {
        List<String> tips = new ArrayList<>();
        for (int i = 0; i < m.residuals.count(); i++) {
            tips.add(who(m) + ", t = " + Numbers.time(m.residuals.x()[i], si) + ": z = "
                    + Numbers.fixed(m.residuals.z()[i], 2));
        }
        return tips;
    }

    private String who(Member m) {
        return (cast.several() ? cast.name(m.run) + ", " : "") + Cast.label(m.species);
    }

    private void statistics(Xml out, Panel panel) {
        for (int run = 0; run < cast.runs().size(); run++) {
            int index = run;
            List<Member> members =
                    panel.members.stream().filter(m -> m.run == index).toList();
            int count = members.stream().mapToInt(m -> m.residuals.count()).sum();
            String who = cast.several() ? cast.name(run) + ": " : "";
            if (count > 0) {
                statistics(out, who, members, count);
            } else {
                double difference = members.stream()
                        .mapToDouble(m -> m.residuals.difference())
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NaN);
                if (Double.isFinite(difference)) {
                    String text = "largest |value − exact| = " + Numbers.significant(difference, 2)
                            + " (no statistical error)";
                    out.element("p", who + text, "class", "stat");
                }
            }
        }
    }

    private void statistics(Xml out, String who, List<Member> members, int count) {
        Member worst = members.get(0);
        double sum = 0;
        for (Member m : members) {
            worst = m.residuals.max() > worst.residuals.max() ? m : worst;
            sum += m.residuals.rms() * m.residuals.rms() * m.residuals.count();
        }
        String where = (members.size() > 1 ? Cast.label(worst.species) + ", " : "") + "t = "
                + Numbers.time(worst.residuals.maxAt(), si);
        out.open("p", "class", "stat").text(who + "max |").symbol("z").text("| = ");
        out.element("b", residualText(worst.residuals.max())).text(" (" + where + "), rms ");
        out.symbol("z").text(" = ").element("b", residualText(Math.sqrt(sum / count)));
        out.text(", " + count + (count == 1 ? " value" : " values")).close();
    }

    private static String residualText(double z) {
        return z < 1000 ? Numbers.fixed(z, 2) : Numbers.significant(z, 3);
    }

    private void residualTable(Xml out, List<Panel> panels) {
        boolean any = panels.stream().anyMatch(p -> p.members.stream().anyMatch(m -> m.residuals.count() > 0));
        if (!any) {
            return;
        }
        out.open("details").element("summary", "All normalised residuals against the exact solution");
        out.open("div", "class", "scroll").open("table", "class", "numbers").open("tr");
        out.element("th", "Quantity").element("th", cast.several() ? "Run, species" : "Species");
        out.element("th", "Values")
                .open("th")
                .text("max |")
                .symbol("z")
                .text("|")
                .close();
        out.open("th").text("at ").symbol("t").close();
        out.open("th").text("rms ").symbol("z").close().close();
        for (Panel panel : panels) {
            for (Member m : panel.members) {
                Residuals r = m.residuals;
                if (r.count() > 0) {
                    out.open("tr").element("td", panel.quantity.title()).element("td", who(m));
                    out.element("td", Integer.toString(r.count())).element("td", residualText(r.max()));
                    out.element("td", Numbers.time(r.maxAt(), si))
                            .element("td", residualText(r.rms()))
                            .close();
                }
            }
        }
        out.close().close().close();
    }

    private String solutions() {
        Set<String> names = new LinkedHashSet<>();
        cast.runs().forEach(run -> names.add(run.manifest().text("/reference/solution")));
        names.remove("");
        return names.isEmpty() ? "" : ", " + String.join("; ", names);
    }

    /** What rms z to expect if the standard errors come from few replicas. */
    private String studentNote() {
        Manifest manifest = cast.first().manifest();
        double replicas = manifest.number("/replicas");
        boolean between = manifest.text("/standardErrors/timeseries").contains("replica");
        if (cast.several() || !between || !(replicas >= 2) || replicas > 30) {
            return "";
        }
        String freedom = Numbers.count(replicas - 1) + (replicas == 2 ? " degree" : " degrees") + " of freedom";
        String expected = replicas > 3
                ? ": an rms of " + Numbers.fixed(Math.sqrt((replicas - 1) / (replicas - 3)), 2) + " is expected, not 1."
                : ": large values are common.";
        return " The standard errors come from " + Numbers.count(replicas) + " replicas, so z follows Student's t with "
                + freedom + expected;
    }
}
