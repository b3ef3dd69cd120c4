package io.github.stosszahl.reference;

import io.github.stosszahl.model.EquilibriumDistribution;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.LUDecomposition;

/**
 * The stationary law of particles that are counted in cells of edge h, summed cell by cell without an expansion in h. The weight of a state, g!/(g - n)! (Fermi) or (g + n - 1)!/(g - 1)! (Bose) for every cell, makes the number in a cell
 * binomial or negative binomial; its mean is Fermi-Dirac or Bose-Einstein in the mean Y of z e^(-x) over the cell, whatever g, and within a cell particles have the density e^(-x):
 *
 * <p>&nbsp; q f(v) = y(v)/(1 - alpha Y), y = z e^(-x), x = |v - u|^2/(2s).
 *
 * <p>z and s are those of given density and energy. Nothing of this is shared with {@link CellBias}.
 */
public final class CellLaw {
    private static final GaussIntegratorFactory RULES = new GaussIntegratorFactory();
    private static final int NODES = 8;
    private static final int STEPS = 4;

    private CellLaw() {}

    /**
     * The relative change of &lt;|v - u|^4&gt;/&lt;|v - u|^2&gt;^2 by the cells, one of which has a corner at u.
     *
     * @param exact the equilibrium of the equation, whose density and energy are kept
     * @param edge h
     */
    public static double biasOfFourthMoment(EquilibriumDistribution exact, double edge) {
        int alpha = exact.statistics().sign();
        int d = exact.dimension();
        double variance = exact.variance();
        double cell = edge / Math.sqrt(variance);
        // in units of the thermal speed and of the density 1/q
        double n = exact.density() * exact.quantumParameter() * Math.pow(variance, -d / 2.0);
        double square = exact.moment(2) / variance;
        double[] wanted = {n, n * square};
        double[] p = {1, exact.logFugacity()};
        double[] m = moments(alpha, d, p[0], p[1], cell);
        // cells change s and log z little: the derivatives at the start will do
        DecompositionSolver derivatives = derivatives(alpha, d, p, m, cell);
        for (int step = 0; step < STEPS; step++) {
            double[] miss = {wanted[0] - m[0], wanted[1] - m[1]};
            double[] change = derivatives.solve(new ArrayRealVector(miss)).toArray();
            p[0] += change[0];
            p[1] += change[1];
            m = moments(alpha, d, p[0], p[1], cell);
        }
        return m[2] / (n * exact.moment(4) / (variance * variance)) - 1;
    }

    private static DecompositionSolver derivatives(int alpha, int d, double[] p, double[] m, double cell) {
        double[][] jacobian = new double[2][2];
        for (int j = 0; j < 2; j++) {
            double[] q = p.clone();
            q[j] += 1e-5;
            double[] shifted = moments(alpha, d, q[0], q[1], cell);
            for (int i = 0; i < 2; i++) {
                jacobian[i][j] = (shifted[i] - m[i]) / 1e-5;
            }
        }
        return new LUDecomposition(new Array2DRowRealMatrix(jacobian)).getSolver();
    }

    /**
     * The integrals of 1, v^2 and v^4 over f: within a cell the denominator is constant and the numerator a product of functions of the axes, whose means over the cells of an axis come from Gauss's rule.
     */
    private static double[] moments(int alpha, int d, double s, double eta, double edge) {
        int cells = (int) Math.ceil(Math.sqrt(2 * s * (Math.max(eta, 0) + 30)) / edge);
        List<double[]> axis = new ArrayList<>();
        for (int c = 0; c < cells; c++) {
            GaussIntegrator rule = RULES.legendre(NODES, c * edge, (c + 1) * edge);
            double[] means = new double[3];
            for (int power = 0; power < 3; power++) {
                int order = 2 * power;
                means[power] = rule.integrate(v -> Math.pow(v, order) * Math.exp(-v * v / (2 * s))) / edge;
            }
            axis.add(means);
        }
        List<double[]> last = d == 2 ? List.of(new double[] {1, 0, 0}) : axis;
        double z = Math.exp(eta);
        double volume = Math.pow(2 * edge, d);
        double[] sum = new double[3];
        for (double[] a : axis) {
            for (double[] b : axis) {
                for (double[] c : last) {
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
