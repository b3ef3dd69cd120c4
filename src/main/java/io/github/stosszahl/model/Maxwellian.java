package io.github.stosszahl.model;

import java.util.OptionalDouble;

/**
 * The Maxwellian with a thermal variance of its own on each axis, f = n prod_a exp(-(v_a - u_a)^2/(2 s_a)) / sqrt(2 pi s_a).
 *
 * @param density n, positive
 * @param velocity u, of length d
 * @param variance s_a = k_B T_a/m, of length d, positive
 */
public record Maxwellian(double density, double[] velocity, double[] variance) implements VelocityDistribution {
    /** @throws IllegalArgumentException if a value is not finite or out of range, or the lengths differ */
    public Maxwellian {
        Require.positive("density", density);
        velocity = Require.velocity(velocity);
        variance = variance.clone();
        if (variance.length != velocity.length) {
            throw new IllegalArgumentException("velocity and variance must have the same length");
        }
        for (double s : variance) {
            Require.positive("variance", s);
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
    public double[] variance() {
        return variance.clone();
    }

    @Override
    public OptionalDouble probabilityDensity(double[] v) {
        double exponent = 0;
        double volume = 1;
        for (int a = 0; a < variance.length; a++) {
            double c = v[a] - velocity[a];
            exponent += 0.5 * c * c / variance[a];
            volume *= Math.sqrt(2 * Math.PI * variance[a]);
        }
        return OptionalDouble.of(Math.exp(-exponent) / volume);
    }

    @Override
    public double[] peak() {
        return velocity.clone();
    }

    @Override
    public double[] meanVelocity() {
        return velocity.clone();
    }

    @Override
    public double[][] covariance() {
        double[][] c = new double[variance.length][variance.length];
        for (int a = 0; a < variance.length; a++) {
            c[a][a] = variance[a];
        }
        return c;
    }
}
