package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.IsotropicDistribution;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entropy of samples of equilibria with n = q = 1 against their thermodynamic one; accuracy at large N and other densities are in the validation suite. */
class QuantumEntropyTest {
    private static final int PARTICLES = 20_000;

    /**
     * The exact value is {@link EquilibriumDistribution#entropy}: -1.919, -0.329, -2.015. 4 standard errors: false alarms below 1.9e-4 in all; of 59 other seeds none was beyond 2.8,
     * with a root mean square of 0.91 to 1.01. The bound of 0.05 is beyond 6 standard errors, and a factor of two in H would miss it by far: 0.33 at least.
     *
     * @param degeneracy T/T_F of fermions, T/T_c of bosons
     */
    @ParameterizedTest
    @CsvSource({"FERMI, 3, 0.5", "FERMI, 2, 0.1", "BOSE, 3, 1.5"})
    void equilibria(Statistics statistics, int d, double degeneracy) {
        EquilibriumDistribution exact = equilibrium(statistics, d, degeneracy);
        Estimate found = QuantumEntropy.of(sample(exact, 1)).entropy().orElseThrow();
        double error = Math.abs(found.value() - exact.entropy());
        assertThat(error).isLessThan(4 * found.standardError()).isLessThan(0.05);
    }

    /**
     * Bosons on a shell of energies, the start of table E5, whose H is -57.2444844: four intervals of |z| gain 0.35 per particle and eight nothing more, so that the error is that of the mean of phi, 0.52 N^(-1/2) per particle (0.0037 here), and not
     * a share of that gain. 4 standard errors: a false alarm of 6e-5.
     */
    @Test
    void whatFinerFunctionsDoNotGainIsNoError() {
        double[] speed =
                IntStream.rangeClosed(0, 10_000).mapToDouble(k -> k / 2000.0).toArray();
        double[] f = Arrays.stream(speed)
                .map(v -> 0.8 * Math.exp(-Math.pow(v * v / 2 - 1.5, 2)))
                .toArray();
        IsotropicDistribution shell = new IsotropicDistribution(new double[3], speed, f);
        Population bosons = new InitialState(shell, PARTICLES).draw(new Species("a", 1), new RandomStreams(1), 0, 0);
        Estimate found = QuantumEntropy.of(bosons, Statistics.BOSE, 1).entropy().orElseThrow();
        assertThat(Math.abs(found.value() + 57.2444844)).isLessThan(4 * found.standardError());
        assertThat(found.standardError() / shell.density()).isBetween(0.0033, 0.0041);
    }

    private static EquilibriumDistribution equilibrium(Statistics statistics, int d, double degeneracy) {
        double unit = statistics == Statistics.FERMI
                ? EquilibriumDistribution.fermiVariance(1, 1, d)
                : EquilibriumDistribution.criticalVariance(1, 1, d);
        return EquilibriumDistribution.ofDensity(species(statistics), 1, new double[d], degeneracy * unit)
                .orElseThrow();
    }

    private static Species species(Statistics statistics) {
        return new Species("a", 1, statistics, 1);
    }

    private static Population sample(EquilibriumDistribution f, long seed) {
        return sample(f, 4, seed);
    }

    /** Particles in cells of some states, as in a run. */
    private static Population sample(EquilibriumDistribution f, int states, long seed) {
        InitialState state = new InitialState(f, PARTICLES);
        Species species = species(f.statistics());
        double edge = Math.pow(states * state.weight(), 1.0 / f.dimension());
        double reach = 7 * Math.sqrt(f.covariance()[0][0]);
        OccupationCells cells = OccupationCells.of(species, state.weight(), 1, edge, f.meanVelocity(), reach, 1L << 24);
        return state.draw(species, Optional.of(cells), new RandomStreams(seed), 0, 0);
    }

    /**
     * In cells wider than the edge of f the places of fermions vary more than their numbers: the variance of the mean of phi is the sum over the cells of n (variance of phi in the cell + tau (mean of phi)^2), less that of their total number; here by
     * the midpoint rule, times N: 0.455, with f tau of every particle 0.328. Bound 10 %: over 60 other seeds the ratio was 0.999 in the mean and scattered by 0.023, so that a false alarm has a probability of 1e-5.
     */
    @Test
    void placesOfFermionsInTheirCellsVary() {
        EquilibriumDistribution f = equilibrium(Statistics.FERMI, 2, 0.1);
        Population fermions = sample(f, 49, 1);
        Estimate found = QuantumEntropy.of(fermions).entropy().orElseThrow();
        double edge = fermions.cells().orElseThrow().edge();
        double[] sum = new double[3];
        int points = 20;
        for (int i = -30; i < 30; i++) {
            for (int j = -30; j < 30; j++) {
                double[] cell = new double[3];
                for (int p = 0; p < points * points; p++) {
                    double x = edge * (i + (p % points + 0.5) / points);
                    double y = edge * (j + (p / points + 0.5) / points);
                    double w = edge * edge / (points * points) * f.f(Math.hypot(x, y));
                    double phi = f.logFugacity() - (x * x + y * y) / (2 * f.variance());
                    cell[0] += w;
                    cell[1] += w * phi;
                    cell[2] += w * phi * phi;
                }
                double tau = 1 - cell[0] / (edge * edge);
                sum[0] += tau * cell[0];
                sum[1] += tau * cell[1];
                sum[2] += cell[2] - (1 - tau) * cell[1] * cell[1] / Math.max(cell[0], Double.MIN_NORMAL);
            }
        }
        double variance = sum[2] - sum[1] * sum[1] / sum[0];
        double stated = PARTICLES * found.standardError() * found.standardError();
        assertThat(stated).isBetween(0.9 * variance, 1.1 * variance);
    }

    @Test
    void fewParticlesHaveNone() {
        InitialState state = new InitialState(equilibrium(Statistics.BOSE, 3, 1.5), 99);
        Population few = state.draw(new Species("a", 1), new RandomStreams(1), 0, 0);
        QuantumEntropy found = QuantumEntropy.of(few, Statistics.BOSE, 1);
        assertThat(found.entropy()).isEmpty();
        assertThat(found.reason()).contains("99 particles, fewer than 100");
    }
}
