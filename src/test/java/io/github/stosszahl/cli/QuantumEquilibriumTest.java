package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.reference.MixtureEquilibrium;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** The equilibrium that the particles of a run prescribe: density, momentum and energy of the law, by quadrature, are those that the particles have. */
class QuantumEquilibriumTest {
    private static final double[] MASS = {1, 2, 4};
    private static final double[] WEIGHT = {0.01, 0.02, 0.015};
    private static final Statistics[] STATISTICS = {Statistics.FERMI, Statistics.BOSE, Statistics.MAXWELL};
    private static final double[] QUANTUM = {0.4, 0.3, 1};

    private static final List<Species> SPECIES = List.of(
            new Species("fermions", 1, Statistics.FERMI, 0.4),
            new Species("bosons", 2, Statistics.BOSE, 0.3),
            new Species("classical", 4));

    private static Mixture mixture(int... pairs) {
        List<CollidingPair> list = new ArrayList<>();
        for (int k = 0; k < pairs.length; k += 2) {
            list.add(new CollidingPair(
                    pairs[k], pairs[k + 1], new CollisionKernel(PowerLaw.of(1, 0), new IsotropicAngle(3))));
        }
        return new Mixture(3, 1, SPECIES, list);
    }

    /** 40 particles of each species, anywhere in a cube that drifts. */
    private static Ensemble sample(int replica, double scale) {
        UniformRandomProvider rng = new RandomStreams(5).stream(RandomStreams.Purpose.ESTIMATES, replica, 0, 0);
        List<Population> populations = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            OccupationCells cells = STATISTICS[i] == Statistics.MAXWELL
                    ? null
                    : OccupationCells.of(SPECIES.get(i), WEIGHT[i], 1, 1, new double[3], 4, 1 << 9);
            Population p = new Population(SPECIES.get(i), 3, 40, WEIGHT[i], cells);
            for (int axis = 0; axis < 3; axis++) {
                int drift = axis;
                Arrays.setAll(p.velocity(axis), k -> drift + scale * (rng.nextDouble() - 0.5));
            }
            populations.add(p);
        }
        return new Ensemble(populations);
    }

    /** Mass, momentum and twice the energy per volume: means over replicas. */
    private static double[] invariants(List<Ensemble> ensembles) {
        double[] sum = new double[5];
        for (Ensemble ensemble : ensembles) {
            for (int i = 0; i < 3; i++) {
                Population p = ensemble.populations().get(i);
                double share = MASS[i] * WEIGHT[i] / ensembles.size();
                for (int k = 0; k < p.size(); k++) {
                    sum[0] += share;
                    for (int axis = 0; axis < 3; axis++) {
                        double v = p.velocity(axis)[k];
                        sum[1 + axis] += share * v;
                        sum[4] += share * v * v;
                    }
                }
            }
        }
        return sum;
    }

    /** The integral of v^p f, f = (1/q)/(exp(m v^2/(2 T) - log z) - alpha), by the midpoint rule in the speed. */
    private static double integral(int i, double temperature, double logFugacity, int power) {
        int alpha = STATISTICS[i].sign();
        double end = Math.sqrt(2 * temperature / MASS[i] * 45);
        int steps = 40_000;
        double sum = 0;
        for (int k = 0; k < steps; k++) {
            double v = (k + 0.5) * end / steps;
            double f = 1 / (Math.exp(MASS[i] * v * v / (2 * temperature) - logFugacity) - alpha) / QUANTUM[i];
            sum += 4 * Math.PI * Math.pow(v, 2.0 + power) * f * end / steps;
        }
        return sum;
    }

    @Test
    void hasTheDensityMomentumAndEnergyOfTheParticles() {
        List<Ensemble> replicas = List.of(sample(0, 4), sample(1, 3), sample(2, 5));
        double[] invariants = invariants(replicas);
        MixtureEquilibrium found =
                QuantumEquilibrium.of(mixture(0, 1, 1, 2), replicas).orElseThrow();
        double energy = 0;
        for (int i = 0; i < 3; i++) {
            EquilibriumDistribution f = found.species().get(i);
            assertThat(f.variance()).isCloseTo(found.temperature() / MASS[i], within(1e-12));
            assertThat(integral(i, found.temperature(), f.logFugacity(), 0)).isCloseTo(40 * WEIGHT[i], within(1e-8));
            energy += MASS[i] * integral(i, found.temperature(), f.logFugacity(), 2);
        }
        double mean = 0;
        for (int axis = 0; axis < 3; axis++) {
            double u = invariants[1 + axis] / invariants[0];
            assertThat(found.velocity()[axis]).isCloseTo(u, within(1e-12));
            assertThat(QuantumEquilibrium.meanVelocity(replicas)[axis]).isCloseTo(u, within(1e-12));
            mean += invariants[0] * u * u;
        }
        assertThat(energy).isCloseTo(invariants[4] - mean, within(1e-7));
    }

    /** Without a chain of collisions from species to species there is no common temperature, nor without collisions at all. */
    @Test
    void needsCollisionsBetweenAllSpecies() {
        List<Ensemble> one = List.of(sample(0, 4));
        assertThat(QuantumEquilibrium.of(mixture(0, 2, 1, 2), one)).isPresent();
        assertThat(QuantumEquilibrium.of(mixture(0, 0, 1, 2, 2, 2), one)).isEmpty();
        assertThat(QuantumEquilibrium.of(mixture(0, 1), one)).isEmpty();
        assertThat(QuantumEquilibrium.of(mixture(), one)).isEmpty();
    }

    /** Bosons below their critical temperature, (n q/2.612)^(2/3) m/(2 pi) = 0.063. */
    @Test
    void isEmptyWhereBosonsCondense() {
        assertThat(QuantumEquilibrium.of(mixture(0, 1, 1, 2), List.of(sample(0, 0.3))))
                .isEmpty();
    }

    @Test
    void classicalMixturesHaveNone() {
        Species gas = new Species("gas", 1);
        Population p = new Population(gas, 2, 2, 1);
        p.velocity(0)[0] = 1;
        CollidingPair pair = new CollidingPair(0, 0, new CollisionKernel(PowerLaw.of(1, 0), new IsotropicAngle(2)));
        assertThat(QuantumEquilibrium.of(
                        new Mixture(2, 1, List.of(gas), List.of(pair)), List.of(new Ensemble(List.of(p)))))
                .isEmpty();
    }
}
