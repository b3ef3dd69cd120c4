package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/**
 * The velocities of a population in units of its own: z = diag(lambda)^(-1/2) Q' (v - u), with u the mean velocity and Q diag(lambda) Q' the covariance, so
 * that z has mean 0 and covariance 1 and |grad_v f|^2 = sum_a (df/dz_a)^2/lambda_a.
 */
final class PrincipalAxes {
    /** A ratio of variances that only rounding can make so small. */
    private static final double SINGULAR = 1e-12;

    private final double[] variance;
    private final double[] mean;
    /** row[a]: z_a = row[a] . (v - u). */
    private final double[][] row;

    private final double[][] coordinate;

    /**
     * Computes u, lambda, Q and z.
     *
     * @throws NoEstimateException if a velocity is not finite or the covariance is singular
     */
    PrincipalAxes(Population population) throws NoEstimateException {
        int d = population.dimension();
        int size = population.size();
        mean = new double[d];
        double largest = 0;
        for (int a = 0; a < d; a++) {
            mean[a] = Arrays.stream(population.velocity(a), 0, size).sum() / size;
            largest = Math.max(largest, Math.abs(mean[a]));
            if (!Double.isFinite(mean[a])) {
                throw new NoEstimateException("a velocity is not finite");
            }
        }
        double[][] covariance = new double[d][d];
        for (int a = 0; a < d; a++) {
            for (int b = 0; b <= a; b++) {
                double[] v = population.velocity(a);
                double[] w = population.velocity(b);
                double u = mean[a];
                double x = mean[b];
                double sum = IntStream.range(0, size)
                        .mapToDouble(k -> (v[k] - u) * (w[k] - x))
                        .sum();
                covariance[a][b] = sum / size;
                covariance[b][a] = covariance[a][b];
                if (!Double.isFinite(sum)) {
                    throw new NoEstimateException("velocities are too large to square");
                }
            }
        }
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(covariance));
        variance = eigen.getEigenvalues();
        double least = Arrays.stream(variance).min().orElseThrow();
        double most = Arrays.stream(variance).max().orElseThrow();
        // the mean carries a rounding error of its own
        if (!(least > Math.max(SINGULAR * most, SINGULAR * SINGULAR * largest * largest))) {
            throw new NoEstimateException(
                    "the particles do not spread in all directions: the eigenvalues of their covariance are "
                            + Arrays.toString(variance));
        }
        row = new double[d][];
        coordinate = new double[d][size];
        for (int a = 0; a < d; a++) {
            row[a] = eigen.getEigenvector(a)
                    .mapMultiply(1 / Math.sqrt(variance[a]))
                    .toArray();
            double[] z = coordinate[a];
            for (int b = 0; b < d; b++) {
                double[] v = population.velocity(b);
                double slope = row[a][b];
                double u = mean[b];
                for (int k = 0; k < size; k++) {
                    z[k] += slope * (v[k] - u);
                }
            }
        }
    }

    int dimension() {
        return variance.length;
    }

    int size() {
        return coordinate[0].length;
    }

    /** Component a of z at a velocity. */
    double coordinate(int a, double[] velocity) {
        double sum = 0;
        for (int b = 0; b < mean.length; b++) {
            sum += row[a][b] * (velocity[b] - mean[b]);
        }
        return sum;
    }

    /**
     * Where a velocity is in these axes.
     *
     * @param velocity of d components or more
     * @param z gets its d coordinates
     * @return the length of z
     */
    double place(double[] velocity, double[] z) {
        double square = 0;
        for (int a = 0; a < z.length; a++) {
            z[a] = coordinate(a, velocity);
            square += z[a] * z[a];
        }
        return Math.sqrt(square);
    }

    /**
     * The gradient in velocities of a function whose gradient in z is known.
     *
     * @param slopes the derivative by z_a at from + a
     * @param out gets d components
     */
    void gradient(double[] slopes, int from, double[] out) {
        for (int b = 0; b < mean.length; b++) {
            double sum = 0;
            for (int a = 0; a < mean.length; a++) {
                sum += row[a][b] * slopes[from + a];
            }
            out[b] = sum;
        }
    }

    /** lambda_a. */
    double variance(int axis) {
        return variance[axis];
    }

    /** z[a][k]: component a of particle k. */
    double[][] coordinates() {
        return coordinate;
    }

    /** log |dv/dz|, which entropies per particle in z exceed those in v by. */
    double logVolume() {
        double sum = 0;
        for (double lambda : variance) {
            sum += Math.log(lambda) / 2;
        }
        return sum;
    }
}
