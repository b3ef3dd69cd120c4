package io.github.stosszahl.model;

import java.util.OptionalDouble;

/**
 * A member of the Bobylev-Krook-Wu family, f = n (2 pi s)^(-d/2) exp(-c^2/(2s)) [1 - d R + R c^2/s] with c = v - u; physics as in Krook and Wu 1977 and
 * Bobylev 1975, for N species with R = R_i.
 *
 * @param density n, positive
 * @param velocity u, of length d
 * @param variance s = k_B K/m, positive; the temperature is T = K (1 + 2 R)
 * @param excess R in [0, 1/d], where f is not negative
 */
public record Bkw(double density, double[] velocity, double variance, double excess) implements VelocityDistribution {
    /** @throws IllegalArgumentException if a value is not finite or out of range */
    public Bkw {
        Require.positive("density", density);
        velocity = Require.velocity(velocity);
        Require.positive("variance", variance);
        // the bound 1/d itself is allowed, however it was rounded
        if (!(excess >= 0 && excess <= Math.nextUp(1.0 / velocity.length))) {
            throw new IllegalArgumentException("R must be in [0, 1/d] = [0, 1/" + velocity.length + "], got " + excess);
        }
    }

    @Override
    public int dimension() {
        return velocity.length;
    }

    @Override
    public double[] velocity() {
        return velocity.clone();
    }

    @Override
    public OptionalDouble probabilityDensity(double[] v) {
        double x = Require.squareOfDistance(v, velocity) / variance;
        int d = velocity.length;
        // R = 1/d may be rounded up
        double shape = Math.max(0, 1 - d * excess) + excess * x;
        return OptionalDouble.of(shape * Math.exp(-0.5 * x) * Math.pow(2 * Math.PI * variance, -0.5 * d));
    }

    @Override
    public double[] peak() {
        double[] v = velocity.clone();
        // the derivative of (1 - d R + R x) exp(-x/2) vanishes at x = 2 - (1 - d R)/R
        v[0] += excess == 0
                ? 0
                : Math.sqrt(variance * Math.max(0, 2 - Math.max(0, 1 - velocity.length * excess) / excess));
        return v;
    }

    @Override
    public double[] meanVelocity() {
        return velocity.clone();
    }

    @Override
    public double[][] covariance() {
        double[][] c = new double[velocity.length][velocity.length];
        for (int a = 0; a < velocity.length; a++) {
            c[a][a] = variance * (1 + 2 * excess);
        }
        return c;
    }
}
