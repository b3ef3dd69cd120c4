package io.github.stosszahl.report;

import io.github.stosszahl.report.TimeSeries.Curve;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The GENERIC structure measured on the first run: the verdict, the production of entropy, the evolution of the test functions, and the matrix of M. */
final class GenericSection {
    private static final double MATRIX_LEFT = 96;
    private static final double MATRIX_RIGHT = 506;
    private static final double MATRIX_TOP = 10;
    /** A function whose rate never exceeds so many standard errors does not move visibly. */
    private static final double VISIBLE = 4;

    /**
     * A part of the rate of change of Fisher information.
     *
     * @param drawn whether the chart shows it
     * @param theory what is proved of its sign
     */
    private record FisherPart(String quantity, String name, boolean drawn, String theory) {}

    private static final List<FisherPart> FISHER = List.of(
            new FisherPart("fisher_rate_centre", "centre of mass", true, "≤ 0"),
            new FisherPart("fisher_rate_radial", "radial", true, ""),
            new FisherPart("fisher_rate_angular", "angular", true, "≤ 0"),
            new FisherPart("fisher_rate_radial_square", "radial, square", false, "≤ 0"),
            new FisherPart("fisher_rate_radial_slope", "radial, slope", false, ""),
            new FisherPart("fisher_rate_relative", "radial and angular", false, "≤ 0 by the condition"),
            new FisherPart("fisher_rate", "sum", true, "≤ 0 by the condition"));

    private final Cast cast;
    private final boolean si;

    GenericSection(Cast cast) {
        this.cast = cast;
        this.si = cast.first().manifest().si();
    }

    void write(Xml out) throws IOException {
        Structure structure = cast.first().structure();
        if (structure.isEmpty()) {
            return;
        }
        out.open("section", "id", "generic").element("h2", "GENERIC structure");
        out.open("p", "class", "note")
                .text("The equation as ∂")
                .symbol("F")
                .text("/∂")
                .symbol("t")
                .text(" = ")
                .symbol("L")
                .text(" d")
                .symbol("E")
                .text(" + ")
                .symbol("M")
                .text(" d")
                .symbol("S")
                .text(
                        ", (2.9) and (2.10), measured on the particles at the output times with test functions of every species. docs/generic.md explains every line.");
        if (cast.several()) {
            out.text(" Of the first run only, " + cast.name(0) + ".");
        }
        out.close();
        verdict(out);
        fisherSigns(out, structure);
        out.open("div", "class", "grid");
        production(out, structure);
        fisher(out, structure);
        for (String species : cast.species()) {
            evolution(out, structure, species);
        }
        Optional<Structure.Matrix> matrix = structure.matrix();
        if (matrix.isPresent()) {
            picture(out, matrix.get());
        }
        out.close().close().line();
    }

    private void verdict(Xml out) {
        List<JsonNode> checks = cast.first().manifest().list("/generic/checks");
        if (checks.isEmpty()) {
            return;
        }
        out.open("div", "class", "scroll").open("table", "class", "numbers").open("tr");
        for (String name : List.of("Check", "Verdict", "Worst", "Allowed", "At t")) {
            out.element("th", name);
        }
        out.close();
        for (JsonNode check : checks) {
            boolean holds = "true".equals(Manifest.text(check.path("holds")));
            out.open("tr").element("td", Manifest.text(check.path("check")));
            out.element("td", holds ? "holds" : "FAILS");
            out.element("td", Numbers.significant(Manifest.number(check, "worst"), 2));
            out.element("td", Numbers.significant(Manifest.number(check, "bound"), 2));
            out.element("td", Numbers.time(Manifest.number(check, "time"), si)).close();
        }
        out.close().close();
        out.element(
                "p",
                "Bounds of 10⁻¹² are relative sizes of what must be zero to rounding. Others are standard errors, of the worst of all numbers that must be zero: 6 in 100 000 exceed 4 by noise alone; that of the sum of the parts of Fisher information is what exceeds 4 standard errors, over it.",
                "class",
                "stat");
    }

    private void production(Xml out, Structure structure) {
        List<Chart.Line> lines = new ArrayList<>();
        Legend legend = new Legend();
        String[][] shown = {
            {"dissipation", "dS/dt, mean of −dH over collisions"},
            {"production", "⟨dS, M dS⟩"},
            {"primal_potential", "R of the rate"},
            {"dual_potential", "R* of dS"}
        };
        for (int k = 0; k < shown.length; k++) {
            Optional<Curve> curve = structure.of(shown[k][0]);
            if (curve.isPresent()) {
                Marker marker = Marker.of(k);
                legend.series(shown[k][0], Colour.distinct(k), marker, shown[k][1]);
                lines.add(line(shown[k][0], k, marker, curve.get(), 1, shown[k][1]));
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        Axis ordinate = Chart.ordinate(lines, List.of());
        out.open("figure", "data-generic", "production");
        TimeSection.caption(out, "Production of entropy", "dS/dt", si ? "m⁻³ s⁻¹" : "", ordinate);
        legend.write(out);
        chart(out, "Production of entropy", ordinate, lines, List.of(), List.of());
        out.element("p", "The first two must agree, and R + R* must be the same.", "class", "stat");
        out.close();
    }

    /** The parts of the rate of change of Fisher information. */
    private void fisher(Xml out, Structure structure) {
        List<Chart.Line> lines = new ArrayList<>();
        Legend legend = new Legend();
        for (FisherPart part : FISHER) {
            Optional<Curve> curve = structure.of(part.quantity);
            if (part.drawn && curve.isPresent()) {
                int k = lines.size();
                Marker marker = Marker.of(k);
                legend.series(part.quantity, Colour.distinct(k), marker, part.name);
                lines.add(line(part.quantity, k, marker, curve.get(), 1, part.name));
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        Axis ordinate = Chart.ordinate(lines, List.of());
        out.open("figure", "data-generic", "fisher");
        TimeSection.caption(out, "Change of Fisher information", "d/dt ∑ I(f)/m", si ? "s m⁻⁵ kg⁻¹" : "", ordinate);
        legend.write(out);
        chart(out, "Change of Fisher information", ordinate, lines, List.of(), List.of());
        out.close();
    }

    /** Their signs, in the width of the page. */
    private void fisherSigns(Xml out, Structure structure) {
        if (structure.of(FISHER.get(0).quantity).isEmpty()) {
            return;
        }
        out.open("div", "class", "scroll").open("table", "class", "numbers").open("tr");
        for (String name :
                List.of("Part of d/dt ∑ I(f)/m", "Nearest to rising", "At t", "In standard errors", "Sign", "Theory")) {
            out.element("th", name);
        }
        out.close();
        for (FisherPart part : FISHER) {
            structure.of(part.quantity).ifPresent(curve -> sign(out, part, curve));
        }
        out.close().close();
        out.element(
                "p",
                "Centre of mass, radial and angular part add up to the sum; the radial part is its square and its slope, which alpha′ makes. A sign is shown where it is at least "
                        + Numbers.significant(VISIBLE, 2)
                        + " standard errors at every time. Condition: that of Theorem 3.1 for every pair.",
                "class",
                "stat");
    }

    private void sign(Xml out, FisherPart part, Curve curve) {
        int largest = 0;
        boolean negative = true;
        boolean positive = true;
        boolean zero = true;
        for (int k = 0; k < curve.time().length; k++) {
            double scores = scores(curve, k);
            negative &= scores <= -VISIBLE;
            positive &= scores >= VISIBLE;
            zero &= curve.value()[k] == 0;
            largest = scores > scores(curve, largest) ? k : largest;
        }
        String verdict = zero ? "0" : negative ? "−" : positive ? "+" : "not certain";
        out.open("tr").element("td", part.name);
        out.element("td", Numbers.withError(curve.value()[largest], curve.error()[largest]));
        out.element("td", Numbers.time(curve.time()[largest], si));
        out.element("td", zero ? "" : Numbers.significant(scores(curve, largest), 2));
        out.element("td", verdict).element("td", part.theory).close();
    }

    private static double scores(Curve curve, int k) {
        return curve.value()[k] == 0 ? 0 : curve.value()[k] / curve.error()[k];
    }

    private void evolution(Xml out, Structure structure, String species) {
        List<Chart.Line> lines = new ArrayList<>();
        List<Chart.Exact> weak = new ArrayList<>();
        List<Chart.Strip> strips = new ArrayList<>();
        Legend legend = new Legend();
        for (Structure.Function function : structure.functions("rate_gradient")) {
            Optional<Curve> gradient = structure.of("rate_gradient", function);
            Optional<Curve> rate = structure.of("rate", function);
            Optional<Curve> residual = structure.of("rate_residual", function);
            if (!function.species().equals(species)
                    || gradient.isEmpty()
                    || rate.isEmpty()
                    || residual.isEmpty()
                    || !isVisible(gradient.get())) {
                continue;
            }
            double scale =
                    Arrays.stream(gradient.get().value()).map(Math::abs).max().orElse(1);
            int k = lines.size();
            Marker marker = Marker.of(k);
            String key = "f" + k;
            legend.series(key, Colour.distinct(k), marker, function.name());
            lines.add(line(key, k, marker, gradient.get(), scale, "d⟨F, " + function.name() + "⟩/dt"));
            double[] dashed =
                    Arrays.stream(rate.get().value()).map(x -> x / scale).toArray();
            weak.add(new Chart.Exact(key, rate.get().time(), dashed));
            Curve r = residual.get();
            strips.add(new Chart.Strip(
                    key,
                    Colour.distinct(k),
                    marker,
                    Residuals.of(r.time(), r.value(), r.error(), new double[r.time().length]),
                    List.of()));
        }
        if (lines.isEmpty()) {
            return;
        }
        Axis ordinate = Chart.ordinate(lines, weak);
        out.open("figure", "data-generic", species);
        TimeSection.caption(out, "Evolution of " + Cast.label(species), "⟨φ, M dS⟩", "", ordinate);
        legend.dashed(true, "what the collisions do").write(out);
        chart(out, "Evolution of " + Cast.label(species), ordinate, lines, weak, strips);
        out.element(
                "p",
                "Rates of change of the test functions, each over its largest size; strip: difference of both sides in standard errors. Functions without a visible rate are left out.",
                "class",
                "stat");
        out.close();
    }

    private static boolean isVisible(Curve curve) {
        for (int k = 0; k < curve.time().length; k++) {
            if (Math.abs(curve.value()[k]) > VISIBLE * curve.error()[k]) {
                return true;
            }
        }
        return false;
    }

    private void chart(
            Xml out,
            String title,
            Axis ordinate,
            List<Chart.Line> lines,
            List<Chart.Exact> exact,
            List<Chart.Strip> strips) {
        Range times = new Range();
        lines.forEach(line -> times.add(line.x()));
        new Chart(Chart.abscissa(times), "t", si ? "s" : "", ordinate, lines, exact, strips).write(out, title);
    }

    private Chart.Line line(String key, int colour, Marker marker, Curve curve, double scale, String symbol) {
        List<String> tips = new ArrayList<>();
        double[] value = new double[curve.time().length];
        double[] error = new double[value.length];
        for (int k = 0; k < value.length; k++) {
            value[k] = curve.value()[k] / scale;
            error[k] = curve.error()[k] / scale;
            tips.add("t = " + Numbers.time(curve.time()[k], si) + ": " + symbol + " = "
                    + Numbers.withError(curve.value()[k], curve.error()[k]));
        }
        return new Chart.Line(key, Colour.distinct(colour), marker, curve.time(), value, error, tips);
    }

    /** The matrix with its first row on top. */
    private void picture(Xml out, Structure.Matrix matrix) throws IOException {
        int n = matrix.functions().size();
        double[][] fromBottom = new double[n][];
        for (int k = 0; k < n; k++) {
            fromBottom[n - 1 - k] = matrix.elements()[k];
        }
        double side = MATRIX_RIGHT - MATRIX_LEFT;
        double cell = side / n;
        out.open("figure", "data-generic", "matrix");
        out.open("figcaption")
                .text("⟨")
                .symbol("φ_k")
                .text(", ")
                .symbol("M φ_l")
                .text("⟩ at ")
                .symbol("t")
                .text(" = " + Numbers.time(matrix.time(), si))
                .close();
        String height = Polyline.coordinate(MATRIX_TOP + side + 8);
        out.open("svg", "class", "chart", "viewBox", "0 0 520 " + height, "role", "img");
        out.element("title", "Gram matrix of M");
        out.leaf(
                "image",
                "class",
                "pixels",
                "href",
                Viridis.png(fromBottom, -1, 1),
                "x",
                Polyline.coordinate(MATRIX_LEFT),
                "y",
                Polyline.coordinate(MATRIX_TOP),
                "width",
                Polyline.coordinate(side),
                "height",
                Polyline.coordinate(side),
                "preserveAspectRatio",
                "none");
        String first = matrix.functions().get(0).name();
        for (int k = 0; k < n; k++) {
            Structure.Function function = matrix.functions().get(k);
            String label = function.name().equals(first) ? function.species() + ": " + first : function.name();
            String y = Polyline.coordinate(MATRIX_TOP + (k + 0.5) * cell + 4);
            out.element("text", label, "class", "tick y", "x", Polyline.coordinate(MATRIX_LEFT - 6), "y", y);
        }
        out.close();
        out.element(
                "p",
                "Scaled to a diagonal of ones: −1 dark, 0 middle, 1 bright. Blank: functions that each collision keeps.",
                "class",
                "stat");
        out.close();
    }
}
