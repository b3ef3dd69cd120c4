package io.github.stosszahl.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Landau equation in the cells of a periodic box, a homogeneous gas. Comparisons allow 4.5 standard errors (false alarm 7e-6 each); there are 22 in the class. */
class LandauCellsTest {
    private static final double STANDARD_ERRORS = 4.5;
    private static final Boundary PERIODIC = new Boundary.Periodic();

    private static Mixture landau(int d, double coefficient, double exponent, double... masses) {
        List<Species> species = new ArrayList<>();
        List<CollidingPair> pairs = new ArrayList<>();
        for (int i = 0; i < masses.length; i++) {
            species.add(new Species("s" + i, masses[i]));
            for (int j = 0; j <= i; j++) {
                pairs.add(new CollidingPair(
                        j, i, CollisionKernel.landau(new PowerLaw(coefficient, exponent, 0), masses[j], masses[i])));
            }
        }
        return new Mixture(d, 1, species, pairs);
    }

    private static double meanSquare(Population p, int axis) {
        double sum = 0;
        for (int k = 0; k < p.size(); k++) {
            sum += p.velocity(axis)[k] * p.velocity(axis)[k];
        }
        return sum / p.size();
    }

    private static double temperature(Population p) {
        double sum = 0;
        for (int a = 0; a < p.dimension(); a++) {
            sum += p.mass() * meanSquare(p, a) / p.dimension();
        }
        return sum;
    }

    /**
     * T_1 - T_2 of Maxwell molecules decays with the rate 2 m_1 m_2/M^2 (d - 1) kappa C (n_1 + n_2), kappa = M^2/(m_1 m_2)^2 (moment laws of the Landau equation). A step turns by 0.02, so
     * that its error is 1 % of the rate, below 0.6 standard errors of the difference.
     */
    @ParameterizedTest
    @CsvSource({"3, 1, 12000", "3, 0.5, 6000", "3, 1, 6000", "2, 1, 12000", "2, 0.5, 6000"})
    void temperaturesRelaxByTheMomentLaw(int d, double secondDensity, int secondParticles) {
        Box box = SpatialGases.box(1, 1, 1200, PERIODIC, PERIODIC);
        double coefficient = 3;
        Mixture mixture = landau(d, coefficient, 0, 1, 4);
        List<InitialState> initial = List.of(
                SpatialGases.filled(box, SpatialGases.maxwellian(d, 1, 1), 12_000, Optional.empty()),
                SpatialGases.filled(
                        box, SpatialGases.maxwellian(d, secondDensity, 0.75), secondParticles, Optional.empty()));
        double end = 0.2;
        double rate = 2.0 / 4 * (d - 1) * coefficient * (1 + secondDensity);
        double step = 0.02 / ((d - 1) * coefficient * 25 / 16);
        SpatialGases.run(mixture, box, initial, 3, step, new double[] {0, end / 2, end}, snapshot -> {
            List<Population> p = snapshot.ensembles().get(0).populations();
            double difference = temperature(p.get(0)) - temperature(p.get(1));
            double expected = -2 * Math.exp(-rate * snapshot.time());
            // each temperature has the variance 2 T^2/(d N), T = 1 and 3 at t = 0
            double error = Math.sqrt(2.0 / d * (1.0 / 12_000 + 9.0 / secondParticles));
            assertThat(difference).as("t = %s", snapshot.time()).isCloseTo(expected, within(STANDARD_ERRORS * error));
        });
    }

    /**
     * Jumps and diffusion of one kernel: the mean of u decays by both, at the rate C (1 + (d - 1) kappa) for isotropic jumps, and T_1 - T_2 at 2 m_1 m_2/M^2 (n_1 + n_2) = 1 times that. Jumps alone would leave 0.55 of it, both 0.30.
     */
    @Test
    void jumpsAndDiffusionAddUp() {
        Box box = SpatialGases.box(1, 1, 1200, PERIODIC, PERIODIC);
        List<Species> species = List.of(new Species("s0", 1), new Species("s1", 1));
        CollisionKernel kernel = new CollisionKernel(PowerLaw.of(3, 0), Optional.of(new IsotropicAngle(3)), 0.5);
        Mixture mixture = new Mixture(3, 1, species, List.of(new CollidingPair(0, 1, kernel)));
        List<InitialState> initial = List.of(
                SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 1), 12_000, Optional.empty()),
                SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 3), 12_000, Optional.empty()));
        double end = 0.2;
        SpatialGases.run(mixture, box, initial, 13, 0.005, new double[] {0, end}, snapshot -> {
            List<Population> p = snapshot.ensembles().get(0).populations();
            double difference = temperature(p.get(0)) - temperature(p.get(1));
            double expected = -2 * Math.exp(-0.5 * 2 * 3 * (1 + 2 * 0.5) * snapshot.time());
            double error = Math.sqrt(2.0 / 3 * 10 / 12_000);
            assertThat(difference).isCloseTo(expected, within(STANDARD_ERRORS * error));
        });
    }

    /** The traceless stress of one species of mass 1 decays with the rate 4 d C n: (lambda/2) d/(d - 1) &lt;sin^2 theta&gt; with 2 (d - 1) kappa for the mean of sin^2, kappa = 4. */
    @ParameterizedTest
    @CsvSource({"2", "3"})
    void stressRelaxesByTheMomentLaw(int d) {
        Box box = SpatialGases.box(1, 1, 1000, PERIODIC, PERIODIC);
        double[] variances = d == 2 ? new double[] {1.5, 0.5} : new double[] {1.5, 0.5, 1};
        Maxwellian f = new Maxwellian(1, new double[d], variances);
        int particles = 10_000;
        double end = 0.25;
        SpatialGases.run(
                landau(d, 1.0 / d, 0, 1),
                box,
                List.of(SpatialGases.filled(box, f, particles, Optional.empty())),
                5,
                0.25 / 100,
                new double[] {0, end},
                snapshot -> {
                    Population p = snapshot.ensembles().get(0).populations().get(0);
                    double stress = meanSquare(p, 0) - meanSquare(p, 1);
                    // half a step times the rate is 0.5 % of the decay
                    double expected = Math.exp(-4 * snapshot.time());
                    double error = Math.sqrt(2 * (1.5 * 1.5 + 0.25) / particles);
                    assertThat(stress).isCloseTo(expected, within(STANDARD_ERRORS * error));
                });
    }

    private static List<double[]> velocities(int threads) throws Exception {
        Box box = SpatialGases.box(2, 1, 20, PERIODIC, PERIODIC);
        List<InitialState> initial = List.of(
                SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 1), 3000, Optional.empty()),
                SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 3), 3000, Optional.empty()));
        List<double[]> seen = new ArrayList<>();
        ForkJoinPool pool = new ForkJoinPool(threads);
        pool.submit(() -> SpatialGases.run(
                        landau(3, 0.2, -3, 1, 5),
                        box,
                        initial,
                        17,
                        0.05,
                        new double[] {0, 1},
                        snapshot -> snapshot.ensembles()
                                .get(0)
                                .populations()
                                .forEach(p -> seen.add(Arrays.copyOf(p.velocity(1), p.size())))))
                .get();
        pool.shutdown();
        return seen;
    }

    @Test
    void resultsDoNotDependOnThreads() throws Exception {
        List<double[]> one = velocities(1);
        List<double[]> three = velocities(3);
        assertThat(one).hasSize(4);
        for (int k = 0; k < one.size(); k++) {
            assertThat(Arrays.equals(three.get(k), one.get(k))).isTrue();
        }
    }

    /** Coulomb pairs, two to a cell in the mean: momentum and energy are kept to rounding. */
    @ParameterizedTest
    @CsvSource({"2, -2", "3, -3"})
    void momentumAndEnergyAreKept(int d, double exponent) {
        Box box = SpatialGases.box(1, 1, 2000, PERIODIC, PERIODIC);
        List<InitialState> initial = List.of(
                SpatialGases.filled(box, SpatialGases.maxwellian(d, 1, 1), 2000, Optional.empty()),
                SpatialGases.filled(box, SpatialGases.maxwellian(d, 1, 3), 2000, Optional.empty()));
        List<double[]> sums = new ArrayList<>();
        SpatialGases.run(landau(d, 1, exponent, 1, 5), box, initial, 9, 0.05, new double[] {0, 1.5}, snapshot -> {
            double[] sum = new double[1 + d];
            for (Population p : snapshot.ensembles().get(0).populations()) {
                for (int a = 0; a < d; a++) {
                    sum[0] += p.mass() * p.size() * meanSquare(p, a);
                    sum[1 + a] +=
                            p.mass() * Arrays.stream(p.velocity(a), 0, p.size()).sum();
                }
            }
            sums.add(sum);
        });
        for (int a = 0; a <= d; a++) {
            assertThat(sums.get(1)[a]).isCloseTo(sums.get(0)[a], within(1e-12 * sums.get(0)[0]));
        }
    }
}
