package io.github.stosszahl.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Statistics;
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
}
