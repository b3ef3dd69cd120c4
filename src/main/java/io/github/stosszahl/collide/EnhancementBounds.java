package io.github.stosszahl.collide;

import io.github.stosszahl.particles.Population;

/**
 * Bounds of the factor by which occupied cells enhance the moves of a pair, by what no move changes: the energy of both particles from the origin of speeds. Diffusion for a longer time that is
 * accepted the more seldom needs such a bound, the same for the way there and back.
 */
final class EnhancementBounds {
    /** Quarters of an octave in the energy are told apart, by the exponent and two bits of the mantissa. */
    private static final int BELOW_BIN = 50;

    private static final int BINS = 80;
    /** Of speeds, of either partner. */
    static final int CLASSES = 20;
    /** Bounds are powers of this, so that few change when occupation numbers do. */
    private static final double STEP = 1.1;

    private final double[] bound = new double[BINS];
    private final double[] origin;
    private double firstMass;
    private double secondMass;
    private long lowest;

    /** @param origin the velocity from which speeds are measured */
    EnhancementBounds(double[] origin) {
        this.origin = origin;
    }

    /** Takes the bounds from the classes of both partners. */
    void take(SpeedClasses a, SpeedClasses b) {
        firstMass = a.mass();
        secondMass = b.mass();
        int last = a.count() - 1;
        lowest = bits(a.largestEnergy(last) + b.largestEnergy(last)) - (BINS - 2);
        for (int bin = 0; bin < BINS; bin++) {
            double least = bin == 0 ? 0 : Double.longBitsToDouble((lowest + bin) << BELOW_BIN);
            double most = Double.longBitsToDouble((lowest + bin + 1) << BELOW_BIN);
            bound[bin] = roundedUp(bin == BINS - 1 ? product(a, last, b, last) : largest(a, b, least, most));
        }
    }

    /** Over all cells that a pair of an energy within a range can reach. */
    private static double largest(SpeedClasses a, SpeedClasses b, double least, double most) {
        double largest = 0;
        for (int m = 0; m < a.count() && a.leastEnergy(m) <= most; m++) {
            for (int n = b.count() - 1; n >= 0 && a.largestEnergy(m) + b.largestEnergy(n) >= least; n--) {
                if (a.leastEnergy(m) + b.leastEnergy(n) <= most) {
                    largest = Math.max(largest, product(a, m, b, n));
                }
            }
        }
        return largest;
    }

    /** With room for one partner that arrives before the other. */
    private static double product(SpeedClasses a, int m, SpeedClasses b, int n) {
        return (a.ceiling(m) + a.unit()) * (b.ceiling(n) + b.unit());
    }

    private static double roundedUp(double factor) {
        return Math.pow(STEP, Math.ceil(Math.log(factor) / Math.log(STEP)));
    }

    private static long bits(double energy) {
        return Double.doubleToRawLongBits(energy) >>> BELOW_BIN;
    }

    /** The bound for a particle of each population. */
    double of(Population a, int i, Population b, int j) {
        int z = a.dimension() - 1;
        return of(
                a.velocity(0)[i],
                a.velocity(1)[i],
                a.velocity(z)[i],
                b.velocity(0)[j],
                b.velocity(1)[j],
                b.velocity(z)[j]);
    }

    /** The bound for a pair of velocities; in the plane their third components do not count. */
    double of(double vx, double vy, double vz, double wx, double wy, double wz) {
        double x = vx - origin[0];
        double y = vy - origin[1];
        double p = wx - origin[0];
        double q = wy - origin[1];
        double z = origin.length == 3 ? vz - origin[2] : 0;
        double r = origin.length == 3 ? wz - origin[2] : 0;
        double energy = 0.5 * (firstMass * (x * x + y * y + z * z) + secondMass * (p * p + q * q + r * r));
        return bound[(int) Math.max(0, Math.min(BINS - 1, bits(energy) - lowest))];
    }
}
