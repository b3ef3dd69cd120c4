package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.Population;
import java.util.stream.IntStream;

/**
 * Means and covariances of the polynomials of the velocity that the moments of one population are made of.
 *
 * <p>With c = v - u, u the mean velocity of the population, the polynomials are in this order: c_a (d of them); |c|^2; c_a c_b, a &lt;= b, by rows; |c|^2 c_a;
 * |v|^2; |v|^4; |v|^6. The first d + 1 span the collision invariants; covariances are kept of every polynomial with those and with itself, and of |c|^2
 * c_a with c_b.
 *
 * <p>Sums run over blocks of fixed size, so that they do not depend on the number of threads; the sums of the blocks are compensated (Neumaier).
 */
final class MomentSums {
    private static final int BLOCK = 1 << 14;

    private final int d;
    private final int size;
    private final double[] meanVelocity;
    private final double[] mean;
    private final double[] variance;
    /** covariance[k][g]: of polynomial k with invariant polynomial g. */
    private final double[][] covariance;

    MomentSums(Population population) {
        d = population.dimension();
        size = population.size();
        meanVelocity = new double[d];
        for (int a = 0; a < d; a++) {
            double[] component = population.velocity(a);
            meanVelocity[a] = blockSums(1, (from, to, sums) -> {
                        for (int k = from; k < to; k++) {
                            sums[0] += component[k];
                        }
                    })[0]
                    / size;
        }
        int polynomials = polynomials();
        int invariants = d + 1;
        double[] sums =
                blockSums(polynomials * (2 + invariants), (from, to, block) -> accumulate(population, from, to, block));
        mean = new double[polynomials];
        variance = new double[polynomials];
        covariance = new double[polynomials][invariants];
        for (int k = 0; k < polynomials; k++) {
            mean[k] = sums[k] / size;
            variance[k] = Math.max(0, sums[polynomials + k] / size - mean[k] * mean[k]);
        }
        for (int k = 0; k < polynomials; k++) {
            for (int g = 0; g < invariants; g++) {
                covariance[k][g] = sums[(2 + g) * polynomials + k] / size - mean[k] * mean[g];
            }
        }
    }

    private int polynomials() {
        return 2 * d + 1 + d * (d + 1) / 2 + 3;
    }

    int dimension() {
        return d;
    }

    int size() {
        return size;
    }

    /** Mean velocity u along an axis. */
    double velocity(int axis) {
        return meanVelocity[axis];
    }

    double mean(int polynomial) {
        return mean[polynomial];
    }

    double variance(int polynomial) {
        return variance[polynomial];
    }

    /** Covariance of a polynomial with c_0 ... c_(d-1), |c|^2. */
    double covariance(int polynomial, int invariant) {
        return covariance[polynomial][invariant];
    }

    int centred(int axis) {
        return axis;
    }

    int centredSquare() {
        return d;
    }

    /** Index of c_a c_b. */
    int product(int a, int b) {
        int row = Math.min(a, b);
        int column = Math.max(a, b);
        return d + 1 + row * d - row * (row - 1) / 2 + column - row;
    }

    int heatFlux(int axis) {
        return d + 1 + d * (d + 1) / 2 + axis;
    }

    /** Index of |v|^(2 power), power 1 to 3. */
    int speedPower(int power) {
        return 2 * d + d * (d + 1) / 2 + power;
    }

    private void accumulate(Population population, int from, int to, double[] sums) {
        int polynomials = polynomials();
        double[] c = new double[d + 1];
        double[] p = new double[polynomials];
        for (int k = from; k < to; k++) {
            double square = 0;
            double speedSquare = 0;
            for (int a = 0; a < d; a++) {
                double v = population.velocity(a)[k];
                c[a] = v - meanVelocity[a];
                square += c[a] * c[a];
                speedSquare += v * v;
            }
            c[d] = square;
            int next = 0;
            for (int g = 0; g <= d; g++) {
                p[next++] = c[g];
            }
            for (int a = 0; a < d; a++) {
                for (int b = a; b < d; b++) {
                    p[next++] = c[a] * c[b];
                }
            }
            for (int a = 0; a < d; a++) {
                p[next++] = square * c[a];
            }
            p[next++] = speedSquare;
            p[next++] = speedSquare * speedSquare;
            p[next] = speedSquare * speedSquare * speedSquare;
            for (int q = 0; q < polynomials; q++) {
                sums[q] += p[q];
                sums[polynomials + q] += p[q] * p[q];
            }
            for (int g = 0; g <= d; g++) {
                int row = (2 + g) * polynomials;
                for (int q = 0; q < polynomials; q++) {
                    sums[row + q] += p[q] * c[g];
                }
            }
        }
    }

    private interface BlockSum {
        void add(int from, int to, double[] sums);
    }

    private double[] blockSums(int width, BlockSum term) {
        int blocks = (size + BLOCK - 1) / BLOCK;
        double[][] parts = IntStream.range(0, blocks)
                .parallel()
                .mapToObj(block -> {
                    double[] sums = new double[width];
                    term.add(block * BLOCK, (int) Math.min(size, (block + 1L) * BLOCK), sums);
                    return sums;
                })
                .toArray(double[][]::new);
        double[] total = new double[width];
        for (int q = 0; q < width; q++) {
            double sum = 0;
            double lost = 0;
            for (double[] part : parts) {
                double next = sum + part[q];
                lost += Math.abs(sum) >= Math.abs(part[q]) ? sum - next + part[q] : part[q] - next + sum;
                sum = next;
            }
            total[q] = sum + lost;
        }
        return total;
    }
}
