package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.reference.ExactSolution;
import io.github.stosszahl.reference.ExactSolutions;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Species of unequal weights: each partner collides at the rate that the equation gives it, and the invariants are kept on average. */
class UnequalWeightsTest {
    private static final long SEED = 17;
    private static final int REPLICAS = 300;
    private static final double[] MASS = {1, 3};
    private static final double[] DENSITY = {1, 0.6};
    private static final double[] ALPHA_TIMES = {0.2, 0.7, 2};

    /**
     * Velocity and temperature of both species of Maxwell molecules follow the moment laws ({@link ExactSolutions}, and u_1 - u_2 by hand: it
     * decays like exp(-alpha (n_2 m_2 + n_1 m_1)/M t)); total momentum and energy keep their initial mean. The means over 300 replicas
     * may be off by 5 standard errors; 3 cases x 3 times x 7 comparisons, 3.6e-5. Correlations between particles shift them by
     * 1/N, 0.1 %, a third of a standard error.
     */
    @ParameterizedTest
    @CsvSource({"1000, 2400", "2000, 300", "400, 2400"})
    void meansFollowTheMomentLaws(int first, int second) {
        int[] size = {first, second};
        Mixture mixture = Gases.mixture(3, PowerLaw.of(1, 0), new IsotropicAngle(3), MASS);
        double[][] u = {{0.8, 0, 0}, {-0.3, 0, 0}};
        double[] temperature = {1, 2.5};
        double[] variance = {1, 2.5 / 3};
        List<VelocityDistribution> initial = List.of(
                new Maxwellian(DENSITY[0], u[0], new double[] {1, 1, 1}),
                new Maxwellian(DENSITY[1], u[1], new double[] {variance[1], variance[1], variance[1]}));
        ExactSolution exact = ExactSolutions.of(mixture, initial).get(0);
        UniformRandomProvider rng = Gases.rng(SEED);
        double[][][] moments = new double[ALPHA_TIMES.length][7][REPLICAS];
        double[] spread = new double[REPLICAS];
        for (int replica = 0; replica < REPLICAS; replica++) {
            Population[] p = new Population[2];
            for (int i = 0; i < 2; i++) {
                p[i] = Gases.maxwellian(
                        mixture.species().get(i), size[i], DENSITY[i] / size[i], temperature[i], u[i], rng);
            }
            assertThat(p[0].hasWeightOf(p[1])).isFalse();
            Ensemble ensemble = new Ensemble(List.of(p));
            double[] before = Gases.invariants(ensemble);
            CollisionProcess process = new CollisionProcess(mixture, ensemble);
            double time = 0;
            for (int t = 0; t < ALPHA_TIMES.length; t++) {
                process.advance(ALPHA_TIMES[t] - time, rng, () -> false);
                time = ALPHA_TIMES[t];
                double[] mean = new double[2];
                for (int i = 0; i < 2; i++) {
                    mean[i] = Gases.mean(p[i].velocity(0))[0];
                    moments[t][i][replica] = mean[i];
                    double expected = exact.value(i, "velocity_x", time).getAsDouble();
                    moments[t][2 + i][replica] = temperature(p[i], expected);
                }
                double[] now = Gases.invariants(ensemble);
                moments[t][4][replica] = mean[0] - mean[1];
                moments[t][5][replica] = now[0] - before[0];
                moments[t][6][replica] = now[3] - before[3];
                spread[replica] = now[3] - before[3];
            }
        }
        for (int t = 0; t < ALPHA_TIMES.length; t++) {
            double time = ALPHA_TIMES[t];
            double rate = (DENSITY[0] * MASS[0] + DENSITY[1] * MASS[1]) / (MASS[0] + MASS[1]);
            double[] expected = {
                exact.value(0, "velocity_x", time).getAsDouble(),
                exact.value(1, "velocity_x", time).getAsDouble(),
                exact.value(0, "temperature", time).getAsDouble(),
                exact.value(1, "temperature", time).getAsDouble(),
                1.1 * Math.exp(-rate * time),
                0,
                0
            };
            for (int q = 0; q < expected.length; q++) {
                double[] estimate = Gases.mean(moments[t][q]);
                assertThat(estimate[0])
                        .as("quantity %s at t = %s", q, time)
                        .isCloseTo(expected[q], within(5 * estimate[1]));
                assertThat(estimate[1]).isLessThan(0.02);
            }
        }
        // on average only: single replicas drift
        assertThat(Gases.mean(spread)[1]).isGreaterThan(0);
    }

    /** m &lt;|v - u|^2&gt;/3 about a given u along x. */
    private static double temperature(Population p, double u) {
        double sum = 0;
        for (int k = 0; k < p.size(); k++) {
            double x = p.velocity(0)[k] - u;
            double y = p.velocity(1)[k];
            double z = p.velocity(2)[k];
            sum += x * x + y * y + z * z;
        }
        return p.mass() * sum / (3 * p.size());
    }
}
