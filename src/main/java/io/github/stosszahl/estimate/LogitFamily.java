package io.github.stosszahl.estimate;

import java.util.stream.IntStream;

/**
 * Functions of z: products of functions of |z| and monomials of z/|z|. Coefficients are in the order of the radial functions, for each of them that of the monomials.
 *
 * @param radial functions of |z|
 * @param powers exponents of the monomials
 */
record LogitFamily(Radial radial, int[][] powers) {
    /** Functions of |z| that are not zero at a point. */
    static final int MOST = 4;

    /** Values of functions of |z|, of which at most {@link #MOST} in a row are not zero. */
    interface Radial {
        int size();

        /** Returns the index of the first function that is not zero. */
        int at(double r, double[] values);
    }

    /** Memory for values, of one thread. */
    static final class Scratch {
        private final double[] values = new double[MOST];
        private final double[] unit = new double[3];
    }

    int size() {
        return radial.size() * powers.length;
    }

    /** Functions of |z| that are not zero at a point. */
    int width() {
        return Math.min(MOST, radial.size());
    }

    /** 1 and r^2. */
    static Radial parabola() {
        return new Radial() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public int at(double r, double[] values) {
                values[0] = 1;
                values[1] = r * r;
                return 0;
            }
        };
    }

    /** Cubic B-splines with equal intervals up to an inner radius and one more up to an outer one, beyond which they are constant. */
    static Radial splines(int intervals, double inner, double outer) {
        double[] knot = new double[intervals + 7];
        for (int i = 0; i < knot.length; i++) {
            int k = i - 3;
            knot[i] = k <= 0 ? 0 : k >= intervals ? outer : inner * k / (intervals - 1);
        }
        return new Radial() {
            @Override
            public int size() {
                return intervals + 3;
            }

            @Override
            public int at(double radius, double[] values) {
                double r = Math.min(radius, outer);
                int span = Math.min(intervals - 1, (int) (r / inner * (intervals - 1)));
                int m = span + 3;
                values[0] = 1;
                for (int order = 1; order <= 3; order++) {
                    double saved = 0;
                    for (int i = 0; i < order; i++) {
                        double right = knot[m + i + 1];
                        double left = knot[m + 1 - order + i];
                        double part = values[i] / (right - left);
                        values[i] = saved + (right - r) * part;
                        saved = (r - left) * part;
                    }
                    values[order] = saved;
                }
                return span;
            }
        };
    }

    /** Exponents of the monomials of a unit vector that are independent: the last component has exponent 0 or 1. The first one is the constant. */
    static int[][] powers(int dimension, int degree) {
        return IntStream.range(0, (degree + 1) * (degree + 1) * 2)
                .mapToObj(i -> dimension == 2
                        ? new int[] {i / 2, i % 2}
                        : new int[] {i / 2 / (degree + 1), i / 2 % (degree + 1), i % 2})
                .filter(p -> IntStream.of(p).sum() <= degree)
                .toArray(int[][]::new);
    }

    /** The value of a monomial at a unit vector. */
    double monomial(int index, double[] unit) {
        int[] power = powers[index];
        double product = 1;
        for (int a = 0; a < power.length; a++) {
            for (int m = 0; m < power[a]; m++) {
                product *= unit[a];
            }
        }
        return product;
    }

    private static void turnTo(double[] z, double r, Scratch scratch) {
        for (int a = 0; a < z.length; a++) {
            scratch.unit[a] = z[a] / r;
        }
    }

    /** The sum of the functions with coefficients at a point z of length r. */
    double sum(double[] c, double[] z, double r, Scratch scratch) {
        turnTo(z, r, scratch);
        int first = radial.at(r, scratch.values) * powers.length;
        int width = width();
        double sum = 0;
        for (int a = 0; a < powers.length; a++) {
            double along = 0;
            for (int j = 0; j < width; j++) {
                along += scratch.values[j] * c[first + j * powers.length + a];
            }
            sum += along * monomial(a, scratch.unit);
        }
        return sum;
    }

    /** Adds an amount times the values of the functions at a point z of length r. */
    void add(double[] into, double amount, double[] z, double r, Scratch scratch) {
        turnTo(z, r, scratch);
        int first = radial.at(r, scratch.values) * powers.length;
        int width = width();
        for (int a = 0; a < powers.length; a++) {
            double y = amount * monomial(a, scratch.unit);
            for (int j = 0; j < width; j++) {
                into[first + j * powers.length + a] += scratch.values[j] * y;
            }
        }
    }
}
