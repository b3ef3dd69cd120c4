package io.github.stosszahl.collide;

import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.random.CounterWords;

/**
 * A pair of species in the cells of space: what it needs of random numbers that cost a power, drawn many at a time, and how far its candidates got. It is scratch memory of one
 * thread.
 */
final class CellChannel {
    final PairChannel channel;
    final boolean turned;
    /** Whether every candidate collides. */
    final boolean constant;
    /** Whether a candidate's rate is compared by its relative speed with that of the majorant, see {@link #limit}. */
    final boolean scaled;
    /** +1 if a candidate above its limit collides, -1 if one below. */
    final double sign;

    final boolean limited;
    final double validFromSquare;
    final double validToSquare;

    /** Pairs of particles in the cell, and candidates per time. */
    double pairs;

    double rate;
    private double ratePerPair;
    double majorant;
    /** Square of the bound of the relative speed where the law is scaled, else 1. */
    double scale;

    long candidates;
    long accepted;
    long continued;
    long clipped;
    /** Pairs that were to diffuse, that did, and whose direction became nearly uniform. */
    long met;

    long moved;
    long saturated;

    /** Squares of relative speeds are rounded up to a number of this many leading bits, for which the majorant is kept: it need not be sharp. */
    private static final int BITS_BELOW = 64 - 12 - 5;

    private static final int KEPT = 256;
    /** Random numbers that are made at a time: few enough that not many are left over in a piece of work. */
    static final int DRAWN = 64;

    private final long[] keptFor = new long[KEPT];
    private final double[] keptMajorant = new double[KEPT];
    private final double[] limits = new double[DRAWN];
    private final double[] cosines = new double[DRAWN];
    private final PairKernel kernel;
    private long limitKey;
    private long cosineKey;
    private long limitCounter;
    private long cosineCounter;
    private int nextLimit;
    private int nextCosine;

    CellChannel(PairChannel channel, PairKernel kernel) {
        this.channel = channel;
        this.kernel = kernel;
        RateLaw law = channel.rate;
        turned = channel.isTurned();
        constant = channel.trend == RateLaw.Trend.CONSTANT;
        scaled = channel.trend == RateLaw.Trend.DECREASING
                || channel.trend == RateLaw.Trend.INCREASING && law instanceof PowerLaw;
        sign = channel.trend == RateLaw.Trend.DECREASING ? -1 : 1;
        validFromSquare = law.validFrom() * law.validFrom();
        validToSquare = law.validTo() * law.validTo();
        limited = validFromSquare > 0 || validToSquare < Double.POSITIVE_INFINITY;
    }

    /**
     * The index of the channel in whose rate a number falls if the rates follow one another.
     *
     * @param target from 0 to the sum of the rates, which is positive
     */
    static int choose(CellChannel[] channels, double target) {
        double rest = target;
        int last = channels.length - 1;
        int c = 0;
        while (rest >= channels[c].rate && c < last) {
            rest -= channels[c].rate;
            c++;
        }
        // rounding may lead to a channel without pairs
        while (channels[c].rate == 0) {
            c--;
        }
        return c;
    }

    /** Goes to the start of the sequences of a key. */
    void restart(long key) {
        limitKey = CounterWords.word(key, 2L * channel.index);
        cosineKey = CounterWords.word(key, 2L * channel.index + 1);
        limitCounter = 0;
        cosineCounter = 0;
        nextLimit = DRAWN;
        nextCosine = DRAWN;
    }

    /** Sets the majorant for a bound of the relative speed; returns the candidates per time if every pair has {@code perPair} times the majorant. */
    double bound(double square, double perPair) {
        bound(square);
        ratePerPair = perPair * majorant;
        rate = pairs * ratePerPair;
        return rate;
    }

    /** Sets the majorant for a bound of the relative speed. */
    void bound(double square) {
        long prefix = (Double.doubleToRawLongBits(square) >>> BITS_BELOW) + 1;
        int place = (int) prefix & KEPT - 1;
        double bound = Double.longBitsToDouble(prefix << BITS_BELOW);
        if (keptFor[place] != prefix) {
            keptFor[place] = prefix;
            keptMajorant[place] = channel.rate.majorant(Math.sqrt(bound));
        }
        majorant = keptMajorant[place];
        scale = scaled && sign > 0 ? bound : 1;
    }

    /** Sets the rates of channels whose majorants are still good for other numbers of pairs; returns the sum. */
    static double sumOfRates(CellChannel[] channels) {
        double sum = 0;
        for (CellChannel c : channels) {
            c.rate = c.pairs * c.ratePerPair;
            sum += c.rate;
        }
        return sum;
    }

    /** Whether a candidate of a relative speed collides. */
    boolean collides(double square) {
        candidates++;
        if (limited && (square < validFromSquare || square > validToSquare)) {
            continued++;
        }
        if (constant) {
            return true;
        }
        double limit = limit();
        return scaled
                ? sign * (square - limit * limit * scale) > 0
                : channel.rate.alpha(Math.sqrt(square)) > limit * majorant;
    }

    /**
     * A uniform number U if the law is not scaled. Else alpha of a relative speed is above U times its majorant where the speed, over the bound if alpha increases as a power, is on the right side of this number.
     */
    private double limit() {
        if (nextLimit == DRAWN) {
            drawLimits(limitKey, limitCounter, limits, DRAWN);
            limitCounter += DRAWN;
            nextLimit = 0;
        }
        return limits[nextLimit++];
    }

    /** Many such numbers, from the words of a key and a counter. */
    void drawLimits(long key, long counter, double[] out, int n) {
        double to = scaled ? channel.rate.majorant(1) : 1;
        kernel.uniforms(key, counter, 0, to, out, n);
        if (scaled) {
            channel.rate.speeds(kernel.math(), out, n);
        }
    }

    /** The cosine of a deviation angle. */
    double cosine() {
        if (nextCosine == DRAWN) {
            kernel.uniforms(cosineKey, cosineCounter, 0, 1, cosines, DRAWN);
            channel.angle.cosines(kernel.math(), cosines, DRAWN);
            cosineCounter += DRAWN;
            nextCosine = 0;
        }
        return cosines[nextCosine++];
    }
}
