package io.github.stosszahl.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The law that a run which starts in equilibrium is compared with: fermions, bosons and a Maxwellian of masses 1, 2 and 4, T = 1.2, in space. */
class EquilibriumSolutionTest {
    private static final double T = 1.2;
    private static final List<Species> SPECIES = List.of(
            new Species("fermions", 1, Statistics.FERMI, 0.5),
            new Species("bosons", 2, Statistics.BOSE, 0.5),
            new Species("classical", 4));

    private static EquilibriumDistribution law(int i, double variance, double logFugacity, double drift) {
        return new EquilibriumDistribution(
                SPECIES.get(i).statistics(), 0.5, new double[] {drift, 0, 0}, variance, logFugacity);
    }

    private static List<VelocityDistribution> gas(double bosonTemperature, double drift) {
        double s = T / 4;
        return List.of(
                law(0, T, 2, drift),
                law(1, bosonTemperature / 2, -0.3, drift),
                new Maxwellian(3, new double[] {drift, 0, 0}, new double[] {s, s, s}));
    }

    private static List<ExactSolution> solutions(List<VelocityDistribution> initial) {
        return ExactSolutions.of(new Mixture(3, 1, SPECIES, List.of()), initial);
    }

    /** 1/(exp(x) - alpha)/q without any of the classes of the equilibrium. */
    private static double f(int i, double v) {
        if (i == 2) {
            return 3 * Math.pow(2 * Math.PI * T / 4, -1.5) * Math.exp(-4 * v * v / (2 * T));
        }
        double x = i == 0 ? v * v / (2 * T) - 2 : 2 * v * v / (2 * T) + 0.3;
        return 2 / (Math.exp(x) + (i == 0 ? 1 : -1));
    }

    private static double integral(int i, int power) {
        int steps = 20_000;
        double end = 13;
        double sum = 0;
        for (int k = 0; k < steps; k++) {
            double v = (k + 0.5) * end / steps;
            sum += 4 * Math.PI * Math.pow(v, 2.0 + power) * f(i, v) * end / steps;
        }
        return sum;
    }

    @Test
    void isTheLawOfEverySpeciesAtAnyTime() {
        ExactSolution exact = solutions(gas(T, 0)).stream()
                .filter(s -> s.title().contains("quantum equilibrium"))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 3; i++) {
            double n = integral(i, 0);
            for (int order = 2; order <= 6; order += 2) {
                double moment = integral(i, order) / n;
                assertThat(exact.value(i, "moment" + order, 7).orElseThrow()).isCloseTo(moment, within(1e-6 * moment));
            }
            assertThat(exact.density(i, 7, new double[] {0.3, -0.4, 1.2}).orElseThrow())
                    .isCloseTo(f(i, 1.3), within(1e-12));
            double speed = 4 * Math.PI * 1.69 * f(i, 1.3) / n;
            assertThat(exact.speedDensity(i, 7, 1.3).orElseThrow()).isCloseTo(speed, within(1e-6 * speed));
        }
    }

    /** Moments about 0 of a gas that drifts are not those about u. */
    @Test
    void saysNothingOfSpeedsInAGasThatDrifts() {
        ExactSolution exact = solutions(gas(T, 0.5)).get(0);
        assertThat(exact.value(0, "moment4", 0)).isEmpty();
        assertThat(exact.speedDensity(0, 0, 1)).isEmpty();
        assertThat(exact.density(0, 0, new double[] {0.5, 1.3, 0}).orElseThrow())
                .isCloseTo(f(0, 1.3), within(1e-12));
    }

    @Test
    void needsOneTemperatureAndOneVelocity() {
        assertThat(solutions(gas(1.1 * T, 0))).noneMatch(s -> s.title().contains("quantum"));
        List<VelocityDistribution> mixed =
                List.of(gas(T, 0).get(0), gas(T, 0.1).get(1), gas(T, 0).get(2));
        assertThat(solutions(mixed)).noneMatch(s -> s.title().contains("quantum"));
    }
}
