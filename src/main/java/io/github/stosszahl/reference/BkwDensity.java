package io.github.stosszahl.reference;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Gamma;

/**
 * The density f(v) = n (2 pi s)^(-d/2) exp(-|v|^2/(2s)) [1 - d R + R |v|^2/s] of Bobylev 1975 and Krook and Wu 1977 as
 * a function of the speed |v|.
 *
 * @param dimension d, at least 1
 * @param density n
 * @param variance s = k_B K/m, positive
 * @param excess R; f is nowhere negative for R in [0, 1/d], a larger R is not refused
 */
public record BkwDensity(int dimension, double density, double variance, double excess) {
    /** The trapezoidal sum over log y from y = e^-25 to e^3.5, see {@link #gaussianMean}. */
    private static final double LOWEST_LOG = -25;

    private static final int NODES = 456;
    private static final double STEP = 0.0625;

    /** f at a speed |v|, per volume and velocity volume. */
    public double f(double speed) {
        double x = speed * speed / variance;
        double gaussian = Math.exp(-0.5 * x) * Math.pow(2 * Math.PI * variance, -0.5 * dimension);
        return density * gaussian * (1 - dimension * excess + excess * x);
    }

    /** The probability density of |v|: |S^(d-1)| |v|^(d-1) f/n. */
    public double speedDensity(double speed) {
        double sphere = 2 * Math.pow(Math.PI, 0.5 * dimension) / Gamma.gamma(0.5 * dimension);
        return sphere * Math.pow(speed, dimension - 1.0) * f(speed) / density;
    }

    /**
     * &lt;|v|^p&gt; per particle: with p = 2 k, s^k d(d+2)...(d+2k-2) (1 + 2 k R), since |v|^2/s is chi-squared with d
     * degrees of freedom with probability 1 - d R and with d + 2 otherwise.
     *
     * @param order p, even and not negative
     * @throws IllegalArgumentException if p is odd or negative
     */
    public double moment(int order) {
        if (order < 0 || order % 2 != 0) {
            throw new IllegalArgumentException("order must be even and not negative, got " + order);
        }
        double product = 1 + order * excess;
        for (int k = 0; k < order; k += 2) {
            product *= variance * (dimension + k);
        }
        return product;
    }

    /** H = int (f log f - f) dv, for R in [0, 1/d]. */
    public double entropy() {
        double logarithm = gaussianMean(square -> {
            double shape = shape(square);
            return shape > 0 ? shape * Math.log(shape) : 0;
        });
        double scale = Math.log(density) - 0.5 * dimension * Math.log(2 * Math.PI * variance);
        return density * (scale - 0.5 * dimension * (1 + 2 * excess) + logarithm - 1);
    }

    /** I = int |grad f|^2/f dv, for R in [0, 1/d]: with y^2 = |v|^2/s and g the bracket, (n/s) [d (1 + 2 R) - 4 d R + 4 R^2 &lt;y^2/g&gt;]. */
    public double fisher() {
        double inverse = excess == 0 ? 0 : gaussianMean(square -> square / shape(square));
        return density / variance * (dimension * (1 - 2 * excess) + 4 * excess * excess * inverse);
    }

    /**
     * dH/dt while s and R change and n does not.
     *
     * @param scaleRate s'/s
     * @param excessRate R'
     */
    double entropyRate(double scaleRate, double excessRate) {
        double logarithm = excessRate == 0
                ? 0
                : gaussianMean(square -> (square - dimension) * Math.log(Math.max(shape(square), Double.MIN_NORMAL)));
        return density * (-0.5 * dimension * scaleRate + excessRate * (logarithm - dimension));
    }

    /** The bracket g = 1 - d R + R y^2. */
    private double shape(double square) {
        // R = 1/d may be rounded up
        return Math.max(0, 1 - dimension * excess) + excess * square;
    }

    /**
     * The mean of a function of y^2 over the standard Gaussian in R^d. In log y the integrands of this class are analytic in a strip of half-width pi/4 at least and
     * fall off at both ends, also where log g or 1/g is singular at y = 0: the trapezoidal rule converges exponentially, here to rounding.
     */
    private double gaussianMean(DoubleUnaryOperator ofSquare) {
        double sum = 0;
        for (int k = 0; k <= NODES; k++) {
            double logarithm = LOWEST_LOG + k * STEP;
            double square = Math.exp(2 * logarithm);
            sum += Math.exp(dimension * logarithm - 0.5 * square) * ofSquare.applyAsDouble(square);
        }
        return sum * STEP * Math.pow(2, 1 - 0.5 * dimension) / Gamma.gamma(0.5 * dimension);
    }
}
