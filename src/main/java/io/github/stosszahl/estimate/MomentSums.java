package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.Population;
import java.util.Arrays;

/**
 * Means and covariances of the polynomials of the velocity that the moments of one population are made of.
 *
 * <p>With c = v - u, u the mean velocity of the population, the polynomials are in this order: c_a (d of them); |c|^2; c_a c_b, a &lt;= b, by rows; |c|^2 c_a;
 * |v|^2; |v|^4; |v|^6. The first d + 1 span the collision invariants; covariances are kept of every polynomial with those and with itself, and of |c|^2
 * c_a with c_b. All are products of {@link Monomials}.
 */
final class MomentSums {
    private final int d;
    private final int size;
    private final double[] meanVelocity;
    private final double[] mean;
    private final double[] variance;
    /** covariance[k][g]: of polynomial k with invariant polynomial g. */
    private final double[][] covariance;

    /** Of independent particles. */
    MomentSums(Population population) {
        this(population, 0);
    }

    /**
     * @param counted the share of the pairs of particles of a species with occupation cells that are correlated as its occupation numbers are: variances and covariances are those of {@link CountedCovariance} by this share, and those of
     *     independent particles by the rest
     */
    MomentSums(Population population, double counted) {
        d = population.dimension();
        size = population.size();
        Monomials monomials = new Monomials(population);
        meanVelocity = new double[d];
        for (int a = 0; a < d; a++) {
            meanVelocity[a] = monomials.velocity(a);
        }
        int[] polynomial = polynomials();
        mean = new double[polynomial.length];
        variance = new double[polynomial.length];
        covariance = new double[polynomial.length][d + 1];
        for (int k = 0; k < polynomial.length; k++) {
            mean[k] = monomials.mean(polynomial[k]);
            variance[k] = Math.max(0, monomials.mean(2 * polynomial[k]) - mean[k] * mean[k]);
        }
        for (int k = 0; k < polynomial.length; k++) {
            for (int g = 0; g <= d; g++) {
                covariance[k][g] = monomials.mean(polynomial[k] + polynomial[g]) - mean[k] * mean[g];
            }
        }
        if (counted > 0) {
            population
                    .cells()
                    .filter(cells -> CountedCovariance.known(population, cells))
                    .ifPresent(cells -> mix(
                            new CountedCovariance(
                                    population, cells, velocities(population), count(), d + 1, this::deviations),
                            counted));
        }
    }

    private void mix(CountedCovariance other, double share) {
        for (int k = 0; k < mean.length; k++) {
            variance[k] += share * (other.variance(k) - variance[k]);
            for (int g = 0; g <= d; g++) {
                covariance[k][g] += share * (other.covariance(k, g) - covariance[k][g]);
            }
        }
    }

    /** The polynomials as monomials. */
    private int[] polynomials() {
        int[] polynomial = new int[2 * d + 1 + d * (d + 1) / 2 + 3];
        polynomial[centredSquare()] = Monomials.SQUARE;
        for (int a = 0; a < d; a++) {
            polynomial[centred(a)] = Monomials.centred(a);
            polynomial[heatFlux(a)] = Monomials.SQUARE + Monomials.centred(a);
            for (int b = a; b < d; b++) {
                polynomial[product(a, b)] = Monomials.centred(a) + Monomials.centred(b);
            }
        }
        for (int power = 1; power <= 3; power++) {
            polynomial[speedPower(power)] = power * Monomials.SPEED_SQUARE;
        }
        return polynomial;
    }

    int dimension() {
        return d;
    }

    /** Number of polynomials. */
    private int count() {
        return mean.length;
    }

    private static double[][] velocities(Population population) {
        double[][] v = new double[population.dimension()][];
        Arrays.setAll(v, population::velocity);
        return v;
    }

    /** The polynomials of one velocity less their means. */
    private void deviations(double[] v, double[] out) {
        double square = 0;
        double speed = 0;
        for (int a = 0; a < d; a++) {
            out[centred(a)] = v[a] - meanVelocity[a];
            square += out[a] * out[a];
            speed += v[a] * v[a];
        }
        out[centredSquare()] = square;
        for (int a = 0; a < d; a++) {
            out[heatFlux(a)] = square * out[a];
            for (int b = a; b < d; b++) {
                out[product(a, b)] = out[a] * out[b];
            }
        }
        out[speedPower(1)] = speed;
        out[speedPower(2)] = speed * speed;
        out[speedPower(3)] = speed * speed * speed;
        for (int k = 0; k < mean.length; k++) {
            out[k] -= mean[k];
        }
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
}
