package io.github.stosszahl.reference;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.List;
import java.util.OptionalDouble;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.jspecify.annotations.Nullable;

/**
 * First and second moments of a mixture of Maxwell molecules, by the equations of the package description.
 *
 * <p>The second moments are driven by the products W_ij = (u_i u_j + u_j u_i)/2, which close by themselves since the
 * u_i obey linear equations. So for each pair of axes the vector (&lt;v_a v_b&gt;_i, W_ij for i &lt;= j) is linear in
 * its initial value. One matrix serves all components of the traceless parts, another one the traces (b is 1 there).
 * All is computed in the frame of the centre of mass, so that a fast common drift costs no digits.
 */
final class MomentLaws implements ExactSolution {
    private final Mixture mixture;
    private final double[] density;
    private final double[] frame;
    private final RealMatrix drift;
    private final RealMatrix traceless;
    private final RealMatrix trace;
    /** u0[a][i], relative to the frame. */
    private final double[][] u0;
    /** second0[a][b]: the vector described above at time 0. */
    private final double[][][] second0;

    /**
     * The last time that was asked for: a caller asks for many quantities of one time. A stale value costs time, not
     * correctness.
     */
    private volatile @Nullable Instant last;

    private record Instant(double time, MixtureMoments moments) {}

    MomentLaws(Mixture mixture, MaxwellRates rates, List<VelocityDistribution> initial) {
        int n = initial.size();
        int d = mixture.dimension();
        this.mixture = mixture;
        this.density =
                initial.stream().mapToDouble(VelocityDistribution::density).toArray();
        this.frame = MixtureEquilibrium.meanVelocity(mixture, initial);
        this.u0 = new double[d][n];
        double[][][] covariance = new double[n][][];
        for (int i = 0; i < n; i++) {
            covariance[i] = initial.get(i).covariance();
            double[] u = initial.get(i).meanVelocity();
            for (int a = 0; a < d; a++) {
                u0[a][i] = u[a] - frame[a];
            }
        }
        this.second0 = new double[d][d][];
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                second0[a][b] = new double[n + n * (n + 1) / 2];
                for (int i = 0; i < n; i++) {
                    second0[a][b][i] = covariance[i][a][b] + u0[a][i] * u0[b][i];
                    for (int j = i; j < n; j++) {
                        second0[a][b][product(n, i, j)] = 0.5 * (u0[a][i] * u0[b][j] + u0[b][i] * u0[a][j]);
                    }
                }
            }
        }
        this.drift = driftGenerator(mixture, rates);
        this.traceless = secondMomentGenerator(mixture, rates, drift, false);
        this.trace = secondMomentGenerator(mixture, rates, drift, true);
    }

    /** Where W_ij stands in the vector of second moments of n species. */
    private static int product(int n, int i, int j) {
        int low = Math.min(i, j);
        int high = Math.max(i, j);
        return n + low * n - low * (low - 1) / 2 + (high - low);
    }

    private static RealMatrix driftGenerator(Mixture mixture, MaxwellRates rates) {
        int n = mixture.species().size();
        RealMatrix g = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double rate = rates.momentum()[i][j] * share(mixture, j, i);
                g.addToEntry(i, i, -rate);
                g.addToEntry(i, j, rate);
            }
        }
        return g;
    }

    private static RealMatrix secondMomentGenerator(
            Mixture mixture, MaxwellRates rates, RealMatrix drift, boolean ofTrace) {
        int n = mixture.species().size();
        int size = n + n * (n + 1) / 2;
        RealMatrix g = new Array2DRowRealMatrix(size, size);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double p = share(mixture, i, j);
                double q = share(mixture, j, i);
                double momentum = rates.momentum()[i][j];
                double turning = ofTrace ? 0 : rates.stress()[i][j] * mixture.dimension() / (mixture.dimension() - 1);
                g.addToEntry(i, i, -2 * p * q * momentum - q * q * turning);
                g.addToEntry(i, j, q * q * (2 * momentum - turning));
                g.addToEntry(i, product(n, i, j), 2 * q * ((p - q) * momentum + q * turning));
            }
            for (int j = i; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    g.addToEntry(product(n, i, j), product(n, k, j), drift.getEntry(i, k));
                    g.addToEntry(product(n, i, j), product(n, i, k), drift.getEntry(j, k));
                }
            }
        }
        return g;
    }

    /** m_i/(m_i + m_j). */
    private static double share(Mixture mixture, int i, int j) {
        double mass = mixture.species().get(i).mass();
        return mass / (mass + mixture.species().get(j).mass());
    }

    @Override
    public String title() {
        return "moment laws of Maxwell molecules";
    }

    @Override
    public OptionalDouble value(int species, String quantity, double time) {
        Arguments.check(mixture, species, time);
        return moments(time).value(species, quantity);
    }

    private MixtureMoments moments(double time) {
        Instant known = last;
        if (known == null || known.time() != time) {
            known = new Instant(time, evaluate(time));
            last = known;
        }
        return known.moments();
    }

    private MixtureMoments evaluate(double time) {
        int n = density.length;
        int d = frame.length;
        RealMatrix driftFlow = MatrixUtils.matrixExponential(drift.scalarMultiply(time));
        RealMatrix tracelessFlow = MatrixUtils.matrixExponential(traceless.scalarMultiply(time));
        RealMatrix traceFlow = MatrixUtils.matrixExponential(trace.scalarMultiply(time));
        double[] meanDiagonal0 = new double[second0[0][0].length];
        for (int a = 0; a < d; a++) {
            for (int k = 0; k < meanDiagonal0.length; k++) {
                meanDiagonal0[k] += second0[a][a][k] / d;
            }
        }
        double[] meanDiagonal = traceFlow.operate(meanDiagonal0);
        double[][] u = new double[d][];
        for (int a = 0; a < d; a++) {
            u[a] = driftFlow.operate(u0[a]);
        }
        double[][] velocity = new double[n][d];
        double[][][] covariance = new double[n][d][d];
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                double[] start = second0[a][b].clone();
                for (int k = 0; a == b && k < start.length; k++) {
                    start[k] -= meanDiagonal0[k];
                }
                double[] second = tracelessFlow.operate(start);
                for (int i = 0; i < n; i++) {
                    covariance[i][a][b] = second[i] + (a == b ? meanDiagonal[i] : 0) - u[a][i] * u[b][i];
                }
            }
            for (int i = 0; i < n; i++) {
                velocity[i][a] = frame[a] + u[a][i];
            }
        }
        return new MixtureMoments(mixture, density, velocity, covariance);
    }
}
