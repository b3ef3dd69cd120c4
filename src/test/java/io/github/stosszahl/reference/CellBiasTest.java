package io.github.stosszahl.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import java.util.Arrays;
import org.hipparchus.analysis.integration.IterativeLegendreGaussIntegrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellBiasTest {
    private static EquilibriumDistribution equilibrium(Statistics statistics, int d, double eta) {
        return new EquilibriumDistribution(statistics, 1, new double[d], 1, eta);
    }

    /**
     * The stationary state of fermions at T/T_F = 0.5 (z = 4.42) in space, summed cell by cell without an expansion in h, see {@link CellLaw}. Its terms of order h^4 are
     * 0.4 %, 2 % and 6 % of the bias at these h.
     */
    @ParameterizedTest
    @CsvSource({
        "FERMI, 3, 1.4861396960896067, 0.126, 0.01",
        "FERMI, 3, 1.4861396960896067, 0.278, 0.03",
        "FERMI, 3, 1.4861396960896067, 0.5, 0.08",
        "FERMI, 3, 9.9, 0.1, 0.03",
        "FERMI, 2, 1.5, 0.1, 0.01",
        "BOSE, 3, -1, 0.1, 0.01",
        "BOSE, 2, -0.5, 0.1, 0.01"
    })
    void agreesWithTheSumOverCells(Statistics statistics, int d, double eta, double edge, double tolerance) {
        double sum = CellLaw.biasOfFourthMoment(equilibrium(statistics, d, eta), edge);
        assertThat(CellBias.ofFourthMoment(equilibrium(statistics, d, eta), edge))
                .isCloseTo(sum, within(tolerance * Math.abs(sum)));
    }

    /** A Maxwellian is its own cell mean: tau = 1 whatever the occupation. */
    @Test
    void vanishesForMaxwellStatistics() {
        assertThat(CellBias.ofFourthMoment(equilibrium(Statistics.MAXWELL, 3, 0.3), 0.5))
                .isCloseTo(0, within(1e-15));
    }

    /**
     * A normal density of variance 1 whose largest q f is 0.8: the mean of f over a cell about a particle is that of f at a triangular distance, so the mean of q f falls by the power d of int_(-1)^1 (1 - |t|) exp(-h^2 t^2/4) dt. 2e4 particles: the
     * change has a standard error below 1 % (from the scatter of |grad f|^2).
     */
    @ParameterizedTest
    @CsvSource({"FERMI, 3, 0.3", "FERMI, 2, 1", "BOSE, 3, 0.5"})
    void theMeanFactorOfANormalDensity(Statistics statistics, int d, double edge) {
        Maxwellian f = new Maxwellian(0.8 * Math.pow(2 * Math.PI, d / 2.0), new double[d], ones(d));
        Population sample = new InitialState(f, 20_000).draw(new Species("trial", 1), new RandomStreams(1), 0, 0);
        double[][] v = new double[d][];
        Arrays.setAll(v, sample::velocity);
        double kept = Math.pow(
                new IterativeLegendreGaussIntegrator(20, 1e-12, 1e-12)
                        .integrate(10_000, t -> 2 * (1 - t) * Math.exp(-edge * edge * t * t / 4), 0, 1),
                d);
        double mean = statistics.sign() * 0.8 * Math.pow(2, -d / 2.0);
        double exact = mean * (kept - 1) / (1 + mean);
        assertThat(CellBias.ofFactors(new Species("a", 1, statistics, 1), f, v, edge)
                        .orElseThrow())
                .isCloseTo(exact, withinPercentage(4));
    }

    private static double[] ones(int d) {
        double[] ones = new double[d];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void theMeanFactorOfParticlesIsUnknown() {
        double[][] v = {{1, -1}, {0, 0.5}};
        EmpiricalDistribution two = new EmpiricalDistribution(v, new double[] {1, 1});
        assertThat(CellBias.ofFactors(new Species("a", 1, Statistics.FERMI, 1), two, v, 0.1))
                .isEmpty();
    }
}
