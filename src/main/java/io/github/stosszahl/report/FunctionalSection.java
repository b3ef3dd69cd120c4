package io.github.stosszahl.report;

import io.github.stosszahl.report.TimeSeries.Curve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the entropy and the Fisher information of each run are about: the balance (2.8) of the entropy, and whether the functionals increase. */
final class FunctionalSection {
    /** Boundaries that leave the entropy as it is. */
    private static final Set<String> REVERSIBLE = Set.of("periodic", "specular");

    private final Cast cast;
    private final boolean si;

    FunctionalSection(Cast cast) {
        this.cast = cast;
        this.si = cast.first().manifest().si();
    }

    /** H(0) - H(t), the integral of D, and the exact curve if one is known. */
    private record Balance(Curve loss, Curve integral, Optional<Curve> exact) {
        static Optional<Balance> of(Run run) {
            Optional<Curve> entropy = run.series().of("entropy", TimeSeries.SYSTEM);
            Optional<Curve> dissipation = run.series().of("entropy_dissipation", TimeSeries.SYSTEM);
            if (entropy.isEmpty() || dissipation.isEmpty() || exchangesEntropy(run)) {
                return Optional.empty();
            }
            Curve loss = loss(entropy.get());
            Curve integral = CumulativeIntegral.of(dissipation.get());
            return loss.time().length < 2 || integral.time().length < 2 || !Double.isFinite(loss.value()[0])
                    ? Optional.empty()
                    : Optional.of(new Balance(
                            loss,
                            integral,
                            run.reference().of("entropy", TimeSeries.SYSTEM).map(Balance::loss)));
        }

        /** Both errors count as independent: those of one run are correlated, and the difference is then better than this. */
        private static Curve loss(Curve entropy) {
            double[] h = entropy.value();
            double[] e = entropy.error();
            double[] value = new double[h.length];
            double[] error = new double[h.length];
            for (int k = 0; k < h.length; k++) {
                value[k] = h[0] - h[k];
                error[k] = k == 0 ? Double.NaN : Math.hypot(e[0], e[k]);
            }
            return new Curve(entropy.time(), value, error);
        }
    }

    void write(Xml out) {
        boolean any = false;
        for (Run run : cast.runs()) {
            any |= hasFunctionals(run);
        }
        if (!any) {
            return;
        }
        out.open("section", "id", "functionals").element("h2", "Entropy and Fisher information");
        for (int index = 0; index < cast.runs().size(); index++) {
            Run run = cast.runs().get(index);
            if (!hasFunctionals(run)) {
                continue;
            }
            if (cast.several()) {
                out.element("h3", cast.name(index));
            }
            increases(out, run.manifest());
            out.open("div", "class", "grid");
            Balance.of(run).ifPresent(balance -> figure(out, balance));
            if (exchangesEntropy(run)
                    && run.series().of("entropy_dissipation", TimeSeries.SYSTEM).isPresent()) {
                out.element(
                        "p",
                        "Entropy passes through the boundaries of this box, and its flux is not estimated: H(0) − H(t) is not the integral of D, and there is no balance to show.",
                        "class",
                        "stat");
            }
            out.open("div");
            theorem(out, run.manifest());
            out.close().close();
        }
        out.close().line();
    }

    private static boolean hasFunctionals(Run run) {
        return !run.manifest().list("/monotonicity/functionals").isEmpty()
                || Balance.of(run).isPresent();
    }

    /** Whether particles come or go at a face of the box, or change their velocity there other than by reflection. */
    private static boolean exchangesEntropy(Run run) {
        for (JsonNode faces : run.manifest().list("/scenario/space/boundaries")) {
            for (JsonNode face : faces) {
                boolean reflects =
                        REVERSIBLE.contains(Manifest.text(face)) || Manifest.number(face, "accommodation") == 0;
                if (!reflects) {
                    return true;
                }
            }
        }
        return false;
    }

    private void figure(Xml out, Balance balance) {
        List<Chart.Line> lines = List.of(
                line("loss", 0, Marker.CIRCLE, balance.loss, "H(0) − H"),
                line("integral", 1, Marker.SQUARE, balance.integral, "∫ D"));
        List<Chart.Exact> exact = balance.exact.stream()
                .map(curve -> new Chart.Exact("loss integral", curve.time(), curve.value()))
                .toList();
        Range times = new Range().add(balance.loss.time());
        Axis ordinate = Chart.ordinate(lines, exact);
        out.open("figure", "data-balance", "entropy");
        TimeSection.caption(out, "Balance of the entropy (2.8)", "H", si ? "m⁻³" : "", ordinate);
        new Legend()
                .series("loss", Colour.distinct(0), Marker.CIRCLE, "H(0) − H(t)")
                .series("integral", Colour.distinct(1), Marker.SQUARE, "integral of D from 0 to t")
                .exact(!exact.isEmpty())
                .write(out);
        new Chart(Chart.abscissa(times), "t", si ? "s" : "", ordinate, lines, exact, List.of())
                .write(out, "Balance of the entropy");
        closure(out, balance);
        out.close();
    }

    private Chart.Line line(String key, int colour, Marker marker, Curve curve, String symbol) {
        List<String> tips = new ArrayList<>();
        for (int k = 0; k < curve.time().length; k++) {
            tips.add("t = " + Numbers.time(curve.time()[k], si) + ": " + symbol + " = "
                    + Numbers.withError(curve.value()[k], curve.error()[k]));
        }
        return new Chart.Line(key, Colour.distinct(colour), marker, curve.time(), curve.value(), curve.error(), tips);
    }

    /** How well the two agree at the last time that both have. */
    private void closure(Xml out, Balance balance) {
        Curve loss = balance.loss;
        Curve integral = balance.integral;
        int k = integral.time().length - 1;
        int at = Arrays.binarySearch(loss.time(), integral.time()[k]);
        if (at < 0 || !Double.isFinite(loss.value()[at])) {
            return;
        }
        double difference = loss.value()[at] - integral.value()[k];
        out.open("p", "class", "stat").text("At ").symbol("t");
        out.text(" = " + Numbers.time(integral.time()[k], si) + ": ")
                .symbol("H")
                .text("(0) − ")
                .symbol("H");
        out.text(
                " = " + Numbers.withError(loss.value()[at], loss.error()[at]) + ", integral "
                        + Numbers.withError(integral.value()[k], integral.error()[k]) + ", difference "
                        + Numbers.significant(100 * difference / Math.abs(loss.value()[at]), 2)
                        + " %. Cubics between the outputs; the error of the integral is that of fully correlated values. It does not know what D does between outputs that are far apart.");
        out.close();
    }

    private void increases(Xml out, Manifest manifest) {
        List<JsonNode> functionals = manifest.list("/monotonicity/functionals");
        if (functionals.isEmpty()) {
            return;
        }
        head(out, "Functional of the whole system", "Verdict", "Largest increase", "From", "To", "Standard errors");
        for (JsonNode f : functionals) {
            double increase = Manifest.number(f, "increase");
            String quantity = Manifest.text(f.path("quantity"));
            out.open("tr").element("td", Quantity.of(quantity).title());
            String reason = Manifest.text(f.path("reason"));
            out.element("td", reason.isEmpty() ? Manifest.text(f.path("verdict")) : "none: " + reason);
            out.element("td", Numbers.withError(increase, Manifest.number(f, "stderr")));
            out.element("td", Numbers.time(Manifest.number(f, "from"), si));
            out.element("td", Numbers.time(Manifest.number(f, "to"), si));
            out.element("td", Numbers.fixed(Manifest.number(f, "standardErrors"), 1))
                    .close();
        }
        out.close().close();
        String description = manifest.text("/monotonicity/description");
        if (!description.isEmpty()) {
            out.element(
                    "p",
                    description.substring(0, 1).toUpperCase(Locale.ROOT) + description.substring(1) + ".",
                    "class",
                    "stat");
        }
    }

    private static void theorem(Xml out, Manifest manifest) {
        List<JsonNode> pairs = manifest.list("/monotonicity/theorem/pairs");
        if (pairs.isEmpty()) {
            return;
        }
        out.element("h3", "Condition of Theorem 3.1");
        out.open("p", "class", "stat")
                .text("If every pair meets |")
                .symbol("r α")
                .text("′|/")
                .symbol("α")
                .text(" ≤ 2 √Λ, the sum of ")
                .symbol("I")
                .text("(")
                .symbol("f_i")
                .text(")/")
                .symbol("m_i")
                .text(" does not increase. ")
                .text(verdict(
                        manifest.text("/monotonicity/theorem/holds"),
                        "They do.",
                        "Not all do.",
                        "Whether all do is not known."))
                .close();
        head(out, "Pair", "max |r α′|/α", "Condition");
        for (JsonNode pair : pairs) {
            List<String> names = new ArrayList<>();
            pair.path("pair").forEach(name -> names.add(Manifest.text(name)));
            double steepness = Manifest.number(pair, "steepness");
            out.open("tr").element("td", String.join(" – ", names));
            out.element("td", Double.isFinite(steepness) ? Numbers.significant(steepness, 4) : "unbounded");
            String reason = Manifest.text(pair.path("reason"));
            String unknown = reason.isEmpty() ? "not known" : reason;
            out.element("td", verdict(Manifest.text(pair.path("holds")), "holds", "does not hold", unknown))
                    .close();
        }
        out.close().close();
    }

    private static String verdict(String holds, String yes, String no, String unknown) {
        return switch (holds) {
            case "true" -> yes;
            case "false" -> no;
            default -> unknown;
        };
    }

    private static void head(Xml out, String... names) {
        out.open("div", "class", "scroll").open("table", "class", "numbers").open("tr");
        for (String name : names) {
            out.element("th", name);
        }
        out.close();
    }
}
