package io.github.stosszahl.model;

import java.util.Arrays;

/** b(theta) linear in cos(theta) between the rows of a table and zero outside its range; it is normalised here. */
public final class TabulatedAngle implements AngleLaw {
    private final int dimension;
    private final double[] cosines;
    private final double[] b;
    /** cumulative[k] is the mass of b below cosines[k]; the last is 1. */
    private final double[] cumulative;

    /**
     * @param dimension d, 2 or 3
     * @param cosines cos(theta), strictly increasing in [-1, 1]; at least two
     * @param b values of b up to a common factor, not negative, same length, not all zero
     * @throws IllegalArgumentException if the table is not of that kind
     */
    public TabulatedAngle(int dimension, double[] cosines, double[] b) {
        Require.dimension(dimension);
        if (cosines.length < 2 || cosines.length != b.length) {
            throw new IllegalArgumentException("an angle table needs as many values as cosines, and at least two");
        }
        this.dimension = dimension;
        this.cosines = cosines.clone();
        this.b = b.clone();
        this.cumulative = new double[b.length];
        for (int k = 0; k < b.length; k++) {
            if (!(b[k] >= 0 && b[k] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "b = " + b[k] + " at cos_theta = " + cosines[k] + " is not finite and >= 0");
            }
            if (!(Math.abs(cosines[k]) <= 1) || (k > 0 && !(cosines[k] > cosines[k - 1]))) {
                throw new IllegalArgumentException("cos_theta must increase within [-1, 1], got " + cosines[k]);
            }
        }
        for (int k = 0; k + 1 < b.length; k++) {
            cumulative[k + 1] = cumulative[k] + moment(k, 0, this.cosines[k], this.cosines[k + 1]);
        }
        double mass = cumulative[b.length - 1];
        Require.positive("integral of b", mass);
        for (int k = 0; k < b.length; k++) {
            this.b[k] /= mass;
            cumulative[k] /= mass;
        }
    }

    @Override
    public double cosTheta(double uniform) {
        int at = Arrays.binarySearch(cumulative, uniform);
        int k = Math.min(at >= 0 ? at : -at - 2, b.length - 2);
        // a number that falls on an end of intervals without mass belongs to the next one that has some
        while (k < b.length - 2 && cumulative[k + 1] <= uniform) {
            k++;
        }
        while (cumulative[k + 1] == cumulative[k]) {
            k--;
        }
        double target = uniform - cumulative[k];
        double low = coordinate(cosines[k]);
        double high = coordinate(cosines[k + 1]);
        double slope = (b[k + 1] - b[k]) / (cosines[k + 1] - cosines[k]);
        double x = low + (high - low) * target / (cumulative[k + 1] - cumulative[k]);
        // Newton's method on the monotone mass function, kept inside a shrinking bracket
        for (int step = 0; step < 60; step++) {
            double c = cosine(x);
            double excess = moment(k, 0, cosines[k], c) - target;
            if (excess > 0) {
                high = x;
            } else {
                low = x;
            }
            double density = b[k] + slope * (c - cosines[k]);
            double next = x - excess / density;
            if (!(next >= low && next <= high)) {
                next = 0.5 * (low + high);
            }
            if (Math.abs(next - x) <= 1e-15) {
                break;
            }
            x = next;
        }
        return cosine(x);
    }

    @Override
    public double meanCos() {
        return mean(1);
    }

    @Override
    public double meanSquaredCos() {
        return mean(2);
    }

    private double mean(int power) {
        double sum = 0;
        for (int k = 0; k + 1 < b.length; k++) {
            sum += moment(k, power, cosines[k], cosines[k + 1]);
        }
        return sum;
    }

    /** Integral of c^power b over [from, to] inside interval k, in the measure of the polar angle: dc for d = 3, dtheta for d = 2. */
    private double moment(int k, int power, double from, double to) {
        double slope = (b[k + 1] - b[k]) / (cosines[k + 1] - cosines[k]);
        double offset = b[k] - slope * cosines[k];
        return offset * (primitive(power, to) - primitive(power, from))
                + slope * (primitive(power + 1, to) - primitive(power + 1, from));
    }

    /** Primitive of c^power, increasing in c; for d = 2 it is that of -cos^power(theta) in theta. */
    private double primitive(int power, double c) {
        if (dimension == 3) {
            return Math.pow(c, power + 1.0) / (power + 1);
        }
        double theta = Math.acos(c);
        double sine = Math.sqrt((1 - c) * (1 + c));
        return switch (power) {
            case 0 -> -theta;
            case 1 -> -sine;
            case 2 -> -(theta + sine * c) / 2;
            default -> -(sine - sine * sine * sine / 3);
        };
    }

    /** The coordinate in which the polar angle's measure is uniform: c for d = 3, -theta for d = 2. */
    private double coordinate(double c) {
        return dimension == 3 ? c : -Math.acos(c);
    }

    private double cosine(double x) {
        return dimension == 3 ? x : Math.cos(x);
    }
}
