package io.github.stosszahl.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerAngle;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.TabulatedAngle;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.model.VssAngle;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.reference.ExactSolution;
import io.github.stosszahl.reference.ExactSolutions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Maxwell molecules through a whole run against the exact laws of their first and second moments, for unequal masses, densities and rates, with drift and
 * anisotropic temperatures. 100 replicas of about 2000 particles; every mean may be off by 5 standard errors of the spread between replicas. With
 * 99 degrees of freedom that is 2.5e-6 for each of 8 x 3 x 8 + 2 x 3 x 2 comparisons, 5e-4 for the class. Pair correlations shift
 * second moments by 1/N = 0.05 %, a fifth of a standard error.
 */
class MomentRelaxationTest {
    private static final long SEED = 1867;
    private static final int REPLICAS = 100;
    private static final double ALLOWED = 5;
    private static final double[] TIMES = {0, 0.3, 1, 2.5};

    static Stream<Arguments> angles() {
        List<Arguments> cases = new ArrayList<>();
        for (int d = 2; d <= 3; d++) {
            cases.add(Arguments.of(d, new IsotropicAngle(d)));
            cases.add(Arguments.of(d, VssAngle.of(d, 1.7)));
            cases.add(Arguments.of(d, new PowerAngle(1.5, 0.1)));
            cases.add(Arguments.of(d, new TabulatedAngle(d, new double[] {-1, 0, 1}, new double[] {2, 0, 1})));
        }
        return cases.stream();
    }

    /** Means over one population about given velocities u: u_x, u_y, T_xx, T_yy, all for both species. */
    private static double[] moments(Snapshot snapshot, int replica, double[][] u) {
        double[] m = new double[8];
        for (int i = 0; i < 2; i++) {
            Population p = snapshot.ensembles().get(replica).populations().get(i);
            for (int a = 0; a < 2; a++) {
                for (double v : p.velocity(a)) {
                    m[4 * i + a] += v / p.size();
                    m[4 * i + 2 + a] += p.mass() * (v - u[i][a]) * (v - u[i][a]) / p.size();
                }
            }
        }
        return m;
    }

    private static double[] meanAndError(double[][] samples, int quantity) {
        double[] x = Arrays.stream(samples).mapToDouble(s -> s[quantity]).toArray();
        double mean = Arrays.stream(x).average().orElseThrow();
        double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
        return new double[] {mean, Math.sqrt(squares / (x.length - 1.0) / x.length)};
    }

    /** u_i and T_i of {@link ExactSolutions}; and u_1 - u_2 by hand: exp(-alpha (1 - c1) (n_2 m_2 + n_1 m_1)/M t). */
    @ParameterizedTest
    @MethodSource("angles")
    void twoSpeciesFollowTheMomentLaws(int d, AngleLaw angle) {
        double m1 = 1;
        double m2 = 3.5;
        double n1 = 1;
        double n2 = 0.5;
        Mixture mixture = new Mixture(
                d,
                1,
                List.of(new Species("a", m1), new Species("b", m2)),
                List.of(
                        new CollidingPair(0, 0, new CollisionKernel(PowerLaw.of(0.5, 0), angle)),
                        new CollidingPair(0, 1, new CollisionKernel(PowerLaw.of(1.2, 0), angle)),
                        new CollidingPair(1, 1, new CollisionKernel(PowerLaw.of(0.9, 0), angle))));
        double[] u1 = Arrays.copyOf(new double[] {1, 0.2, 0}, d);
        double[] u2 = Arrays.copyOf(new double[] {-0.4, 0.2, 0}, d);
        List<VelocityDistribution> initial = List.of(
                new Maxwellian(n1, u1, Arrays.copyOf(new double[] {0.4, 1.6, 1}, d)),
                new Maxwellian(n2, u2, Arrays.copyOf(new double[] {0.9, 0.3, 0.5}, d)));
        List<InitialState> states =
                List.of(new InitialState(initial.get(0), 2000), new InitialState(initial.get(1), 1000));
        ExactSolution exact = ExactSolutions.of(mixture, initial).get(0);
        double[][][] samples = new double[TIMES.length][REPLICAS][];
        new Simulation(mixture, states, new RandomStreams(SEED), OptionalDouble.empty(), KernelChoice.AUTO)
                .run(
                        REPLICAS,
                        TIMES,
                        snapshot -> {
                            double[][] u = new double[2][2];
                            for (int i = 0; i < 2; i++) {
                                u[i][0] = value(exact, i, "velocity_x", snapshot.time());
                                u[i][1] = value(exact, i, "velocity_y", snapshot.time());
                            }
                            for (int r = 0; r < REPLICAS; r++) {
                                samples[snapshot.index()][r] = moments(snapshot, r, u);
                            }
                        },
                        () -> false);
        String[] names = {"velocity_x", "velocity_y", "temperature_xx", "temperature_yy"};
        for (int t = 1; t < TIMES.length; t++) {
            for (int q = 0; q < 8; q++) {
                double[] estimate = meanAndError(samples[t], q);
                double expected = value(exact, q / 4, names[q % 4], TIMES[t]);
                assertThat(estimate[0])
                        .as("%s of species %s at t = %s", names[q % 4], q / 4, TIMES[t])
                        .isCloseTo(expected, within(ALLOWED * estimate[1]));
                assertThat(estimate[1]).isLessThan(0.02);
            }
            double rate = 1.2 * (1 - angle.meanCos()) * (n2 * m2 + n1 * m1) / (m1 + m2);
            double byHand = 1.4 * Math.exp(-rate * TIMES[t]);
            double slip = meanAndError(samples[t], 0)[0] - meanAndError(samples[t], 4)[0];
            double error = Math.hypot(meanAndError(samples[t], 0)[1], meanAndError(samples[t], 4)[1]);
            assertThat(slip).isCloseTo(byHand, within(ALLOWED * error));
        }
    }

    private static double value(ExactSolution exact, int species, String name, double time) {
        return exact.value(species, name, time).orElseThrow();
    }

    /**
     * One species: T_xx - T_yy decays like exp(-(alpha n/2) d/(d - 1) &lt;sin^2 theta&gt; t), whatever the weights of the particles; with b proportional to 1 +
     * cos(theta)/2 the mean of sin^2 is (d - 1)/d, so the rate is alpha n/2 in the plane and in space.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void anisotropyOfOneSpeciesDecaysExponentially(int d) {
        AngleLaw angle = new TabulatedAngle(d, new double[] {-1, 1}, new double[] {0.5, 1.5});
        double alpha = 0.8;
        double n = 1.5;
        Mixture mixture = new Mixture(
                d,
                1,
                List.of(new Species("a", 2)),
                List.of(new CollidingPair(0, 0, new CollisionKernel(PowerLaw.of(alpha, 0), angle))));
        double[] s = Arrays.copyOf(new double[] {2, 0.5, 1}, d);
        InitialState state = new InitialState(new Maxwellian(n, new double[d], s), 2000);
        double[][][] samples = new double[TIMES.length][REPLICAS][];
        new Simulation(mixture, List.of(state), new RandomStreams(SEED + 1), OptionalDouble.of(0.17), KernelChoice.AUTO)
                .run(
                        REPLICAS,
                        TIMES,
                        snapshot -> {
                            for (int r = 0; r < REPLICAS; r++) {
                                Population p = snapshot.ensembles()
                                        .get(r)
                                        .populations()
                                        .get(0);
                                double[] difference = new double[2];
                                for (int k = 0; k < p.size(); k++) {
                                    double x = p.velocity(0)[k];
                                    double y = p.velocity(1)[k];
                                    difference[0] += p.mass() * (x * x - y * y) / p.size();
                                    difference[1] += p.mass() * x * y / p.size();
                                }
                                samples[snapshot.index()][r] = difference;
                            }
                        },
                        () -> false);
        for (int t = 1; t < TIMES.length; t++) {
            double[] estimate = meanAndError(samples[t], 0);
            double expected = 2 * (2 - 0.5) * Math.exp(-alpha * n / 2 * TIMES[t]);
            assertThat(estimate[0]).isCloseTo(expected, within(ALLOWED * estimate[1]));
            assertThat(estimate[1]).isLessThan(0.05 * expected);
            double[] shear = meanAndError(samples[t], 1);
            assertThat(shear[0]).isCloseTo(0, within(ALLOWED * shear[1]));
        }
    }
}
