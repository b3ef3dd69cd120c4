package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values against the definitions of the quantities, written out particle by particle. No statistics. */
class MomentEstimatorTest {
    private static final double K_B = 1.7;
    private static final double[] MASS = {1.5, 4};
    private static final double[] WEIGHT = {0.5, 0.5};
    private static final String[] AXES = {"x", "y", "z"};

    private static Mixture mixture(int d) {
        CollisionKernel kernel = new CollisionKernel(PowerLaw.of(1, 0), new IsotropicAngle(d));
        return new Mixture(
                d,
                K_B,
                List.of(new Species("a", MASS[0]), new Species("b", MASS[1])),
                List.of(new CollidingPair(0, 1, kernel)));
    }

    /** Unsymmetric velocities with a drift; by an arithmetic rule, not by chance. */
    private static double[][][] velocities(int d, int... sizes) {
        double[][][] v = new double[sizes.length][][];
        for (int i = 0; i < sizes.length; i++) {
            v[i] = new double[sizes[i]][d];
            for (int k = 0; k < sizes[i]; k++) {
                for (int a = 0; a < d; a++) {
                    v[i][k][a] = 0.5 * i - 0.3 * a + Math.pow((7 * k + 3 * a + 5 * i) % 11 / 4.0, 1.5) - (k * a) % 3;
                }
            }
        }
        return v;
    }

    private static Ensemble ensemble(Mixture mixture, double[][][] v) {
        List<Population> populations = new ArrayList<>();
        for (int i = 0; i < v.length; i++) {
            Population p = new Population(mixture.species().get(i), mixture.dimension(), v[i].length, WEIGHT[i]);
            for (int k = 0; k < v[i].length; k++) {
                for (int a = 0; a < mixture.dimension(); a++) {
                    p.velocity(a)[k] = v[i][k][a];
                }
            }
            populations.add(p);
        }
        return new Ensemble(populations);
    }

    private static double mean(double[][] v, ToDoubleFunction<double[]> phi) {
        return Stream.of(v).mapToDouble(phi).sum() / v.length;
    }

    private static double square(double[] v, double[] u) {
        double sum = 0;
        for (int a = 0; a < v.length; a++) {
            sum += (v[a] - u[a]) * (v[a] - u[a]);
        }
        return sum;
    }

    private static double[] meanVelocity(double[][] v) {
        double[] u = new double[v[0].length];
        for (int a = 0; a < u.length; a++) {
            int axis = a;
            u[a] = mean(v, x -> x[axis]);
        }
        return u;
    }

    /** The named quantity, removed from the list so that what is left over shows. */
    private static double take(List<Quantity> quantities, int species, String name) {
        for (int q = 0; q < quantities.size(); q++) {
            if (quantities.get(q).species() == species
                    && quantities.get(q).name().equals(name)) {
                return quantities.remove(q).estimate().value();
            }
        }
        throw new AssertionError("no " + name + " of species " + species);
    }

    private static void assertTaken(List<Quantity> quantities, int species, String name, double expected) {
        assertThat(take(quantities, species, name))
                .as("%s of species %s", name, species)
                .isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void everyQuantityIsItsDefinition(int d) {
        Mixture mixture = mixture(d);
        double[][][] v = velocities(d, 9, 14);
        Ensemble ensemble = ensemble(mixture, v);
        List<Quantity> quantities = new ArrayList<>(new MomentEstimator(mixture, ensemble).estimate(ensemble));
        double[] zero = new double[d];
        double[] momentum = new double[d];
        double rho = 0;
        double density = 0;
        double energy = 0;
        for (int i = 0; i < 2; i++) {
            double[] u = meanVelocity(v[i]);
            double n = WEIGHT[i] * v[i].length;
            double m = MASS[i];
            density += n;
            rho += n * m;
            assertTaken(quantities, i, "number_density", n);
            assertTaken(quantities, i, "temperature", m * mean(v[i], x -> square(x, u)) / (d * K_B));
            for (int a = 0; a < d; a++) {
                int p = a;
                assertTaken(quantities, i, "velocity_" + AXES[a], u[a]);
                assertTaken(quantities, i, "momentum_" + AXES[a], n * m * u[a]);
                momentum[a] += n * m * u[a];
                assertTaken(
                        quantities,
                        i,
                        "temperature_" + AXES[a] + AXES[a],
                        m * mean(v[i], x -> (x[p] - u[p]) * (x[p] - u[p])) / K_B);
                assertTaken(
                        quantities,
                        i,
                        "heat_flux_" + AXES[a],
                        n * m * mean(v[i], x -> square(x, u) * (x[p] - u[p])) / 2);
                for (int b = a; b < d; b++) {
                    int q = b;
                    assertTaken(
                            quantities,
                            i,
                            "stress_" + AXES[a] + AXES[b],
                            n * m * mean(v[i], x -> (x[p] - u[p]) * (x[q] - u[q])));
                }
            }
            for (int power = 1; power <= 3; power++) {
                int exponent = power;
                assertTaken(quantities, i, "moment" + 2 * power, mean(v[i], x -> Math.pow(square(x, zero), exponent)));
            }
            double own = n * m * mean(v[i], x -> square(x, zero)) / 2;
            assertTaken(quantities, i, "energy", own);
            energy += own;
        }
        double[] u = new double[d];
        int whole = Quantity.WHOLE_SYSTEM;
        for (int a = 0; a < d; a++) {
            u[a] = momentum[a] / rho;
            assertTaken(quantities, whole, "velocity_" + AXES[a], u[a]);
            assertTaken(quantities, whole, "momentum_" + AXES[a], momentum[a]);
        }
        double thermal = 0;
        for (int i = 0; i < 2; i++) {
            thermal += WEIGHT[i] * v[i].length * MASS[i] * mean(v[i], x -> square(x, u));
        }
        assertTaken(quantities, whole, "number_density", density);
        assertTaken(quantities, whole, "temperature", thermal / (d * K_B * density));
        assertTaken(quantities, whole, "energy", energy);
        assertThat(quantities).isEmpty();
    }

    /** At t = 0 the error of a mean over N independent particles is sqrt(variance/(N - 1)) with the variance over N. */
    @Test
    void errorsAtTheStartAreThoseOfIndependentParticles() {
        Mixture mixture = mixture(3);
        double[][][] v = velocities(3, 9, 14);
        Ensemble ensemble = ensemble(mixture, v);
        List<Quantity> quantities = new MomentEstimator(mixture, ensemble).estimate(ensemble);
        for (int i = 0; i < 2; i++) {
            double[] u = meanVelocity(v[i]);
            int n = v[i].length;
            double first = mean(v[i], x -> Math.pow(x[1] - u[1], 2));
            assertThat(error(quantities, i, "velocity_y")).isCloseTo(Math.sqrt(first / (n - 1)), within(1e-12));
            double square = mean(v[i], x -> square(x, u));
            double fourth = mean(v[i], x -> Math.pow(square(x, u), 2));
            assertThat(error(quantities, i, "temperature"))
                    .isCloseTo(MASS[i] / (3 * K_B) * Math.sqrt((fourth - square * square) / (n - 1)), within(1e-12));
            assertThat(error(quantities, i, "number_density")).isZero();
        }
    }

    private static double error(List<Quantity> quantities, int species, String name) {
        return quantities.stream()
                .filter(q -> q.species() == species && q.name().equals(name))
                .findFirst()
                .orElseThrow()
                .estimate()
                .standardError();
    }

    /** One particle has no spread to tell an error from. */
    @Test
    void aSingleParticleHasNoKnownError() {
        Mixture mixture = mixture(2);
        Ensemble ensemble = ensemble(mixture, velocities(2, 1, 5));
        List<Quantity> quantities = new MomentEstimator(mixture, ensemble).estimate(ensemble);
        assertThat(error(quantities, 0, "velocity_x")).isNaN();
        assertThat(error(quantities, 1, "velocity_x")).isPositive();
    }

    /** More particles than one block of the sums: the same bits on one thread and on three, and the values of a direct sum. */
    @Test
    void threadsDoNotMatter() throws Exception {
        Mixture mixture = mixture(2);
        double[][][] v = velocities(2, 50_000, 20_000);
        Ensemble ensemble = ensemble(mixture, v);
        List<Quantity> alone = new ForkJoinPool(1)
                .submit(() -> new MomentEstimator(mixture, ensemble).estimate(ensemble))
                .get();
        List<Quantity> three = new ForkJoinPool(3)
                .submit(() -> new MomentEstimator(mixture, ensemble).estimate(ensemble))
                .get();
        assertThat(three).isEqualTo(alone);
        double[] zero = new double[2];
        assertTaken(new ArrayList<>(alone), 0, "moment4", mean(v[0], x -> Math.pow(square(x, zero), 2)));
    }
}
