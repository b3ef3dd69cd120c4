package io.github.stosszahl.reference;

import static io.github.stosszahl.reference.Scenarios.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.integration.IterativeLegendreGaussIntegrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entropy, its dissipation and Fisher information of BKW solutions, by closed forms and by another quadrature of the density that the solution gives. */
class BkwFunctionalsTest {
    private static final int SYSTEM = ExactSolution.SYSTEM;

    private static double value(ExactSolution exact, int species, String quantity, double time) {
        return exact.value(species, quantity, time).orElseThrow();
    }

    /** Printed in physics.md section 5 to seven digits; int f log f there is H + n. */
    @ParameterizedTest
    @CsvSource({"2, 0.6, 2.307877, -2.810390", "3, 0.6, 3.8888889, -4.192886", "3, 0.75, 3.049074, -4.251575"})
    void oneDensity(int d, double k, double fisher, double logarithm) {
        BkwDensity f = new BkwDensity(d, 1, k, (1 - k) / (2 * k));
        assertThat(f.fisher()).isCloseTo(fisher, within(6e-7));
        assertThat(f.entropy() + 1).isCloseTo(logarithm, within(6e-7));
    }

    /** H scales as n (H_1 + log n - ...) and I as n/s: a Maxwellian has H = n (log n - (d/2) log(2 pi e s) - 1), I = d n/s. */
    @ParameterizedTest
    @CsvSource({"2, 3, 0.25", "3, 1e21, 4e4"})
    void maxwellian(int d, double n, double s) {
        BkwDensity f = new BkwDensity(d, n, s, 0);
        assertClose("H", f.entropy(), n * (Math.log(n) - 0.5 * d * Math.log(2 * Math.PI * Math.E * s) - 1), 1e-14);
        assertClose("I", f.fisher(), d * n / s, 1e-14);
    }

    /** Close to R = 1/d the density nearly vanishes at v = 0 in a small ball, which the quadrature must see. */
    @ParameterizedTest
    @CsvSource({
        "2, 0.5",
        "2, 0.4999999",
        "2, 0.49",
        "2, 0.1",
        "3, 0.3333333333333333",
        "3, 0.333333",
        "3, 0.32",
        "3, 1e-6"
    })
    void agreesWithAnotherQuadrature(int d, double excess) {
        BkwDensity f = new BkwDensity(d, 1.5, 0.7, excess);
        assertClose("H", f.entropy(), integral(f, v -> f.f(v) > 0 ? Math.log(f.f(v)) - 1 : 0), 1e-9);
        assertClose("I", f.fisher(), integral(f, v -> Math.pow(logarithmicSlope(f, v), 2)), 1e-8);
    }

    /** d log f/d|v|, by the formula. */
    private static double logarithmicSlope(BkwDensity f, double v) {
        double bracket = 1 - f.dimension() * f.excess() + f.excess() * v * v / f.variance();
        return v / f.variance() * (2 * f.excess() / bracket - 1);
    }

    /** int f g(|v|) dv, in pieces that shrink towards v = 0. */
    private static double integral(BkwDensity f, DoubleUnaryOperator g) {
        IterativeLegendreGaussIntegrator gauss = new IterativeLegendreGaussIntegrator(8, 1e-12, 1e-15);
        double sum = 0;
        double upper = 12 * Math.sqrt(f.variance());
        for (int piece = 0; piece < 40; piece++) {
            double lower = piece == 39 ? 0 : upper / 2;
            sum += gauss.integrate(1000000, v -> f.density() * f.speedDensity(v) * g.applyAsDouble(v), lower, upper);
            upper = lower;
        }
        return sum;
    }

    /** Three species with one R: D against a difference quotient of H, and the weights of the sums. */
    @ParameterizedTest
    @CsvSource({"2, 0.0", "3, 0.0", "3, 0.4"})
    void mixture(int d, double time) {
        double[] m = {1, 2, 5};
        double[] n = {1, 0.5, 0.75};
        // rates within a species that give every species the same K'/K = 3 R, as all have the same R
        double[][] alpha = new double[3][3];
        for (int i = 0; i < 3; i++) {
            double own = 3;
            for (int j = 0; j < 3; j++) {
                if (j != i) {
                    double mu = 4 * m[i] * m[j] / Math.pow(m[i] + m[j], 2);
                    alpha[i][j] = 1;
                    own -= n[j] * (mu - mu * mu / 2 * (1 + 1.0 / d));
                }
            }
            alpha[i][i] = own / n[i] / (1 - 0.5 * (1 + 1.0 / d));
        }
        double excess = 0.9 / d;
        List<VelocityDistribution> initial = List.of(
                new Bkw(n[0], new double[d], 0.6 / m[0], excess),
                new Bkw(n[1], new double[d], 0.6 / m[1], excess),
                new Bkw(n[2], new double[d], 0.6 / m[2], excess));
        Mixture gas = Scenarios.maxwellMolecules(d, m, alpha);
        ExactSolution exact = ExactSolutions.of(gas, initial).get(0);
        assertThat(exact.title()).isEqualTo("BKW mixture (3 species)");
        double entropy = 0;
        double fisher = 0;
        double weighted = 0;
        for (int i = 0; i < 3; i++) {
            entropy += value(exact, i, "entropy", time);
            fisher += value(exact, i, "fisher", time);
            weighted += value(exact, i, "fisher", time) / m[i];
        }
        assertClose("H", value(exact, SYSTEM, "entropy", time), entropy, 1e-14);
        assertClose("I", value(exact, SYSTEM, "fisher", time), fisher, 1e-14);
        assertClose("I/m", value(exact, SYSTEM, "fisher_mass_weighted", time), weighted, 1e-14);
        // a one-sided difference of second order at t = 0, where there is no time before
        double step = 1e-4;
        double slope = (-3 * value(exact, SYSTEM, "entropy", time)
                        + 4 * value(exact, SYSTEM, "entropy", time + step)
                        - value(exact, SYSTEM, "entropy", time + 2 * step))
                / (2 * step);
        assertClose("D", value(exact, SYSTEM, "entropy_dissipation", time), -slope, 1e-5);
    }

    @Test
    void equilibriumDissipatesNothing() {
        double[] variance = {2, 2, 2};
        Mixture gas = Scenarios.maxwellMolecules(3, new double[] {1}, new double[][] {{1}});
        ExactSolution exact = ExactSolutions.of(gas, List.of(new Maxwellian(1, new double[] {1, 0, 0}, variance)))
                .get(0);
        assertThat(value(exact, SYSTEM, "entropy_dissipation", 3)).isZero();
        assertClose("I", value(exact, 0, "fisher", 3), 1.5, 1e-14);
    }
}
