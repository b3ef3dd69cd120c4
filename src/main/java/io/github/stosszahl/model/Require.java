package io.github.stosszahl.model;

/** The argument checks that the records of this package share. */
final class Require {
    private Require() {}

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be positive and finite, got " + value);
        }
    }

    static void finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite, got " + value);
        }
    }

    /** Checks a velocity of d = 2 or 3 finite components and returns a copy. */
    static double[] velocity(double[] velocity) {
        dimension(velocity.length);
        for (double component : velocity) {
            finite("velocity", component);
        }
        return velocity.clone();
    }

    /** |v - u|^2. */
    static double squareOfDistance(double[] v, double[] u) {
        double square = 0;
        for (int a = 0; a < u.length; a++) {
            square += (v[a] - u[a]) * (v[a] - u[a]);
        }
        return square;
    }

    static void dimension(int dimension) {
        if (dimension != 2 && dimension != 3) {
            throw new IllegalArgumentException("velocity dimension must be 2 or 3, got " + dimension);
        }
    }
}
