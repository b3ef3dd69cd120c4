package io.github.stosszahl.reference;

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
}
