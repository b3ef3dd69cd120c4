package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Box;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.special.Gamma;

/**
 * log f of one species in a box at its particles, from the distances r of the k-th nearest particles (Kozachenko and Leonenko 1987): psi(k) - log(V r^D) of the sample in units of its own
 * covariance, D = dx + d. On average over places that is log f but for a bias of order r^2, that is k^(2/D): two values of k remove it by extrapolation, and a third one shows what is left. Beyond the faces of the box the sample is continued, by
 * its periodic images, or as in a mirror at a wall.
 */
final class PhaseSpaceDensity {
    /** Of the neighbours whose distances are used. */
    private static final int[] NEIGHBOURS = {4, 16, 36};
    /** Share of the edge of the box to which the sample is continued. */
    private static final double BEYOND = 0.25;

    private final int dx;
    private final int dimension;
    private final double[] mean;
    /** Rows of the inverse of the Cholesky factor of the covariance. */
    private final double[][] toUnits;

    private final NearestNeighbours neighbours;
    /** What is added to -D log r of a number of neighbours. */
    private final double[] offset = new double[NEIGHBOURS.length];

    private final double[] power = new double[NEIGHBOURS.length];
    /** The part of the difference of two extrapolations that the better one still has. */
    private final double leftShare;

    /** @throws NoEstimateException if there are too few particles or their covariance is singular */
    PhaseSpaceDensity(Population population, Box box) throws NoEstimateException {
        dx = population.spaceDimension();
        dimension = dx + population.dimension();
        int size = population.size();
        if (size < DensityFunctionals.FEWEST_PARTICLES) {
            throw new NoEstimateException(size + " particles, fewer than " + DensityFunctionals.FEWEST_PARTICLES);
        }
        double[][] y = new double[dimension][];
        for (int a = 0; a < dimension; a++) {
            y[a] = a < dx ? population.position(a) : population.velocity(a - dx);
        }
        mean = new double[dimension];
        for (int a = 0; a < dimension; a++) {
            mean[a] = Arrays.stream(y[a], 0, size).sum() / size;
        }
        double[][] covariance = new double[dimension][dimension];
        for (int a = 0; a < dimension; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    sum += (y[a][k] - mean[a]) * (y[b][k] - mean[b]);
                }
                covariance[a][b] = sum / size;
                covariance[b][a] = covariance[a][b];
            }
        }
        double logVolume = 0;
        double[][] inverse;
        try {
            Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(covariance);
            double[][] factor =
                    new CholeskyDecomposition(matrix, 1e-9, 0).getL().getData();
            inverse = invertLower(factor);
            for (int a = 0; a < dimension; a++) {
                logVolume += Math.log(factor[a][a]);
            }
        } catch (MathRuntimeException e) {
            throw new NoEstimateException("the covariance of positions and velocities is singular");
        }
        toUnits = inverse;
        neighbours = new NearestNeighbours(continued(y, size, box));
        double logBall = 0.5 * dimension * Math.log(Math.PI) - Gamma.logGamma(0.5 * dimension + 1);
        // all real particles per those that are simulated
        double logContent = Math.log(population.weight() * box.volume());
        for (int m = 0; m < offset.length; m++) {
            offset[m] = Gamma.digamma(NEIGHBOURS[m]) - logBall - logVolume + logContent;
            power[m] = Math.pow(NEIGHBOURS[m], 2.0 / dimension);
        }
        double ratio = power[0] / power[2];
        leftShare = ratio / (1 - ratio);
    }

    private static double[][] invertLower(double[][] l) {
        int n = l.length;
        double[][] inverse = new double[n][n];
        for (int column = 0; column < n; column++) {
            for (int a = column; a < n; a++) {
                double sum = a == column ? 1 : 0;
                for (int b = column; b < a; b++) {
                    sum -= l[a][b] * inverse[b][column];
                }
                inverse[a][column] = sum / l[a][a];
            }
        }
        return inverse;
    }

    /** The sample and its images near the faces, in units of the covariance. */
    private double[][] continued(double[][] y, int size, Box box) {
        double[][] all = new double[dimension][];
        for (int a = 0; a < dimension; a++) {
            all[a] = Arrays.copyOf(y[a], size);
        }
        for (int axis = 0; axis < dx; axis++) {
            double low = box.grid().lower()[axis];
            double high = box.grid().upper()[axis];
            double width = BEYOND * (high - low);
            boolean periodic = box.faces().get(axis).isPeriodic();
            int before = all[0].length;
            int[] source = new int[2 * before];
            double[] place = new double[2 * before];
            int images = 0;
            for (int k = 0; k < before; k++) {
                double x = all[axis][k];
                if (x < low + width) {
                    source[images] = k;
                    place[images++] = periodic ? x + (high - low) : 2 * low - x;
                }
                if (x > high - width) {
                    source[images] = k;
                    place[images++] = periodic ? x - (high - low) : 2 * high - x;
                }
            }
            for (int a = 0; a < dimension; a++) {
                all[a] = Arrays.copyOf(all[a], before + images);
                for (int m = 0; m < images; m++) {
                    all[a][before + m] = a == axis ? place[m] : all[a][source[m]];
                }
            }
        }
        double[] z = new double[dimension];
        double[] v = new double[dimension];
        for (int k = 0; k < all[0].length; k++) {
            for (int a = 0; a < dimension; a++) {
                v[a] = all[a][k];
            }
            transform(v, z);
            for (int a = 0; a < dimension; a++) {
                all[a][k] = z[a];
            }
        }
        return all;
    }

    private void transform(double[] y, double[] z) {
        for (int a = 0; a < dimension; a++) {
            double sum = 0;
            for (int b = 0; b <= a; b++) {
                sum += toUnits[a][b] * (y[b] - mean[b]);
            }
            z[a] = sum;
        }
    }

    /** The variance of log f at one place that neighbours bring in, and that places share which have the same ones. */
    double sharedVariance() {
        double first = power[1] / (power[1] - power[0]);
        double noise = first * Math.sqrt(Gamma.trigamma(NEIGHBOURS[0]))
                + (first - 1) * Math.sqrt(Gamma.trigamma(NEIGHBOURS[1]));
        return noise * noise;
    }

    /** Looks up log f. One for each thread. */
    final class Probe {
        /** One more than are used: the nearest is the particle itself. */
        private final NearestNeighbours.Finder finder = neighbours.finder(NEIGHBOURS[NEIGHBOURS.length - 1] + 1);

        private final double[] z = new double[dimension];
        private final double[] log = new double[NEIGHBOURS.length];
        /** After {@link #at}: log f, and an estimate of the bias that it still has. */
        double value;

        double bias;

        /**
         * Looks up log f.
         *
         * @param y position and velocity of a particle of the sample, which does not count
         */
        void at(double[] y) {
            transform(y, z);
            double[] square = finder.about(z);
            for (int m = 0; m < log.length; m++) {
                log[m] = offset[m] - 0.5 * dimension * Math.log(square[NEIGHBOURS[m]]);
            }
            value = (power[1] * log[0] - power[0] * log[1]) / (power[1] - power[0]);
            double rougher = (power[2] * log[1] - power[1] * log[2]) / (power[2] - power[1]);
            bias = (value - rougher) * leftShare;
        }
    }
}
