package io.github.stosszahl.model;

import java.util.ArrayList;
import java.util.List;

/** b(theta) linear in cos(theta) between the rows of a table and zero outside its range; it is normalised here. */
public final class TabulatedAngle implements AngleLaw {
    /** Longer arcs of the circle are divided: short series then give their sines and cosines to rounding. */
    private static final double LONGEST_ARC = Math.PI / 512;

    private final int dimension;
    private final double[] cosines;
    private final double[] b;
    private final Piece[] pieces;
    /** Finds the piece of a uniform number by the masses of b below each. */
    private final GuideTable masses;

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
        for (int k = 0; k < b.length; k++) {
            if (!(b[k] >= 0 && b[k] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "b = " + b[k] + " at cos_theta = " + cosines[k] + " is not finite and >= 0");
            }
            if (!(Math.abs(cosines[k]) <= 1) || (k > 0 && !(cosines[k] > cosines[k - 1]))) {
                throw new IllegalArgumentException("cos_theta must increase within [-1, 1], got " + cosines[k]);
            }
        }
        this.dimension = dimension;
        this.cosines = cosines.clone();
        this.b = b.clone();
        this.pieces = unplacedPieces();
        double[] below = new double[pieces.length + 1];
        for (int k = 0; k < pieces.length; k++) {
            below[k + 1] = below[k] + pieces[k].mass(dimension);
        }
        double mass = below[pieces.length];
        Require.positive("integral of b", mass);
        for (int k = 0; k < below.length; k++) {
            below[k] /= mass;
        }
        for (int k = 0; k < pieces.length; k++) {
            pieces[k] = pieces[k].placed(below[k], below[k + 1], mass);
        }
        for (int k = 0; k < b.length; k++) {
            this.b[k] /= mass;
        }
        this.masses = new GuideTable(below);
    }

    /** The intervals of the table, in the plane cut into arcs that are short enough, as if each were alone and not normalised. */
    private Piece[] unplacedPieces() {
        List<Piece> result = new ArrayList<>();
        for (int k = 0; k + 1 < b.length; k++) {
            double theta = Math.acos(cosines[k]);
            double arc = theta - Math.acos(cosines[k + 1]);
            int parts = dimension == 3 ? 1 : Math.max(1, (int) Math.ceil(arc / LONGEST_ARC));
            double c = cosines[k];
            double density = b[k];
            for (int part = 1; part <= parts; part++) {
                double nextC = part == parts ? cosines[k + 1] : Math.cos(theta - arc * part / parts);
                double weight = (nextC - cosines[k]) / (cosines[k + 1] - cosines[k]);
                double nextDensity = (1 - weight) * b[k] + weight * b[k + 1];
                result.add(Piece.between(dimension, c, density, nextC, nextDensity));
                c = nextC;
                density = nextDensity;
            }
        }
        return result.toArray(Piece[]::new);
    }

    @Override
    public double cosTheta(double uniform) {
        Piece piece = pieces[masses.lastNotAbove(uniform)];
        return dimension == 3 ? piece.cosineInSpace(uniform) : piece.cosineInThePlane(uniform);
    }

    @Override
    public double meanCos() {
        return mean(1);
    }

    @Override
    public double meanSquaredCos() {
        return mean(2);
    }

    /** Integral of c^power b in the measure of the polar angle: dc for d = 3, dtheta for d = 2. */
    private double mean(int power) {
        double sum = 0;
        for (int k = 0; k + 1 < b.length; k++) {
            double from = cosines[k];
            double to = cosines[k + 1];
            double slope = (b[k + 1] - b[k]) / (to - from);
            double offset = b[k] - slope * from;
            sum += offset * (primitive(power, to) - primitive(power, from))
                    + slope * (primitive(power + 1, to) - primitive(power + 1, from));
        }
        return sum;
    }

    /** Primitive of c^power, increasing in c; for d = 2 it is that of -cos^power(theta) in theta. */
    private double primitive(int power, double c) {
        if (dimension == 3) {
            return Math.pow(c, power + 1.0) / (power + 1);
        }
        double sine = sine(c);
        return switch (power) {
            case 1 -> -sine;
            case 2 -> -(Math.acos(c) + sine * c) / 2;
            default -> -(sine - sine * sine * sine / 3);
        };
    }

    private static double sine(double cosine) {
        return Math.sqrt((1 - cosine) * (1 + cosine));
    }

    /**
     * A stretch of the polar angle with b linear in c = cos(theta). It is seen from the end where b is smaller, x being the distance from there, in c for
     * d = 3 and in theta for d = 2: as b increases with x, nothing cancels where b vanishes, and the mass up to x is convex, so that Newton's method
     * converges from everywhere.
     *
     * @param edge mass of the table up to x = 0, in the order of increasing c
     * @param upward whether c increases with x
     * @param cosine c at x = 0
     * @param climb dc/dx at x = 0
     * @param length largest x
     * @param density b at x = 0
     * @param slope db/dc
     * @param chord mean of db/dx
     */
    private record Piece(
            double edge,
            boolean upward,
            double cosine,
            double climb,
            double length,
            double density,
            double slope,
            double chord) {
        /** Of theta. The error left by a step of Newton's method is its square times db/dtheta/(2 b). */
        private static final double ACCURACY = 1e-14;
        /** One or two do except where b vanishes at theta = 0 or pi; there each takes a third off the error of theta, until it is close. */
        private static final int MOST_STEPS = 60;

        static Piece between(int dimension, double lowC, double lowB, double highC, double highB) {
            boolean upward = lowB <= highB;
            double cosine = upward ? lowC : highC;
            double climb = (upward ? 1 : -1) * (dimension == 3 ? 1 : sine(cosine));
            double length = dimension == 3 ? highC - lowC : Math.acos(lowC) - Math.acos(highC);
            double slope = (highB - lowB) / (highC - lowC);
            return new Piece(
                    0, upward, cosine, climb, length, Math.min(lowB, highB), slope, Math.abs(highB - lowB) / length);
        }

        /** The piece with the masses {@code from} and {@code to} up to its ends, b being divided by {@code total}. */
        Piece placed(double from, double to, double total) {
            return new Piece(
                    upward ? from : to,
                    upward,
                    cosine,
                    climb,
                    length,
                    // not 0: the distance of no mass is 0 divided by it
                    Math.max(density / total, Double.MIN_NORMAL),
                    slope / total,
                    chord / total);
        }

        double mass(int dimension) {
            return dimension == 3
                    ? length * (density + chord * length / 2)
                    : massInThePlane(length, lessSine(length), lessCosine(length));
        }

        double cosineInSpace(double uniform) {
            return cosine + climb * distance(Math.abs(uniform - edge));
        }

        /** The distance for b linear in x is so good a start that sine and cosine need not be taken anew after the last step. */
        double cosineInThePlane(double uniform) {
            double mass = Math.abs(uniform - edge);
            double x = distance(mass);
            for (int step = 1; ; step++) {
                double lessSine = lessSine(x);
                double lessCosine = lessCosine(x);
                double ascent = climb * (x - lessSine) - cosine * lessCosine;
                double b = density + slope * ascent;
                double next = Math.min(x - (massInThePlane(x, lessSine, lessCosine) - mass) / b, length);
                double moved = next - x;
                if (moved * moved * chord <= ACCURACY * b || step == MOST_STEPS) {
                    double c = cosine + ascent + moved * (climb * (1 - lessCosine) - cosine * (x - lessSine));
                    return Math.min(Math.max(c, -1), 1);
                }
                x = next;
            }
        }

        /** The x up to which b has some mass if it is linear in x: the root of a quadratic equation. */
        private double distance(double mass) {
            return Math.min(2 * mass / (density + Math.sqrt(density * density + 2 * chord * mass)), length);
        }

        private double massInThePlane(double x, double lessSine, double lessCosine) {
            return density * x + slope * (climb * lessCosine - cosine * lessSine);
        }

        /** x - sin(x) for x up to LONGEST_ARC. */
        private static double lessSine(double x) {
            double q = x * x;
            return x * q * (1.0 / 6 - q * (1.0 / 120));
        }

        /** 1 - cos(x) for x up to LONGEST_ARC. */
        private static double lessCosine(double x) {
            double q = x * x;
            return q * (1.0 / 2 - q * (1.0 / 24 - q * (1.0 / 720)));
        }
    }
}
