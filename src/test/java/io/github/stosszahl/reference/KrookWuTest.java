package io.github.stosszahl.reference;

import static io.github.stosszahl.reference.ReferenceTables.number;
import static io.github.stosszahl.reference.Scenarios.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.model.VelocityDistribution;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KrookWuTest {
    /**
     * Mass ratio 2, n_i = 1, kernel constants 1/(4 pi) between like and 1/(8 pi) between unlike species: rates 1 and
     * 1/2.
     */
    private static KrookWu massRatioTwo() {
        return new KrookWu(new double[] {1, 2}, new double[] {1, 1}, new double[][] {{1, 0.5}, {0.5, 1}}, 1);
    }

    /** A case of the data by which it can be rebuilt as a mixture. */
    private record Case(String name, double[] mass, double[] density, double[][] lambda) {
        KrookWu solution(double temperature) {
            return new KrookWu(mass, density, lambda, temperature);
        }

        double[][] alpha() {
            return new double[][] {
                {lambda[0][0] / density[0], lambda[0][1] / density[1]},
                {lambda[1][0] / density[0], lambda[1][1] / density[1]}
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * p_1 = p_2 for unequal densities, and the second branch, where lambda_11 and lambda_22 are solved from given
     * p_2/p_1.
     */
    static List<Case> cases() {
        double l12 = 0.6;
        double[] density = {1, 1.5};
        double l21 = l12 * density[0] / density[1];
        double[] mass = {1, 3};
        double mu = 0.75;
        double q = mu * (3 - 2 * mu);
        double p = 0.4;
        Case equal = new Case("p1 = p2", mass, density, new double[][] {{p + l21 * q, l12}, {l21, p + l12 * q}});
        return List.of(
                equal,
                secondBranch("p2 < p1", mass, density, l12, 0.8),
                secondBranch("p2 > p1", mass, density, l12, 1.1));
    }

    /**
     * With p_2 = x p_1: lambda_11 = x p_1 + lambda_21 q, and B/p_1 = (lambda_11 + lambda_12 q x)/3 = mu (lambda_12 x +
     * lambda_21) gives lambda_11, then p_1.
     */
    private static Case secondBranch(String name, double[] mass, double[] density, double l12, double x) {
        double sum = mass[0] + mass[1];
        double mu = 4 * mass[0] * mass[1] / (sum * sum);
        double q = mu * (3 - 2 * mu);
        double l21 = l12 * density[0] / density[1];
        double l11 = 3 * mu * (l12 * x + l21) - l12 * q * x;
        double p1 = (l11 - l21 * q) / x;
        return new Case(name, mass, density, new double[][] {{l11, l12}, {l21, p1 + l12 * q}});
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheBkwSolutionOfTheMixture(Case c) {
        KrookWu closed = c.solution(1.7);
        double start = closed.earliestTime() + 0.05;
        List<VelocityDistribution> initial = List.of(closed.distribution(0, start), closed.distribution(1, start));
        ExactSolution exact = ExactSolutions.of(Scenarios.maxwellMolecules(3, c.mass(), c.alpha()), initial)
                .get(0);
        assertThat(exact.title()).isEqualTo("BKW mixture (2 species)");
        for (double t : new double[] {0, 0.3, 1, 5, 20}) {
            for (int i = 0; i < 2; i++) {
                double temperature = closed.temperature(i, start + t);
                assertClose("T", exact.value(i, "temperature", t).orElseThrow(), temperature, 1e-11);
                double k = closed.scale(start + t) / c.mass()[i];
                double fourth = 15 * k * k * (1 + 4 * closed.excess(i, start + t));
                assertClose("moment4", exact.value(i, "moment4", t).orElseThrow(), fourth, 1e-11);
                double f = closed.density(i, start + t, 1.2);
                assertClose("f", exact.density(i, t, new double[] {0, 1.2, 0}).orElseThrow(), f, 1e-10);
            }
            double mean = c.density()[0] * closed.temperature(0, start + t)
                    + c.density()[1] * closed.temperature(1, start + t);
            assertClose("mean T", mean / (c.density()[0] + c.density()[1]), 1.7, 1e-14);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFirstTimeIsWhereOneDensityTouchesZero(Case c) {
        KrookWu closed = c.solution(1);
        double t = closed.earliestTime();
        assertThat(Math.max(closed.excess(0, t), closed.excess(1, t))).isCloseTo(1.0 / 3, within(1e-14));
        assertThat(Math.min(closed.density(0, t, 0), closed.density(1, t, 0))).isCloseTo(0, within(1e-14));
        assertThatIllegalArgumentException().isThrownBy(() -> closed.temperature(0, t - 0.01));
        closed.distribution(0, t);
        assertClose("time", closed.timeOf(1, closed.excess(1, t + 0.7)), t + 0.7, 1e-12);
    }

    /** By hand: mu = 8/9, q = 88/81, p_1 = p_2 = 37/81, A = 125/486, B/A = 74/81. */
    @Test
    void massRatioTwoByHand() {
        KrookWu closed = massRatioTwo();
        double a = 125.0 / 486;
        assertClose("R", closed.amplitude(4.5), 1 / (Math.exp(a * 4.5) - 74.0 / 81), 1e-13);
        assertClose("R_1", closed.excess(0, 4.5), 37.0 / 81 / (Math.exp(a * 4.5) - 74.0 / 81), 1e-13);
        assertClose("earliest", closed.earliestTime(), Math.log(111.0 / 81 + 74.0 / 81) / a, 1e-13);
        double r = closed.excess(0, 6);
        assertClose("K", closed.scale(6), 1 / (1 + 2 * r), 1e-14);
        assertClose("T", closed.temperature(1, 6), 1, 1e-14);
    }

    /** Jaiswal, Alexeenko and Hu print 6 digits; relative 5e-6 is half a unit of the last one. */
    @ParameterizedTest
    @ValueSource(strings = {"4.5", "6.0", "8.0"})
    void publishedSlices(String time) throws IOException {
        KrookWu closed = massRatioTwo();
        double t = Double.parseDouble(time);
        for (NamedCsvRecord row : ReferenceTables.rows("dgfs/krookwu-mr2-t" + time + ".csv")) {
            double vx = number(row, "vx");
            double speed = Math.sqrt(vx * vx + 2 * 0.1875 * 0.1875);
            assertClose("f1 at " + vx, closed.density(0, t, speed), number(row, "f1_exact"), 5.1e-6);
            assertClose("f2 at " + vx, closed.density(1, t, speed), number(row, "f2_exact"), 5.1e-6);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.001, 0.5, 0.5", "1, 0.5, 0.6", "0.4, 0.5, 0.5", "-1, 0.5, 0.5"})
    void refusesRatesWithoutASolution(double l11, double l12, double l21) {
        double[][] lambda = {{l11, l12}, {l21, 1}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KrookWu(new double[] {1, 2}, new double[] {1, 1}, lambda, 1));
    }

    /** Both differences negative, where Krook and Wu's own R is negative: weak collisions between like species. */
    @Test
    void bothDifferencesMayBeNegative() {
        double q = 88.0 / 81;
        double like = 0.5 * q - 0.2;
        Case c = new Case("p < 0", new double[] {1, 2}, new double[] {1, 1}, new double[][] {{like, 0.5}, {0.5, like}});
        isTheBkwSolutionOfTheMixture(c);
    }
}
