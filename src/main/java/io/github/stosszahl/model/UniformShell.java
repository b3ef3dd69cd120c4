package io.github.stosszahl.model;

import java.util.OptionalDouble;

/**
 * f constant for r0 &lt;= |v - u| &lt;= r1 and zero elsewhere; a ball for r0 = 0.
 *
 * @param density n, positive
 * @param velocity u, of length d
 * @param innerRadius r0, at least 0
 * @param outerRadius r1, larger than r0
 */
public record UniformShell(double density, double[] velocity, double innerRadius, double outerRadius)
        implements VelocityDistribution {
    /** @throws IllegalArgumentException if a value is not finite or out of range */
    public UniformShell {
        Require.positive("density", density);
        velocity = Require.velocity(velocity);
        Require.positive("outer radius", outerRadius);
        if (!(innerRadius >= 0 && innerRadius < outerRadius)) {
            throw new IllegalArgumentException(
                    "inner radius must be in [0, outer radius = " + outerRadius + "), got " + innerRadius);
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
        double speed = Math.sqrt(Require.squareOfDistance(v, velocity));
        int d = velocity.length;
        double unitBall = d == 2 ? Math.PI : 4 * Math.PI / 3;
        double volume = unitBall * (Math.pow(outerRadius, d) - Math.pow(innerRadius, d));
        return OptionalDouble.of(speed >= innerRadius && speed <= outerRadius ? 1 / volume : 0);
    }

    @Override
    public double[] peak() {
        double[] v = velocity.clone();
        v[0] += 0.5 * (innerRadius + outerRadius);
        return v;
    }

    @Override
    public double[] meanVelocity() {
        return velocity.clone();
    }

    @Override
    public double[][] covariance() {
        int d = velocity.length;
        // <c^2> = d/(d+2) (r1^(d+2) - r0^(d+2))/(r1^d - r0^d), with r0 = q r1 so that no power overflows in SI units
        double q = innerRadius / outerRadius;
        double meanSquare =
                outerRadius * outerRadius * d / (d + 2.0) * (1 - Math.pow(q, d + 2.0)) / (1 - Math.pow(q, d));
        double[][] c = new double[d][d];
        for (int a = 0; a < d; a++) {
            c[a][a] = meanSquare / d;
        }
        return c;
    }
}
