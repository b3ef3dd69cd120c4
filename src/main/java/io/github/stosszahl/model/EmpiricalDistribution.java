package io.github.stosszahl.model;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The sum of point masses at given velocities, each with a weight: an ensemble that the user brings.
 */
public final class EmpiricalDistribution implements VelocityDistribution {
    private final double[][] position;
    private final double[][] velocity;
    private final double[] weight;
    private final double density;

    /**
     * Takes the arrays over without copying, since they can be large: the caller must not change them afterwards.
     *
     * @param velocity velocity[a][k]: component a of particle k; d arrays of equal length
     * @param weight real particles per volume that particle k stands for, not negative, not all zero
     * @throws IllegalArgumentException if a value is not finite or out of range, or the lengths differ
     */
    public EmpiricalDistribution(double[][] velocity, double[] weight) {
        this(new double[0][], velocity, weight);
    }

    /**
     * Particles with positions; see the other constructor.
     *
     * @param position position[a][k]: coordinate a of particle k; dx arrays
     */
    public EmpiricalDistribution(double[][] position, double[][] velocity, double[] weight) {
        Require.dimension(velocity.length);
        for (double[] coordinate : position) {
            if (coordinate.length != weight.length) {
                throw new IllegalArgumentException("position and weight arrays differ in length");
            }
            for (double x : coordinate) {
                Require.finite("position", x);
            }
        }
        for (int k = 0; k < weight.length; k++) {
            if (!(weight[k] >= 0 && weight[k] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight must be finite and not negative, got " + weight[k]);
            }
        }
        for (double[] component : velocity) {
            if (component.length != weight.length) {
                throw new IllegalArgumentException("velocity and weight arrays differ in length");
            }
            for (double v : component) {
                Require.finite("velocity", v);
            }
        }
        // a compensated sum
        double total = Arrays.stream(weight).sum();
        Require.positive("sum of weights", total);
        this.position = position.clone();
        this.velocity = velocity.clone();
        this.weight = weight;
        this.density = total;
    }

    /** Number of particles. */
    public int size() {
        return weight.length;
    }

    /** dx; 0 if the particles have no positions. */
    public int spaceDimension() {
        return position.length;
    }

    /** Coordinate {@code axis} of the position of particle k. */
    public double position(int axis, int k) {
        return position[axis][k];
    }

    /** Component {@code axis} of the velocity of particle k. */
    public double velocity(int axis, int k) {
        return velocity[axis][k];
    }

    /** Weight of particle k. */
    public double weight(int k) {
        return weight[k];
    }

    /** Whether all weights are equal, so that the particles can be taken as they are. */
    public boolean hasEqualWeights() {
        for (double w : weight) {
            if (w != weight[0]) {
                return false;
            }
        }
        return true;
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
        return OptionalDouble.empty();
    }

    @Override
    public double[] peak() {
        return meanVelocity();
    }

    @Override
    public double[] meanVelocity() {
        double[] u = new double[velocity.length];
        for (int a = 0; a < u.length; a++) {
            for (int k = 0; k < weight.length; k++) {
                u[a] += weight[k] * velocity[a][k];
            }
            u[a] /= density;
        }
        return u;
    }

    @Override
    public double[][] covariance() {
        double[] u = meanVelocity();
        double[][] c = new double[u.length][u.length];
        for (int a = 0; a < u.length; a++) {
            for (int b = 0; b < u.length; b++) {
                double sum = 0;
                for (int k = 0; k < weight.length; k++) {
                    sum += weight[k] * (velocity[a][k] - u[a]) * (velocity[b][k] - u[b]);
                }
                c[a][b] = sum / density;
            }
        }
        return c;
    }
}
