package io.github.stosszahl.cli;

import io.github.stosszahl.compare.DensityComparison;
import io.github.stosszahl.compare.Family;
import io.github.stosszahl.compare.SolverDensity;
import io.github.stosszahl.compare.ValueComparison;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A comparison in words, as tables and as JSON. */
final class ComparisonText {
    private static final int MOST_ROWS = 12;
    private static final Set<String> FUNCTIONALS = Set.of("entropy", "fisher");
    private static final double NOTABLE = 3;

    private final RunComparison comparison;
    private final String reference;
    private final @Nullable Double tolerance;
    private final List<String> beyond;

    /** @param tolerance largest relative error allowed; null for none */
    ComparisonText(RunComparison comparison, String reference, @Nullable Double tolerance) {
        this.comparison = comparison;
        this.reference = reference;
        this.tolerance = tolerance;
        this.beyond = tolerance == null ? List.of() : comparison.beyond(tolerance);
    }

    boolean isExceeded() {
        return !beyond.isEmpty();
    }

    boolean isConsistent() {
        return comparison.pValue() >= Family.LEVEL;
    }

    /** The verdict in one line. */
    String verdict() {
        String n = String.format(Locale.ROOT, "%,.0f", comparison.particles());
        String tests = comparison.tests() == 1 ? "" : ", smallest of " + comparison.tests() + " times their number";
        String p = "p = " + probability(comparison.pValue()) + tests;
        if (isConsistent()) {
            return "consistent at N = " + n + ": noise explains the differences (" + p + ")";
        }
        String what = Optional.of(worstDensity())
                .filter(d -> comparison.judgesDensities())
                .flatMap(d -> d)
                .filter(d -> worstValue().map(v -> v.comparison().pValue()).orElse(1.0)
                        >= d.comparison().pValue())
                .map(ComparisonText::describe)
                .orElseGet(() -> worstValue().map(ComparisonText::describe).orElse(""));
        return "differs at N = " + n + ": " + what + " (" + p + ")";
    }

    private Optional<RunComparison.OfDensity> worstDensity() {
        return comparison.densities().stream()
                .min(Comparator.comparingDouble(
                                (RunComparison.OfDensity d) -> d.comparison().pValue())
                        .thenComparingDouble(d ->
                                -d.comparison().squaredL2() / d.comparison().squaredL2Error()));
    }

    private Optional<RunComparison.OfValue> worstValue() {
        return comparison.judgedValues().stream()
                .min(Comparator.comparingDouble(
                                (RunComparison.OfValue v) -> v.comparison().pValue())
                        .thenComparingDouble(v -> -standardScore(v.comparison())));
    }

    private static double standardScore(ValueComparison value) {
        return value.standardError() > 0
                ? Math.abs(value.difference()) / value.standardError()
                : value.difference() == 0 ? 0 : Double.MAX_VALUE;
    }

    private static String describe(RunComparison.OfDensity density) {
        DensityComparison.Norm l2 = density.comparison().norms().get(0);
        String place = density.comparison()
                .largest()
                .map(p -> ", largest in " + place(p))
                .orElse("");
        return "L2 = " + percent(l2.value()) + " +- " + percent(l2.standardError()) + " of " + density.species()
                + " at t = " + RunComparison.number(density.time()) + place;
    }

    private static String place(DensityComparison.Place place) {
        StringBuilder text = new StringBuilder();
        for (int a = 0; a < place.lower().length; a++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%sv%s in [%.4g, %.4g]",
                    a == 0 ? "" : ", ",
                    "xyz".charAt(a),
                    place.lower()[a],
                    place.upper()[a]));
        }
        if (text.isEmpty()) {
            return String.format(
                    Locale.ROOT,
                    "the cells with few particles: %.4g expected, %.4g found (%+.1f sigma)",
                    place.reference(),
                    place.run(),
                    place.standardScores());
        }
        return text
                + String.format(
                        Locale.ROOT,
                        ": f = %.4g, the run has %.4g (%+.1f sigma)",
                        place.reference(),
                        place.run(),
                        place.standardScores());
    }

    private static String describe(RunComparison.OfValue value) {
        ValueComparison c = value.comparison();
        return String.format(
                Locale.ROOT,
                "%s of %s at t = %s is %.6g, the run has %.6g%s: %s off",
                value.quantity(),
                value.species().equals("*") ? "the system" : value.species(),
                RunComparison.number(value.time()),
                c.reference(),
                c.run().value(),
                c.standardError() > 0 ? String.format(Locale.ROOT, " +- %.2g", c.standardError()) : ", exactly",
                percent(Math.abs(c.difference()) / c.scale()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2g %%", 100 * share).replace("e+02", "e2");
    }

    private static String probability(double p) {
        return p == 0 ? "0" : String.format(Locale.ROOT, p < 1e-3 ? "%.0e" : "%.3f", p);
    }

    void print(PrintWriter out) {
        out.println(comparison.run().folder() + " against " + reference);
        if (!comparison.densities().isEmpty()) {
            printDensities(out);
        }
        if (!comparison.values().isEmpty()) {
            printValues(out);
        }
        out.println();
        comparison.notes().forEach(note -> out.println("note: " + note));
        out.println(verdict());
        if (tolerance != null) {
            out.println(
                    isExceeded()
                            ? "tolerance " + RunComparison.number(tolerance) + " exceeded: " + String.join("; ", beyond)
                            : "tolerance " + RunComparison.number(tolerance) + " not exceeded beyond noise");
        }
    }

    private void printDensities(PrintWriter out) {
        boolean points = comparison.densities().get(0).comparison().density().kind() == SolverDensity.Values.POINT;
        out.printf(
                Locale.ROOT,
                "%ndensities, f taken as %s; errors relative to f in the same norm%n",
                points ? "point values, compared as cell averages" : "cell averages");
        out.printf(
                Locale.ROOT,
                "%-10s %-12s %10s %9s %9s %9s %9s %9s %9s %9s%n",
                "time",
                "species",
                "L2 error",
                "+-",
                "noise",
                "L1 seen",
                "noise",
                "Linf seen",
                "noise",
                "p");
        for (RunComparison.OfDensity density : comparison.densities()) {
            List<DensityComparison.Norm> norms = density.comparison().norms();
            out.printf(
                    Locale.ROOT,
                    "%-10s %-12s %10.3g %9.2g %9.3g %9.3g %9.3g %9.3g %9.3g %9s%n",
                    RunComparison.number(density.time()),
                    density.species(),
                    norms.get(0).value(),
                    norms.get(0).standardError(),
                    norms.get(0).noise(),
                    norms.get(1).observed(),
                    norms.get(1).noise(),
                    norms.get(2).observed(),
                    norms.get(2).noise(),
                    probability(density.comparison().pValue()));
        }
        printMoments(out, comparison.densities());
        out.println();
        for (RunComparison.OfDensity density : comparison.densities()) {
            DensityComparison c = density.comparison();
            double error = tolerance == null || tolerance == 0 ? 0.01 : tolerance;
            out.printf(
                    Locale.ROOT,
                    "%s, t = %s: L2 error below %s (95 %%); one of %s shows in L2 from N = %.2g on, here N = %,.0f%s%n",
                    density.species(),
                    RunComparison.number(density.time()),
                    percent(c.upperL2()),
                    percent(error),
                    c.particlesToSee(error),
                    c.particles(),
                    c.density().isSlice()
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "; f has entropy %.6g, Fisher information %.6g",
                                    density.entropy(),
                                    density.fisher()));
        }
    }

    /** The functionals, and the moments that stand out; all are in compare.json. */
    private static void printMoments(PrintWriter out, List<RunComparison.OfDensity> densities) {
        List<RunComparison.OfValue> shown = densities.stream()
                .flatMap(density -> density.moments().stream())
                .filter(moment -> FUNCTIONALS.contains(moment.quantity())
                        || moment.comparison().standardError() > 0 && standardScore(moment.comparison()) > NOTABLE)
                .toList();
        if (!shown.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "%nintegrals of f over its grid: functionals, and moments more than %.0f standard errors off (not part of the verdict)%n",
                    NOTABLE);
            printHead(out);
            shown.forEach(moment -> printRow(out, moment));
        }
    }

    private void printValues(PrintWriter out) {
        List<RunComparison.OfValue> worst = comparison.values().stream()
                .sorted(Comparator.comparingDouble(v -> -standardScore(v.comparison())))
                .limit(MOST_ROWS)
                .toList();
        out.printf(
                Locale.ROOT,
                "%n%,d values%s%n",
                comparison.values().size(),
                worst.size() < comparison.values().size()
                        ? "; those with the largest differences in standard errors:"
                        : "");
        printHead(out);
        worst.forEach(value -> printRow(out, value));
    }

    private static void printHead(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-10s %-12s %-20s %14s %14s %9s %10s %8s%n",
                "time",
                "species",
                "quantity",
                "reference",
                "run",
                "stderr",
                "rel. error",
                "z");
    }

    private static void printRow(PrintWriter out, RunComparison.OfValue value) {
        ValueComparison c = value.comparison();
        double error = c.standardError();
        out.printf(
                Locale.ROOT,
                "%-10s %-12s %-20s %14.8g %14.8g %9s %10.2g %8s%n",
                RunComparison.number(value.time()),
                value.species(),
                value.quantity(),
                c.reference(),
                c.run().value(),
                error > 0 ? String.format(Locale.ROOT, "%.2g", error) : "",
                c.difference() / c.scale(),
                error > 0 ? String.format(Locale.ROOT, "%+.2f", c.difference() / error) : "");
    }

    /** Everything. */
    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("run", comparison.run().folder().toString()).put("reference", reference);
        root.put("consistent", isConsistent()).put("pValue", comparison.pValue());
        root.put("tests", comparison.tests()).put("verdict", verdict()).put("particles", comparison.particles());
        if (tolerance != null) {
            root.put("tolerance", tolerance).put("toleranceExceeded", isExceeded());
            ArrayNode list = root.putArray("beyondTolerance");
            beyond.forEach(list::add);
        }
        ArrayNode quantities = root.putArray("quantities");
        ArrayNode densities = root.putArray("densities");
        for (RunComparison.OfDensity density : comparison.densities()) {
            for (DensityComparison.Norm norm : density.comparison().norms()) {
                quantities
                        .addObject()
                        .put("time", density.time())
                        .put("species", density.species())
                        .put("norm", norm.name())
                        .put("value", norm.value())
                        .put("stderr", norm.standardError())
                        .put("noise", norm.noise())
                        .put("observed", norm.observed());
            }
            densities.add(json(density));
        }
        comparison.values().forEach(value -> quantities.add(json(value)));
        ArrayNode notes = root.putArray("notes");
        comparison.notes().forEach(notes::add);
        return root;
    }

    private ObjectNode json(RunComparison.OfDensity density) {
        DensityComparison c = density.comparison();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("time", density.time()).put("species", density.species());
        node.put("values", c.density().kind() == SolverDensity.Values.POINT ? "point" : "average");
        node.put("cells", c.density().grid().cells()).put("particles", c.particles());
        node.put("pValue", c.pValue());
        node.put("squaredL2", c.squaredL2()).put("squaredL2Stderr", c.squaredL2Error());
        node.put("upperL2", c.upperL2()).put("visibleL2", c.visibleL2());
        double error = tolerance == null || tolerance == 0 ? 0.01 : tolerance;
        node.putObject("particlesToSee").put("L2", error).put("particles", c.particlesToSee(error));
        ArrayNode tests = node.putArray("tests");
        for (DensityComparison.Test test : c.tests()) {
            tests.addObject()
                    .put("name", test.name())
                    .put("degreesOfFreedom", test.degrees())
                    .put("statistic", test.statistic())
                    .put("pValue", test.pValue());
        }
        c.largest().ifPresent(place -> {
            ObjectNode at = node.putObject("largest");
            ArrayNode lower = at.putArray("lower");
            ArrayNode upper = at.putArray("upper");
            for (int a = 0; a < place.lower().length; a++) {
                lower.add(place.lower()[a]);
                upper.add(place.upper()[a]);
            }
            at.put("run", place.run()).put("reference", place.reference()).put("z", place.standardScores());
            at.put("description", place(place));
        });
        if (!c.density().isSlice()) {
            node.put("entropy", density.entropy()).put("fisher", density.fisher());
        }
        ArrayNode moments = node.putArray("moments");
        density.moments().forEach(moment -> moments.add(json(moment)));
        return node;
    }

    private static ObjectNode json(RunComparison.OfValue value) {
        ValueComparison c = value.comparison();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("time", value.time()).put("species", value.species());
        for (int a = 0; a < value.place().length; a++) {
            node.put("xyz".substring(a, a + 1), value.place()[a]);
        }
        node.put("quantity", value.quantity()).put("norm", "difference");
        node.put("value", c.difference()).put("stderr", c.standardError()).put("noise", c.standardError());
        node.put("reference", c.reference()).put("run", c.run().value());
        return node.put("relative", c.difference() / c.scale()).put("pValue", c.pValue());
    }
}
