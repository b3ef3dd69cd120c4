package io.github.stosszahl.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Statistics;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellBiasTest {
    private static EquilibriumDistribution equilibrium(Statistics statistics, int d, double eta) {
        return new EquilibriumDistribution(statistics, 1, new double[d], 1, eta);
    }

    /**
     * The stationary state of fermions at T/T_F = 0.5 (z = 4.42) in space, summed cell by cell without an expansion in h, see {@link #exact}. Its terms of order h^4 are
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
        double sum = exact(statistics.sign(), d, eta, edge);
        assertThat(CellBias.ofFourthMoment(equilibrium(statistics, d, eta), edge))
                .isCloseTo(sum, within(tolerance * Math.abs(sum)));
    }

    /** A Maxwellian is its own cell mean: tau = 1 whatever the occupation. */
    @Test
    void vanishesForMaxwellStatistics() {
        assertThat(CellBias.ofFourthMoment(equilibrium(Statistics.MAXWELL, 3, 0.3), 0.5))
                .isCloseTo(0, within(1e-15));
    }

    /** The bias of &lt;v^4&gt;/&lt;v^2&gt;^2 at the density and energy of s = 1, with s and eta of the cells found by Newton's method. */
    private static double exact(int alpha, int d, double eta, double edge) {
        EquilibriumDistribution exact = equilibrium(alpha == 1 ? Statistics.BOSE : Statistics.FERMI, d, eta);
        double n = exact.density();
        double[] wanted = {n, n * exact.moment(2)};
        double[] p = {1, eta};
        for (int step = 0; step < 5; step++) {
            double[] m = moments(alpha, d, p[0], p[1], edge);
            double[][] jacobian = new double[2][2];
            for (int j = 0; j < 2; j++) {
                double[] q = p.clone();
                q[j] += 1e-5;
                double[] shifted = moments(alpha, d, q[0], q[1], edge);
                for (int i = 0; i < 2; i++) {
                    jacobian[i][j] = (shifted[i] - m[i]) / 1e-5;
                }
            }
            RealVector miss = new ArrayRealVector(new double[] {wanted[0] - m[0], wanted[1] - m[1]});
            RealVector change = new LUDecomposition(new Array2DRowRealMatrix(jacobian))
                    .getSolver()
                    .solve(miss);
            p[0] += change.getEntry(0);
            p[1] += change.getEntry(1);
        }
        return moments(alpha, d, p[0], p[1], edge)[2] / (n * exact.moment(4)) - 1;
    }

    /**
     * The integrals of 1, v^2 and v^4 over f = z e^(-v^2/(2s))/(1 - alpha Y): within a cell the denominator is constant and the numerator a product of functions of the axes,
     * whose integrals over the cells of an axis come from the four-point rule of Gauss.
     */
    private static double[] moments(int alpha, int d, double s, double eta, double edge) {
        double[] node = {-0.8611363115940526, -0.3399810435848563, 0.3399810435848563, 0.8611363115940526};
        double[] weight = {0.3478548451374538, 0.6521451548625461, 0.6521451548625461, 0.3478548451374538};
        int cells = (int) Math.ceil(Math.sqrt(2 * s * (Math.max(eta, 0) + 30)) / edge);
        double[][] axis = new double[3][cells];
        for (int c = 0; c < cells; c++) {
            for (int k = 0; k < 4; k++) {
                double v = (c + 0.5 + 0.5 * node[k]) * edge;
                double y = 0.5 * weight[k] * Math.exp(-v * v / (2 * s));
                for (int power = 0; power < 3; power++) {
                    axis[power][c] += y * Math.pow(v * v, power);
                }
            }
        }
        double z = Math.exp(eta);
        double volume = Math.pow(2 * edge, d);
        double[] sum = new double[3];
        for (int i = 0; i < cells; i++) {
            for (int j = 0; j < cells; j++) {
                for (int k = 0; k < (d == 2 ? 1 : cells); k++) {
                    double[] a = {axis[0][i], axis[1][i], axis[2][i]};
                    double[] b = {axis[0][j], axis[1][j], axis[2][j]};
                    double[] c = d == 2 ? new double[] {1, 0, 0} : new double[] {axis[0][k], axis[1][k], axis[2][k]};
                    double mean = a[0] * b[0] * c[0];
                    double factor = volume * z / (1 - alpha * z * mean);
                    sum[0] += factor * mean;
                    sum[1] += factor * (a[1] * b[0] * c[0] + a[0] * b[1] * c[0] + a[0] * b[0] * c[1]);
                    sum[2] += factor
                            * (a[2] * b[0] * c[0]
                                    + a[0] * b[2] * c[0]
                                    + a[0] * b[0] * c[2]
                                    + 2 * (a[1] * b[1] * c[0] + a[1] * b[0] * c[1] + a[0] * b[1] * c[1]));
                }
            }
        }
        return sum;
    }
}
