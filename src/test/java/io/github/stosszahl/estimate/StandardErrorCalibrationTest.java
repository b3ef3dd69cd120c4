package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.MixtureDistribution;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Standard errors say how far estimates scatter: over 500 runs of 2000 particles (1000 of each species of a mixture), the standard deviation of an estimate between runs over the
 * mean standard error that the runs report is 1. It must lie in [0.85,
 * 1.15]. The standard deviation of 500 normal values is itself known to 1/sqrt(1000) = 3.2 %, so that 15 % are 4.7 of its standard errors, probability 2e-6; about
 * 230 comparisons, most of them not independent: 5e-4. The sixth moment may go up to 1.25: the variance of |v|^6 rests on few particles, so that the mean
 * of its square roots is some 6 % too small at N = 1000, and its scatter known to 4.5 % only; 4 standard errors, 15 comparisons, 5e-4 more: 1e-3 for the
 * class. Times are t = 0, half to one mean free time, and 8 to 10 of them.
 */
class StandardErrorCalibrationTest {
    private static final long SEED = 20251;
    private static final int RUNS = 500;
    private static final int PARTICLES = 2000;
    private static final double[] TIMES = {0, 1, 8};
    private static final List<String> SPECIES_QUANTITIES = List.of(
            "velocity_x",
            "temperature",
            "temperature_xx",
            "stress_xy",
            "heat_flux_x",
            "moment2",
            "moment4",
            "moment6",
            "momentum_y",
            "energy");
    private static final List<String> SYSTEM_QUANTITIES = List.of("velocity_x", "temperature", "momentum_y", "energy");

    private static Mixture mixture(int d, RateLaw rate, double... mass) {
        CollisionKernel kernel = new CollisionKernel(rate, new IsotropicAngle(d));
        if (mass.length == 1) {
            return new Mixture(d, 1, List.of(new Species("a", mass[0])), List.of(new CollidingPair(0, 0, kernel)));
        }
        return new Mixture(
                d,
                1,
                List.of(new Species("a", mass[0]), new Species("b", mass[1])),
                List.of(
                        new CollidingPair(0, 0, kernel),
                        new CollidingPair(0, 1, kernel),
                        new CollidingPair(1, 1, kernel)));
    }

    private static InitialState maxwellian(double density, double variance, int particles) {
        double[] s = new double[3];
        Arrays.fill(s, variance);
        return new InitialState(new Maxwellian(density, new double[3], s), particles);
    }

    /** Nine cold parts of variance 0.2 and one hot of 8: &lt;c^2&gt; = 2.94, &lt;c^4&gt; = 15 (0.9 0.04 + 0.1 64) = 96.54. */
    private static InitialState hotAndCold() {
        VelocityDistribution f = new MixtureDistribution(List.of(
                maxwellian(0.9, 0.2, PARTICLES).distribution(),
                maxwellian(0.1, 8, PARTICLES).distribution()));
        return new InitialState(f, PARTICLES);
    }

    private static void assertCalibrated(Calibration c, int output, int species, List<String> quantities) {
        for (String name : quantities) {
            assertThat(c.ratio(output, species, name))
                    .as("%s of species %s at output %s", name, species, output)
                    .isBetween(0.85, name.equals("moment6") ? 1.25 : 1.15);
        }
    }

    private static void assertCalibrated(Calibration c, int species) {
        for (int output = 0; output < TIMES.length; output++) {
            for (int i = 0; i < species; i++) {
                assertCalibrated(c, output, i, SPECIES_QUANTITIES);
            }
            assertCalibrated(c, output, Quantity.WHOLE_SYSTEM, SYSTEM_QUANTITIES);
        }
    }

    /** K = 0.6, R = 1/3, the extreme member of the family; in the plane with a drift. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void bkw(int d) {
        double[] u = new double[d];
        u[0] = d == 2 ? 1 : 0;
        InitialState start = new InitialState(new Bkw(1, u, 0.6, 1 / 3.0), PARTICLES);
        Mixture gas = mixture(d, PowerLaw.of(1, 0), 1);
        assertCalibrated(new Calibration(gas, List.of(start), TIMES, RUNS, SEED + d), 1);
    }

    /** m = 1 and 4, T = 1 and 3; exponent 0 are Maxwell molecules, 1 are hard spheres. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void twoSpecies(double exponent) {
        Mixture gas = mixture(3, PowerLaw.of(exponent == 0 ? 1 : 0.5, exponent), 1, 4);
        List<InitialState> start = List.of(maxwellian(1, 1, PARTICLES / 2), maxwellian(1, 0.75, PARTICLES / 2));
        assertCalibrated(new Calibration(gas, start, new double[] {0, 0.5, 5}, RUNS, SEED + 10), 2);
    }

    /**
     * Initial data of high kurtosis, (96.54/2.94^2)/(5/3) = 6.7 times that of a Maxwellian: the energy keeps the fluctuation of t = 0, sqrt((96.54 -
     * 2.94^2)/N)/3 in T, four times the sqrt(2/(3 N)) T of independent particles at equilibrium. Until some 25 mean
     * free times the fourth and sixth moments remember the tails of the initial sample better than the estimator knows; their errors are then too large, up to
     * 39 % for the fourth at t = 6, and are not tested. The sixth moment at t = 0 isn't either: its own variance needs the twelfth moment, which 2000
     * particles underestimate.
     */
    @Test
    void highKurtosis() {
        Mixture gas = mixture(3, PowerLaw.of(1, 0), 1);
        Calibration c = new Calibration(gas, List.of(hotAndCold()), TIMES, RUNS, SEED + 20);
        List<String> low = List.of("velocity_x", "temperature", "temperature_xx", "heat_flux_x", "moment2", "energy");
        for (int output = 0; output < TIMES.length; output++) {
            assertCalibrated(c, output, 0, low);
            assertCalibrated(c, output, Quantity.WHOLE_SYSTEM, SYSTEM_QUANTITIES);
        }
        assertCalibrated(c, 0, 0, List.of("moment4"));
        double kept = Math.sqrt((96.54 - 2.94 * 2.94) / PARTICLES) / 3;
        assertThat(c.reported(2, 0, "temperature")).isCloseTo(kept, withinPercentage(5));
        assertThat(kept).isGreaterThan(3.5 * 0.98 * Math.sqrt(2.0 / 3 / PARTICLES));
    }

    /**
     * Weights of 4 to 1: total momentum and energy do a random walk, and all errors grow with it, several times beyond those of independent particles. Here the
     * formula leaves out that the species are correlated as well: on the way to equilibrium the errors of the lighter-weighted species are up to 29 % too large
     * (0.78 at t = 2, allowed 0.7); at the start and later the bounds of the class hold.
     */
    @Test
    void unequalWeights() {
        Mixture gas = mixture(3, PowerLaw.of(1, 0), 1, 4);
        List<InitialState> start = List.of(maxwellian(1, 1, PARTICLES / 4), maxwellian(1, 0.75, PARTICLES));
        Calibration c = new Calibration(gas, start, new double[] {0, 2, 12}, RUNS, SEED + 40);
        List<String> low = List.of("velocity_x", "temperature", "temperature_xx", "heat_flux_x", "moment2", "energy");
        for (int output = 0; output < 3; output++) {
            for (int species : new int[] {0, 1, Quantity.WHOLE_SYSTEM}) {
                for (String name : species == Quantity.WHOLE_SYSTEM ? SYSTEM_QUANTITIES : low) {
                    assertThat(c.ratio(output, species, name))
                            .as("%s of species %s at output %s", name, species, output)
                            .isBetween(output == 1 ? 0.7 : 0.85, 1.15);
                }
            }
        }
        assertThat(c.spread(2, Quantity.WHOLE_SYSTEM, "energy"))
                .isGreaterThan(2 * c.spread(0, Quantity.WHOLE_SYSTEM, "energy"));
    }

    /** Two species that collide among themselves only, and a third that does not collide: each keeps invariants of its own. */
    @Test
    void speciesThatDoNotCollideWithEachOther() {
        CollisionKernel kernel = new CollisionKernel(PowerLaw.of(1, 0), new IsotropicAngle(3));
        Mixture gas = new Mixture(
                3,
                1,
                List.of(new Species("a", 1), new Species("b", 4), new Species("c", 2)),
                List.of(new CollidingPair(0, 0, kernel), new CollidingPair(1, 1, kernel)));
        List<InitialState> start = List.of(hotAndCold(), maxwellian(1, 0.75, PARTICLES / 2), hotAndCold());
        Calibration c = new Calibration(gas, start, TIMES, RUNS, SEED + 30);
        List<String> low = List.of("velocity_x", "temperature", "temperature_xx", "heat_flux_x", "energy");
        for (int output = 0; output < TIMES.length; output++) {
            assertCalibrated(c, output, 0, low);
            assertCalibrated(c, output, 1, SPECIES_QUANTITIES);
            assertCalibrated(c, output, 2, low);
            assertCalibrated(c, output, Quantity.WHOLE_SYSTEM, SYSTEM_QUANTITIES);
        }
        // a species that does not collide does not change
        assertThat(c.spread(2, 2, "heat_flux_x")).isEqualTo(c.spread(0, 2, "heat_flux_x"));
    }
}
