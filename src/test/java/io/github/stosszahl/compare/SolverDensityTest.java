package io.github.stosszahl.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.compare.SolverDensity.Values;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

/** From point values to cell averages and integrals, against closed forms of polynomials and of a normal density. */
class SolverDensityTest {
    /** Nodes that lie unequally far apart, and edges halfway between them. */
    private static final double[] NODES = {-1.3, -0.9, -0.2, 0.1, 0.9, 1.4, 2.2};

    private static double[] edges(double[] nodes) {
        double[] edges = new double[nodes.length + 1];
        for (int k = 1; k < nodes.length; k++) {
            edges[k] = (nodes[k - 1] + nodes[k]) / 2;
        }
        edges[0] = 2 * nodes[0] - edges[1];
        edges[nodes.length] = 2 * nodes[nodes.length - 1] - edges[nodes.length - 1];
        return edges;
    }

    static double[] equalNodes(double lower, double upper, int count) {
        double[] nodes = new double[count];
        Arrays.setAll(nodes, k -> lower + (k + 0.5) * (upper - lower) / count);
        return nodes;
    }

    static SolverDensity density(double[] x, double[] y, DoubleBinaryOperator f, Values kind) {
        double[] values = new double[x.length * y.length];
        Arrays.setAll(values, cell -> f.applyAsDouble(x[cell / y.length], y[cell % y.length]));
        return new SolverDensity(new double[][] {x, y}, new double[][] {edges(x), edges(y)}, values, kind);
    }

    /** Rounding of a 5 x 5 solve is the only error: x^4 y^2 has degree four in each variable. */
    @Test
    void averagesOfQuarticsAreExactOnAnyGrid() {
        SolverDensity density = density(NODES, NODES, (x, y) -> x * x * x * x * y * y - x, Values.POINT);
        double[] averages = density.averages();
        for (int cell = 0; cell < averages.length; cell++) {
            double a = density.grid().lower(cell, 0);
            double b = density.grid().upper(cell, 0);
            double c = density.grid().lower(cell, 1);
            double d = density.grid().upper(cell, 1);
            double expected =
                    (Math.pow(b, 5) - Math.pow(a, 5)) / (5 * (b - a)) * (d * d * d - c * c * c) / (3 * (d - c))
                            - (a + b) / 2;
            assertThat(averages[cell]).isCloseTo(expected, within(1e-11));
        }
    }

    @Test
    void givenAveragesStay() {
        SolverDensity density = density(NODES, NODES, (x, y) -> x * x * y, Values.AVERAGE);
        assertThat(density.averages()[1]).isEqualTo(NODES[0] * NODES[0] * NODES[1]);
        assertThat(density.conversionDoubt()).isZero();
    }

    /** The average of a normal density over a cell is a difference of error functions; cells of 0.4 standard deviations: the terms of order h^6 are some 1e-5 of the peak, the h^2 correction left out would be 1e-2. */
    @Test
    void averagesOfANormalDensity() {
        double[] nodes = equalNodes(-6, 6, 30);
        SolverDensity density = density(nodes, nodes, (x, y) -> normal(x) * normal(y), Values.POINT);
        double[] averages = density.averages();
        double worst = 0;
        for (int cell = 0; cell < averages.length; cell++) {
            double expected = 1;
            for (int a = 0; a < 2; a++) {
                double lower = density.grid().lower(cell, a);
                double upper = density.grid().upper(cell, a);
                expected *= (Erf.erf(upper / Math.sqrt(2)) - Erf.erf(lower / Math.sqrt(2))) / (2 * (upper - lower));
            }
            worst = Math.max(worst, Math.abs(averages[cell] - expected));
        }
        assertThat(worst).isLessThan(1e-5);
        assertThat(density.conversionDoubt()).isBetween(1e-6, 1e-3);
    }

    private static double normal(double x) {
        return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    }

    /** n = 2, u = (0.3, 0), variances 1 and 0.5; H = n (log(n/(2 pi sqrt(0.5))) - 1 - 1), I = n (1 + 2). Both kinds of values. */
    @Test
    void integralsOfADriftingNormalDensity() {
        double[] x = equalNodes(-7, 7, 70);
        double[] y = equalNodes(-5, 5, 70);
        DoubleBinaryOperator f = (a, b) -> 2 * normal(a - 0.3) * normal(b * Math.sqrt(2)) * Math.sqrt(2);
        SolverDensity points = density(x, y, f, Values.POINT);
        SolverDensity averages = new SolverDensity(
                new double[][] {x, y}, new double[][] {edges(x), edges(y)}, points.averages(), Values.AVERAGE);
        for (SolverDensity density : new SolverDensity[] {points, averages}) {
            SolverDensity.Integrals integrals = density.integrals(value -> value * Math.log(value) - value);
            assertThat(integrals.density()).isCloseTo(2, within(1e-8));
            assertThat(integrals.velocity(0)).isCloseTo(0.3, within(1e-6));
            assertThat(integrals.covariance(0, 0)).isCloseTo(1, within(1e-6));
            assertThat(integrals.covariance(1, 1)).isCloseTo(0.5, within(1e-6));
            assertThat(integrals.covariance(0, 1)).isCloseTo(0, within(1e-6));
            assertThat(integrals.heatFlux(0)).isCloseTo(0, within(1e-6));
            assertThat(integrals.speedPower(1)).isCloseTo(1 + 0.09 + 0.5, within(1e-6));
            assertThat(integrals.entropy())
                    .isCloseTo(2 * (Math.log(2 / (2 * Math.PI * Math.sqrt(0.5))) - 2), within(1e-5));
            assertThat(integrals.fisher()).isCloseTo(2 * 3, within(3e-3));
        }
    }

    /** &lt;|c|^2 c_x&gt;/2 of two normal densities at 0 and 1 with weights 3/4, 1/4: (third central moment)/2 = 3/4 1/4 (3/4 - 1/4)/2. */
    @Test
    void heatFluxOfTwoStreams() {
        double[] nodes = equalNodes(-7, 8, 75);
        SolverDensity.Integrals integrals = density(
                        nodes, nodes, (x, y) -> (0.75 * normal(x) + 0.25 * normal(x - 1)) * normal(y), Values.POINT)
                .integrals(f -> f);
        assertThat(integrals.heatFlux(0)).isCloseTo(0.75 * 0.25 * 0.5 / 2, within(1e-6));
        assertThat(integrals.heatFlux(1)).isCloseTo(0, within(1e-6));
        assertThat(integrals.entropy()).isCloseTo(1, within(1e-8));
    }
}
