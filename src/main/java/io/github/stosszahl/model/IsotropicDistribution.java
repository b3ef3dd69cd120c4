package io.github.stosszahl.model;

import java.util.Arrays;
import java.util.OptionalDouble;

/** f of the speed c = |v - u| alone, linear between given speeds and zero outside them. */
public final class IsotropicDistribution implements VelocityDistribution {
    private final double[] velocity;
    private final double[] speed;
    private final double[] f;
    /** mass[k]: particles per volume with speeds from speed[k] to speed[k + 1]. */
    private final double[] mass;

    private final double density;

    /**
     * @param velocity u, of length d
     * @param speed speeds, not negative and increasing, at least two
     * @param f f at those speeds, not negative and not all zero
     * @throws IllegalArgumentException if the values are not of that kind
     */
    public IsotropicDistribution(double[] velocity, double[] speed, double[] f) {
        this.velocity = Require.velocity(velocity);
        this.speed = speed.clone();
        this.f = f.clone();
        if (speed.length != f.length || speed.length < 2) {
            throw new IllegalArgumentException(
                    "expected at least two speeds and as many values of f, got " + speed.length + " and " + f.length);
        }
        for (int k = 0; k < f.length; k++) {
            if (!(speed[k] >= 0 && speed[k] < Double.POSITIVE_INFINITY) || (k > 0 && !(speed[k] > speed[k - 1]))) {
                throw new IllegalArgumentException(
                        "speeds must be finite, not negative and increasing, got " + speed[k]);
            }
            if (!(f[k] >= 0 && f[k] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("f must be finite and not negative, got " + f[k]);
            }
        }
        this.mass = new double[f.length - 1];
        double total = 0;
        for (int k = 0; k < mass.length; k++) {
            mass[k] = integral(k, 0);
            total += mass[k];
        }
        Require.positive("integral of f", total);
        this.density = total;
    }

    /** The same profile with f times a factor. */
    public IsotropicDistribution times(double factor) {
        double[] scaled = f.clone();
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] *= factor;
        }
        return new IsotropicDistribution(velocity, speed, scaled);
    }

    /** The integral of c^power f over the velocities of a segment: Simpson's rule is exact for the product of a power up to 2 and a line, Boole's up to 4. */
    private double integral(int segment, int power) {
        double low = speed[segment];
        double width = speed[segment + 1] - low;
        double sphere = velocity.length == 2 ? 2 * Math.PI : 4 * Math.PI;
        double[] boole = {7, 32, 12, 32, 7};
        double sum = 0;
        for (int k = 0; k <= 4; k++) {
            double share = k / 4.0;
            double value = (1 - share) * f[segment] + share * f[segment + 1];
            sum += boole[k] / 90 * value * Math.pow(low + share * width, velocity.length - 1.0 + power);
        }
        return sphere * width * sum;
    }

    /** Number of segments. */
    public int segments() {
        return mass.length;
    }

    /** Particles per volume with speeds in a segment. */
    public double mass(int segment) {
        return mass[segment];
    }

    /** The k-th speed: the lower end of segment k, the upper one of segment k - 1. */
    public double speed(int k) {
        return speed[k];
    }

    /** f at the k-th speed. */
    public double f(int k) {
        return f[k];
    }

    @Override
    public int dimension() {
        return velocity.length;
    }

    @Override
    public double density() {
        return density;
    }

    @Override
    public OptionalDouble probabilityDensity(double[] v) {
        double c = Math.sqrt(Require.squareOfDistance(v, velocity));
        int at = Arrays.binarySearch(speed, c);
        int k = at >= 0 ? at : -at - 2;
        if (k < 0 || (at < 0 && k == mass.length)) {
            return OptionalDouble.of(0);
        }
        double value = f[k];
        if (at < 0) {
            value += (c - speed[k]) / (speed[k + 1] - speed[k]) * (f[k + 1] - f[k]);
        }
        return OptionalDouble.of(value / density);
    }

    @Override
    public double[] peak() {
        int highest = 0;
        for (int k = 1; k < f.length; k++) {
            highest = f[k] > f[highest] ? k : highest;
        }
        double[] v = velocity.clone();
        v[0] += speed[highest];
        return v;
    }

    @Override
    public double[] meanVelocity() {
        return velocity.clone();
    }

    @Override
    public double[][] covariance() {
        double square = 0;
        for (int k = 0; k < mass.length; k++) {
            square += integral(k, 2) / density;
        }
        int d = velocity.length;
        double[][] c = new double[d][d];
        for (int a = 0; a < d; a++) {
            c[a][a] = square / d;
        }
        return c;
    }
}
