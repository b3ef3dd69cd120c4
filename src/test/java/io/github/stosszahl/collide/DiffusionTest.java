package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.TabulatedRate;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Landau equation: how far pairs turn in a step, and which pairs. */
class DiffusionTest {
    private static final long SEED = 7;
    private static final int GASES = 10_000;

    private static Mixture mixture(int d, RateLaw rate, double... mass) {
        List<Species> species = new ArrayList<>();
        List<CollidingPair> pairs = new ArrayList<>();
        for (int i = 0; i < mass.length; i++) {
            species.add(new Species("s" + i, mass[i]));
            for (int j = i; j < mass.length; j++) {
                pairs.add(new CollidingPair(i, j, CollisionKernel.landau(rate, mass[j], mass[i])));
            }
        }
        return new Mixture(d, 1, species, pairs);
    }

    private static RateLaw rate(String name) {
        return switch (name) {
            case "coulomb" -> PowerLaw.of(0.4, -3);
            case "cutoff" -> new PowerLaw(0.4, -2.2, 0.3);
            case "hard" -> PowerLaw.of(0.4, 1);
            case "maxwell" -> PowerLaw.of(0.4, 0);
            default -> new TabulatedRate(new double[] {0, 1, 3}, new double[] {0, 2, 1});
        };
    }

    /** Every pair keeps its momentum and energy: no statistics. */
    @ParameterizedTest
    @CsvSource({"2, coulomb", "2, hard", "3, coulomb", "3, cutoff", "3, hard", "3, maxwell", "3, table"})
    void momentumAndEnergyAreKeptToRounding(int d, String law) {
        UniformRandomProvider rng = Gases.rng(SEED);
        Mixture mixture = mixture(d, rate(law), 1, 7.3, 0.02);
        List<Population> populations = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            double[] u = new double[d];
            u[i % d] = 0.7 * i;
            populations.add(Gases.maxwellian(mixture.species().get(i), 100 + 50 * i, 0.01, 1 + i, u, rng));
        }
        Ensemble ensemble = new Ensemble(populations);
        double[] before = Gases.invariants(ensemble);
        double first = populations.get(0).velocity(0)[0];
        CollisionProcess process = new CollisionProcess(mixture, ensemble);
        for (int step = 0; step < 20; step++) {
            process.advance(0.01, rng, () -> false);
        }
        assertThat(populations.get(0).velocity(0)[0]).isNotEqualTo(first);
        double[] after = Gases.invariants(ensemble);
        for (int a = 0; a < d; a++) {
            assertThat(after[a]).isCloseTo(before[a], within(1e-12 * Math.sqrt(before[d])));
        }
        assertThat(after[d] / before[d]).isCloseTo(1, within(1e-12));
        // in each step all pairs of species meet, as often as the larger one has particles
        assertThat(process.tallies())
                .extracting(tally -> tally.diffusion().pairs())
                .containsExactly(2000L, 3000L, 4000L, 3000L, 4000L, 4000L);
    }

    /**
     * A gas of two particles with D n dt = tau: the mean of P_1 and P_2 of the angle between u before and after is exp(-(d - 1) tau) and exp(-2 d tau), where P_2 is (d cos^2 - 1)/(d - 1). Of like
     * particles the one meets the other twice, for half the time.
     *
     * <p>12 comparisons with 4.5 standard errors: false-alarm probability 8e-5.
     */
    @ParameterizedTest
    @CsvSource({"2, 0.02", "2, 0.5", "2, 3", "3, 0.02", "3, 0.3", "3, 1"})
    void pairsTurnByTheHeatKernel(int d, double tau) {
        for (boolean like : new boolean[] {true, false}) {
            UniformRandomProvider rng = Gases.rng(SEED + d);
            double[] masses = like ? new double[] {2} : new double[] {2, 0.5};
            // D = 0.4 r^-3 (1/m_i + 1/m_j)^2 at r = 2 for particles of weight 3
            Mixture mixture = mixture(d, rate("coulomb"), masses);
            double diffusivity = 0.4 / 8 * (like ? 1 : 6.25) * 3;
            double[] cosine = new double[GASES];
            double[] second = new double[GASES];
            double[] one = d == 2 ? new double[] {1.2, 0.4} : new double[] {1.2, 0.4, 0.1};
            double[] two = d == 2 ? new double[] {-0.8, 0.4} : new double[] {-0.8, 0.4, 0.1};
            for (int g = 0; g < GASES; g++) {
                Ensemble ensemble = new Ensemble(
                        like
                                ? List.of(Gases.particles(mixture.species().get(0), 3, one, two))
                                : List.of(
                                        Gases.particles(mixture.species().get(0), 3, one),
                                        Gases.particles(mixture.species().get(1), 3, two)));
                new CollisionProcess(mixture, ensemble).advance(tau / diffusivity, rng, () -> false);
                Population first = ensemble.populations().get(0);
                double x = like
                        ? first.velocity(0)[0] - first.velocity(0)[1]
                        : first.velocity(0)[0] - ensemble.populations().get(1).velocity(0)[0];
                cosine[g] = x / 2;
                second[g] = (d * x * x / 4 - 1) / (d - 1);
            }
            double[] mean = Gases.mean(cosine);
            assertThat(mean[0]).isCloseTo(Math.exp(-(d - 1) * tau), within(4.5 * mean[1]));
            mean = Gases.mean(second);
            assertThat(mean[0]).isCloseTo(Math.exp(-2 * d * tau), within(4.5 * mean[1]));
        }
    }

    /**
     * Species of different numbers and weights exchange momentum at the rate of the equation, u_i' = -(d - 1) alpha n_j M^2/(m_i m_j)^2 m_j/M (u_i - u_j), in a step of
     * a thousandth of the relaxation time, whose error is as small. All particles of a species have one velocity, so that only angles are random.
     *
     * <p>8 comparisons with 4.5 standard errors: false-alarm probability 5e-5. The standard errors are 2 % at most.
     */
    @ParameterizedTest
    @CsvSource({"20000, 20000, 1, 1", "20000, 50001, 1, 1", "50001, 20000, 1, 3", "20000, 30000, 4, 1"})
    void momentumIsExchangedAtItsRate(int firstSize, int secondSize, double firstWeight, double secondWeight) {
        UniformRandomProvider rng = Gases.rng(SEED);
        Mixture mixture = mixture(3, rate("maxwell"), 2, 0.5);
        double n1 = firstSize * firstWeight / 20_000;
        double n2 = secondSize * secondWeight / 20_000;
        Population one = Gases.maxwellian(
                mixture.species().get(0), firstSize, firstWeight / 20_000, 1e-20, new double[] {1, 0, 0}, rng);
        Population two = Gases.maxwellian(
                mixture.species().get(1), secondSize, secondWeight / 20_000, 1e-20, new double[] {-1, 0, 0}, rng);
        double dt = 2e-4;
        new CollisionProcess(mixture, new Ensemble(List.of(one, two))).advance(dt, rng, () -> false);
        double friction = 2 * 0.4 * 6.25 * dt * 2;
        assertMean(one.velocity(0), 1, -friction * n2 * 0.5 / 2.5);
        assertMean(two.velocity(0), -1, friction * n1 * 2 / 2.5);
    }

    private static void assertMean(double[] velocity, double before, double change) {
        double[] changes = new double[velocity.length];
        for (int k = 0; k < changes.length; k++) {
            changes[k] = velocity[k] - before;
        }
        double[] mean = Gases.mean(changes);
        assertThat(mean[1]).isLessThan(0.02 * Math.abs(change));
        assertThat(mean[0]).isCloseTo(change, within(4.5 * mean[1]));
    }

    /** Blocks meet on any number of threads, and each draws its own words. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void resultDoesNotDependOnThreads(int threads) {
        assertThat(afterSteps(3, threads, KernelChoice.AUTO)).isDeepEqualTo(afterSteps(3, 1, KernelChoice.AUTO));
    }

    /** With blocks of few particles runs are of all lengths. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void resultDoesNotDependOnTheKernel(int d) {
        assertThat(afterSteps(d, 1, KernelChoice.VECTOR)).isDeepEqualTo(afterSteps(d, 1, KernelChoice.SCALAR));
    }

    /** [component][particle] of the first species. */
    private static double[][] afterSteps(int d, int threads, KernelChoice kernel) {
        UniformRandomProvider rng = Gases.rng(SEED);
        Mixture mixture = mixture(d, rate("coulomb"), 1, 3);
        Population one = Gases.maxwellian(mixture.species().get(0), 3000, 1, 1, new double[d], rng);
        Population two = Gases.maxwellian(mixture.species().get(1), 2000, 1.5, 2, new double[d], rng);
        CollisionProcess process =
                new CollisionProcess(mixture, new Ensemble(List.of(one, two)), kernel, new Tuning(256, 16, 256, 1));
        ForkJoinPool pool = new ForkJoinPool(threads);
        pool.submit(() -> {
                    for (int step = 0; step < 5; step++) {
                        process.advance(1e-6, rng, () -> false);
                    }
                })
                .join();
        pool.shutdown();
        double[][] v = new double[d][];
        Arrays.setAll(v, one::velocity);
        return v;
    }

    /** For Maxwell molecules the estimate is x/2, x = d D n dt, half of it in one block; and the step is the one that has the error asked for. */
    @Test
    void stepIsChosenByItsError() {
        UniformRandomProvider rng = Gases.rng(SEED);
        Mixture mixture = mixture(3, rate("maxwell"), 1);
        Population gas = Gases.maxwellian(mixture.species().get(0), 10_000, 1e-4, 1, new double[3], rng);
        CollisionProcess process = new CollisionProcess(mixture, new Ensemble(List.of(gas)));
        double step = process.timeStep(100);
        assertThat(process.timeStepErrors(step)[0]).isCloseTo(CollisionProcess.TOLERANCE, within(1e-5));
        assertThat(3 * 0.4 * 4 * step / 4).isCloseTo(CollisionProcess.TOLERANCE, within(2e-5));
        assertThat(process.timeStep(1e-4)).isEqualTo(1e-4);
    }

    /** Particles of one velocity have no relative motion: nothing moves, and the step is not shortened for them. */
    @Test
    void particlesOfOneVelocityStay() {
        Mixture mixture = mixture(3, rate("coulomb"), 1);
        double[][] same = new double[100][];
        Arrays.fill(same, new double[] {0.3, -0.2, 0.1});
        Population gas = Gases.particles(mixture.species().get(0), 0.01, same);
        CollisionProcess process = new CollisionProcess(mixture, new Ensemble(List.of(gas)));
        assertThat(process.timeStep(3)).isEqualTo(3);
        process.advance(3, Gases.rng(SEED), () -> false);
        assertThat(gas.velocity(0)).containsOnly(0.3);
        assertThat(gas.velocity(2)).containsOnly(0.1);
    }
}
