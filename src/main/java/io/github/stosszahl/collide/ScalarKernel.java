package io.github.stosszahl.collide;

import static io.github.stosszahl.math.Series.*;

import io.github.stosszahl.math.ArrayMath;
import io.github.stosszahl.math.ScalarMath;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.random.CounterWords;

/**
 * The kernel in plain Java. It draws directions of accepted candidates only. It also serves the runs that the vector kernel leaves: short ones, and those that pass the
 * end of a ring.
 */
final class ScalarKernel implements PairKernel {
    /** Bits of a word below those of a double's mantissa. */
    static final int BELOW_MANTISSA = 12;
    /** Half a step of a number with 52 bits, and of one with 32: uniform numbers are taken at the middle of their interval. */
    static final double ONE_LESS_HALF_STEP = 1 - 0x1p-53;

    static final double THREE_LESS_STEP = 3 - 0x1p-32;
    static final int HALF_WORD = 32;
    /** Added to |u| where it divides, so that two particles of one velocity do no harm. */
    static final double TINY = Double.MIN_NORMAL;

    static final long SIGN_BIT = 0x8000000000000000L;
    static final int SIGN_SHIFT = 63;

    private final ArrayMath math = new ScalarMath();
    /** Multiples of the step of words. */
    private static final long[] STEPS = new long[Batch.SIZE];

    static {
        for (int k = 0; k < Batch.SIZE; k++) {
            STEPS[k] = k * CounterWords.STEP;
        }
    }

    private final long[] words = new long[Batch.SIZE];
    /** The accepted candidates of a run. */
    private final int[] chosen = new int[Batch.SIZE];

    /** Their directions, or what these are made from. */
    final double[] x = new double[Batch.SIZE];

    final double[] y = new double[Batch.SIZE];
    final double[] z = new double[Batch.SIZE];

    @Override
    public ArrayMath math() {
        return math;
    }

    @Override
    public void uniforms(long key, long counter, double from, double to, double[] out, int n) {
        long[] words = this.words;
        drawWords(key, counter, words, n);
        double span = to - from;
        for (int k = 0; k < n; k++) {
            out[k] = Math.fma(uniform(words[k]), span, from);
        }
    }

    /** Consecutive words, in a loop that the compiler can give to the vector unit. */
    private static void drawWords(long key, long counter, long[] words, int n) {
        long start = key + counter * CounterWords.STEP;
        long[] steps = STEPS;
        for (int k = 0; k < n; k++) {
            words[k] = CounterWords.mix(start + steps[k]);
        }
    }

    static double uniform(long word) {
        return Double.longBitsToDouble((word >>> BELOW_MANTISSA) | ONE_BITS) - ONE_LESS_HALF_STEP;
    }

    @Override
    public double largestSquare(double[][] v, double[] origin, int from, int to) {
        return largest(v, origin, from, to);
    }

    static double largest(double[][] v, double[] origin, int from, int to) {
        double[] x = v[0];
        double[] y = v[1];
        // in the plane the last component is the second: it must not count twice
        double[] z = v[v.length - 1];
        double third = v.length - 2.0;
        double originX = origin[0];
        double originY = origin[1];
        double originZ = origin[origin.length - 1];
        double largest = 0;
        for (int k = from; k < to; k++) {
            double cx = x[k] - originX;
            double cy = y[k] - originY;
            double cz = (z[k] - originZ) * third;
            double square = Math.fma(cz, cz, Math.fma(cy, cy, cx * cx));
            // seldom true, and so without the wait for a maximum
            if (square > largest) {
                largest = square;
            }
        }
        return largest;
    }

    @Override
    public int collide(Leg leg, Batch batch, int from, int to) {
        boolean free = leg.channel.trend == RateLaw.Trend.CONSTANT && !leg.turned && !batch.directed;
        if (free) {
            // all directions at once: long loops cost less
            drawUniform(leg, batch, batch.run * from, Math.min(batch.run * to, batch.candidates));
        }
        boolean drawn = !free && !leg.turned && !batch.directed;
        int r = from;
        while (r < to && !batch.outgrown) {
            if (drawn && batch.whole[r]) {
                judge(leg, batch, r);
                int n = thin(leg, batch, batch.run * r, batch.first[r], batch.second[r], 0, batch.run, 0);
                batch.accepted += n;
                batch.outgrown = collideDrawn(leg, batch, r, n);
                r++;
                continue;
            }
            int n = choose(leg, batch, r);
            batch.accepted += n;
            if (leg.turned) {
                drawAngles(leg, batch, batch.run * r, n);
            }
            scatter(leg, batch, r, n, free);
            r++;
        }
        return r;
    }

    /** Finds the candidates of a run that will collide, and their number. The particles of a run are all different, so that none changes another's fate. */
    private int choose(Leg leg, Batch batch, int r) {
        int length = batch.length(r);
        judge(leg, batch, r);
        if (leg.channel.trend == RateLaw.Trend.CONSTANT) {
            for (int l = 0; l < length; l++) {
                chosen[l] = l;
            }
            return length;
        }
        int n = 0;
        int l = 0;
        while (l < length) {
            // as far as neither ring ends
            int i = leg.first(batch.first[r] + l);
            int j = leg.second(batch.second[r] + l);
            int end = Math.min(length, l + Math.min(leg.firstLeft(i), leg.secondLeft(j)));
            n = thin(leg, batch, batch.run * r, i - l, j - l, l, end, n);
            l = end;
        }
        return n;
    }

    /** Candidates from..to-1 of a run with particles that follow one another from i0 and j0; n have been chosen before. */
    private int thin(Leg leg, Batch batch, int start, int i0, int j0, int from, int to, int n) {
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] az = leg.az;
        double[] bx = leg.bx;
        double[] by = leg.by;
        double[] bz = leg.bz;
        double[] limit = batch.limit;
        double sign = leg.sign;
        int iz0 = i0 & leg.thirdMask;
        int jz0 = j0 & leg.thirdMask;
        int count = n;
        for (int l = from; l < to; l++) {
            double ux = bx[j0 + l] - ax[i0 + l];
            double uy = by[j0 + l] - ay[i0 + l];
            double uz = bz[jz0 + l] - az[iz0 + l];
            double rr = Math.fma(uz, uz, Math.fma(uy, uy, ux * ux));
            chosen[count] = l;
            // one more if the difference is negative: no processor can foresee a branch here
            double least = limit[start + l];
            count += (int) (Double.doubleToRawLongBits(least * Math.abs(least) - sign * rr) >>> SIGN_SHIFT);
        }
        return count;
    }

    /** What candidates of a run need to have done one by one: those outside the range of their rate law are counted, those of a law that cannot be inverted decided about. */
    static void judge(Leg leg, Batch batch, int r) {
        if (leg.limited) {
            countContinued(leg, batch, r, batch.length(r));
        }
        if (leg.general) {
            evaluate(leg, batch, r);
        }
    }

    private static void countContinued(Leg leg, Batch batch, int r, int length) {
        for (int l = 0; l < length; l++) {
            double rr = squaredRelativeSpeed(leg, batch, r, l);
            if (rr < leg.validFromSquare || rr > leg.validToSquare) {
                batch.continued++;
            }
        }
    }

    /** Decides about the candidates of a rate law that cannot be inverted: the limit becomes one that is always or never exceeded. */
    private static void evaluate(Leg leg, Batch batch, int r) {
        int length = batch.length(r);
        int start = batch.run * r;
        for (int l = 0; l < length; l++) {
            double alpha = leg.channel.rate.alpha(Math.sqrt(squaredRelativeSpeed(leg, batch, r, l)));
            batch.limit[start + l] =
                    alpha > batch.limit[start + l] ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
    }

    /** alpha of the first candidate of a batch. */
    static double alpha(Leg leg, Batch batch) {
        return leg.channel.rate.alpha(Math.sqrt(squaredRelativeSpeed(leg, batch, 0, 0)));
    }

    private static double squaredRelativeSpeed(Leg leg, Batch batch, int r, int l) {
        int i = leg.first(batch.first[r] + l);
        int j = leg.second(batch.second[r] + l);
        double ux = leg.bx[j] - leg.ax[i];
        double uy = leg.by[j] - leg.ay[i];
        double uz = leg.bz[j & leg.thirdMask] - leg.az[i & leg.thirdMask];
        return Math.fma(uz, uz, Math.fma(uy, uy, ux * ux));
    }

    /** Cosines of the deviation angles of the chosen candidates. */
    private void drawAngles(Leg leg, Batch batch, int start, int n) {
        long counter = batch.counter + start;
        for (int c = 0; c < n; c++) {
            x[c] = uniform(CounterWords.word(batch.angleKey, counter + chosen[c]));
        }
        leg.channel.angle.cosines(math, x, n);
    }

    /** A uniform direction. */
    void drawDirection(boolean spatial, long word, int k) {
        double height = spatial ? height(word) : 0;
        z[k] = height;
        azimuth(word, x, y, k, Math.sqrt(1 - height * height));
    }

    /** A number uniform in (-1, 1) from the lower half of a word. */
    private static double height(long word) {
        return Double.longBitsToDouble(((word << HALF_WORD) >>> BELOW_MANTISSA) | TWO_BITS) - THREE_LESS_STEP;
    }

    /** A number uniform in (-1, 1) from the upper half of a word. */
    private static double halfTurns(long word) {
        return Double.longBitsToDouble((word >>> BELOW_MANTISSA) | TWO_BITS) - THREE_LESS_STEP;
    }

    /** Cosines and sines of angles uniform on the circle, from consecutive words. */
    static void azimuths(long key, long counter, double[] cosines, double[] sines, int n) {
        for (int k = 0; k < n; k++) {
            cosines[k] = halfTurns(CounterWords.word(key, counter + k));
        }
        // by itself, so that the compiler can give it to the vector unit
        for (int k = 0; k < n; k++) {
            azimuth(cosines[k], cosines, sines, k, 1);
        }
    }

    /** radius (cos phi, sin phi) with phi = pi t, of which t in (-1, 1) is given by the word. */
    static void azimuth(long word, double[] x, double[] y, int k, double radius) {
        azimuth(halfTurns(word), x, y, k, radius);
    }

    /**
     * radius (cos phi, sin phi) with phi = pi t. Cosine and sine of a quarter of phi come from polynomials that leave the sum of their squares 1e-9 off; twice the angle has
     * the square of that length, its reciprocal mends that of the next doubling.
     */
    private static void azimuth(double t, double[] x, double[] y, int k, double radius) {
        double q = t * t;
        double s = Math.fma(Math.fma(Math.fma(QUARTER_SINE_3, q, QUARTER_SINE_2), q, QUARTER_SINE_1), q, QUARTER_SINE_0)
                * t;
        double c = Math.fma(
                Math.fma(
                        Math.fma(Math.fma(QUARTER_COSINE_4, q, QUARTER_COSINE_3), q, QUARTER_COSINE_2),
                        q,
                        QUARTER_COSINE_1),
                q,
                1);
        double d = (s + s) * c;
        c = (c - s) * (c + s);
        double cc = c * c;
        double dd = d * d;
        double length = (2 - (cc + dd)) * radius;
        x[k] = (cc - dd) * length;
        y[k] = (d + d) * c * length;
    }

    /**
     * Turns (cos theta, sin theta cos phi, sin theta sin phi), of which x holds cos theta, into the direction of u = -g. In space e1 and e2 complete n = u/|u| to a basis without a
     * branch (Duff et al. 2017, JCGT 6(1)); in the plane y belongs to the vector perpendicular to n.
     */
    void turn(boolean spatial, long word, int k, double gx, double gy, double gz, double speed) {
        double inverse = 1 / (speed + TINY);
        double nx = -gx * inverse;
        double ny = -gy * inverse;
        double c = x[k];
        double sine = Math.sqrt(Math.max(0, (1 - c) * (1 + c)));
        if (!spatial) {
            double p = word < 0 ? sine : -sine;
            x[k] = Math.fma(c, nx, -(p * ny));
            y[k] = Math.fma(c, ny, p * nx);
            z[k] = 0;
            return;
        }
        azimuth(word, y, z, k, sine);
        double p = y[k];
        double q = z[k];
        double nz = -gz * inverse;
        double sign = Double.longBitsToDouble((Double.doubleToRawLongBits(nz) & SIGN_BIT) | ONE_BITS);
        double a = -1 / (sign + nz);
        double b = nx * ny * a;
        double ax = nx * a;
        double sp = sign * p;
        x[k] = Math.fma(c, nx, Math.fma(q, b, Math.fma(sp * nx, ax, p)));
        y[k] = Math.fma(c, ny, Math.fma(sp, b, Math.fma(q * ny, ny * a, sign * q)));
        z[k] = Math.fma(c, nz, -Math.fma(sp, nx, q * ny));
    }

    /** Gives the chosen candidates of a run their new velocities. Directions of free ones have been drawn: those of the run begin at its first slot. */
    private void scatter(Leg leg, Batch batch, int r, int n, boolean free) {
        int start = batch.run * r;
        int length = batch.length(r);
        boolean outgrown = false;
        int from = 0;
        int l = 0;
        while (from < n) {
            // as far as neither ring ends
            int i = leg.first(batch.first[r] + l);
            int j = leg.second(batch.second[r] + l);
            int end = Math.min(length, l + Math.min(leg.firstLeft(i), leg.secondLeft(j)));
            int to = end == length ? n : chosenBefore(end, from, n);
            if (leg.turned) {
                turn(leg, batch, start, i - l, j - l, from, to);
            } else if (!free) {
                draw(leg, batch, start, from, to);
            }
            outgrown |= move(leg, batch, start, i - l, j - l, from, to, free ? start : 0);
            from = to;
            l = end;
        }
        batch.outgrown = outgrown;
    }

    /** The first of the chosen candidates from..n-1 that is not before a place of the run. */
    private int chosenBefore(int end, int from, int n) {
        int c = from;
        while (c < n && chosen[c] < end) {
            c++;
        }
        return c;
    }

    /** Directions of chosen candidates from..to-1 of a run that starts at a slot. */
    private void draw(Leg leg, Batch batch, int start, int from, int to) {
        if (batch.directed) {
            x[0] = batch.direction[0];
            y[0] = batch.direction[1];
            z[0] = batch.direction[2];
            return;
        }
        for (int c = from; c < to; c++) {
            long word = CounterWords.word(batch.directionKey, batch.counter + start + chosen[c]);
            drawDirection(leg.spatial, word, c);
        }
    }

    /** The same, uniform, of candidates that are all chosen. */
    private void drawUniform(Leg leg, Batch batch, int from, int to) {
        long[] words = this.words;
        drawWords(batch.directionKey, batch.counter + from, words, to - from);
        for (int c = from; c < to; c++) {
            long word = words[c - from];
            y[c] = halfTurns(word);
            z[c] = leg.spatial ? height(word) : 0;
        }
        // by itself, so that the compiler can give it to the vector unit
        for (int c = from; c < to; c++) {
            azimuth(y[c], x, y, c, Math.sqrt(1 - z[c] * z[c]));
        }
    }

    /** Turns the directions of chosen candidates from..to-1, whose particles follow one another from i0 and j0. */
    private void turn(Leg leg, Batch batch, int start, int i0, int j0, int from, int to) {
        for (int c = from; c < to; c++) {
            int l = chosen[c];
            double gx = leg.bx[j0 + l] - leg.ax[i0 + l];
            double gy = leg.by[j0 + l] - leg.ay[i0 + l];
            double gz = leg.bz[(j0 + l) & leg.thirdMask] - leg.az[(i0 + l) & leg.thirdMask];
            double speed = Math.sqrt(Math.fma(gz, gz, Math.fma(gy, gy, gx * gx)));
            turn(leg.spatial, CounterWords.word(batch.directionKey, batch.counter + start + l), c, gx, gy, gz, speed);
        }
    }

    /** Lets chosen candidates from..to-1 leave in directions that stand from a place on; whether a speed outgrew its bound. */
    private boolean move(Leg leg, Batch batch, int start, int i0, int j0, int from, int to, int directions) {
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] az = leg.az;
        double[] bx = leg.bx;
        double[] by = leg.by;
        double[] bz = leg.bz;
        double[] firstShare = batch.firstShare;
        double[] secondShare = batch.secondShare;
        int iz0 = i0 & leg.thirdMask;
        int jz0 = j0 & leg.thirdMask;
        boolean checked = leg.checked;
        double massRatio = leg.massRatio;
        double harmlessEnergy = leg.harmlessEnergy;
        boolean all = leg.channel.trend == RateLaw.Trend.CONSTANT;
        boolean suspect = false;
        for (int c = from; c < to; c++) {
            // an index that the compiler knows the bounds of, where it can be had
            int l = all ? c : chosen[c];
            int i = i0 + l;
            int j = j0 + l;
            int iz = iz0 + l;
            int jz = jz0 + l;
            double gx = bx[j] - ax[i];
            double gy = by[j] - ay[i];
            double gz = bz[jz] - az[iz];
            double speed = Math.sqrt(Math.fma(gz, gz, Math.fma(gy, gy, gx * gx)));
            gx = Math.fma(speed, x[directions + c], gx);
            gy = Math.fma(speed, y[directions + c], gy);
            gz = Math.fma(speed, z[directions + c], gz);
            double a = firstShare[start + l];
            double b = secondShare[start + l];
            double vx = Math.fma(gx, a, ax[i]);
            double vy = Math.fma(gy, a, ay[i]);
            double vz = Math.fma(gz, a, az[iz]);
            double wx = Math.fma(gx, b, bx[j]);
            double wy = Math.fma(gy, b, by[j]);
            double wz = Math.fma(gz, b, bz[jz]);
            ax[i] = vx;
            ay[i] = vy;
            az[iz] = vz;
            bx[j] = wx;
            by[j] = wy;
            bz[jz] = wz;
            if (checked) {
                suspect |= energy(vx, vy, vz, massRatio, wx, wy, wz) > harmlessEnergy;
            }
        }
        return suspect && outgrew(leg, i0, j0, from, to);
    }

    /**
     * A whole run with uniform directions, of which those of accepted candidates are drawn here: that hides behind the rest. In short loops every condition counts, and so does
     * what a call leaves undone.
     */
    private boolean collideDrawn(Leg leg, Batch batch, int r, int n) {
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] az = leg.az;
        double[] bx = leg.bx;
        double[] by = leg.by;
        double[] bz = leg.bz;
        double[] firstShare = batch.firstShare;
        double[] secondShare = batch.secondShare;
        int[] chosen = this.chosen;
        int start = batch.run * r;
        int i0 = batch.first[r];
        int j0 = batch.second[r];
        int iz0 = i0 & leg.thirdMask;
        int jz0 = j0 & leg.thirdMask;
        boolean spatial = leg.spatial;
        boolean checked = leg.checked;
        double massRatio = leg.massRatio;
        double harmlessEnergy = leg.harmlessEnergy;
        boolean suspect = false;
        long key = batch.directionKey;
        long counter = batch.counter + start;
        for (int c = 0; c < n; c++) {
            int l = chosen[c];
            drawDirection(spatial, CounterWords.word(key, counter + l), c);
            int i = i0 + l;
            int j = j0 + l;
            int iz = iz0 + l;
            int jz = jz0 + l;
            double gx = bx[j] - ax[i];
            double gy = by[j] - ay[i];
            double gz = bz[jz] - az[iz];
            double speed = Math.sqrt(Math.fma(gz, gz, Math.fma(gy, gy, gx * gx)));
            gx = Math.fma(speed, x[c], gx);
            gy = Math.fma(speed, y[c], gy);
            gz = Math.fma(speed, z[c], gz);
            double a = firstShare[start + l];
            double b = secondShare[start + l];
            double vx = Math.fma(gx, a, ax[i]);
            double vy = Math.fma(gy, a, ay[i]);
            double vz = Math.fma(gz, a, az[iz]);
            double wx = Math.fma(gx, b, bx[j]);
            double wy = Math.fma(gy, b, by[j]);
            double wz = Math.fma(gz, b, bz[jz]);
            ax[i] = vx;
            ay[i] = vy;
            az[iz] = vz;
            bx[j] = wx;
            by[j] = wy;
            bz[jz] = wz;
            if (checked) {
                suspect |= energy(vx, vy, vz, massRatio, wx, wy, wz) > harmlessEnergy;
            }
        }
        return suspect && outgrew(leg, i0, j0, 0, n);
    }

    /** Of a pair of particles, twice and over the mass of the first. */
    private static double energy(double vx, double vy, double vz, double massRatio, double wx, double wy, double wz) {
        return Math.fma(
                Math.fma(wz, wz, Math.fma(wy, wy, wx * wx)), massRatio, Math.fma(vz, vz, Math.fma(vy, vy, vx * vx)));
    }

    /** Whether a speed of chosen candidates from..to-1 has outgrown its bound. */
    private boolean outgrew(Leg leg, int i0, int j0, int from, int to) {
        boolean outgrown = false;
        for (int c = from; c < to; c++) {
            int i = i0 + chosen[c];
            int j = j0 + chosen[c];
            outgrown |= squaredSpeed(leg, leg.ax[i], leg.ay[i], leg.az[i & leg.thirdMask]) > leg.firstBoundSquare
                    || squaredSpeed(leg, leg.bx[j], leg.by[j], leg.bz[j & leg.thirdMask]) > leg.secondBoundSquare;
        }
        return outgrown;
    }

    private static double squaredSpeed(Leg leg, double x, double y, double z) {
        double cx = x - leg.originX;
        double cy = y - leg.originY;
        double cz = z - leg.originZ;
        return Math.fma(cz, cz, Math.fma(cy, cy, cx * cx));
    }

    @Override
    public void turn(
            boolean spatial,
            boolean turned,
            long key,
            long counter,
            double[] cosines,
            double[] gx,
            double[] gy,
            double[] gz,
            int n) {
        for (int k = 0; k < n; k++) {
            double speed = Math.sqrt(Math.fma(gz[k], gz[k], Math.fma(gy[k], gy[k], gx[k] * gx[k])));
            long word = CounterWords.word(key, counter + k);
            if (turned) {
                x[0] = cosines[k];
                turn(spatial, word, 0, gx[k], gy[k], gz[k], speed);
            } else {
                drawDirection(spatial, word, 0);
            }
            gx[k] = Math.fma(speed, x[0], gx[k]);
            gy[k] = Math.fma(speed, y[0], gy[k]);
            gz[k] = Math.fma(speed, z[0], gz[k]);
        }
    }

    @Override
    public void depart(Leg leg, Batch batch, int from, int to, Departures first, Departures second) {
        for (int r = from; r < to; r++) {
            for (int l = 0; l < batch.length(r); l++) {
                int slot = batch.run * (r - from) + l;
                int i = leg.first(batch.first[r] + l);
                int j = leg.second(batch.second[r] + l);
                keep(first, slot, leg.ax[i], leg.ay[i], leg.az[i & leg.thirdMask]);
                keep(second, slot, leg.bx[j], leg.by[j], leg.bz[j & leg.thirdMask]);
            }
        }
    }

    private static void keep(Departures of, int slot, double vx, double vy, double vz) {
        of.x[slot] = vx;
        of.y[slot] = vy;
        of.z[slot] = vz;
        of.from[slot] = of.index.of(vx, vy, vz);
    }

    @Override
    public void arrive(Leg leg, Batch batch, int from, int to, Departures first, Departures second) {
        for (int r = from; r < to; r++) {
            for (int l = 0; l < batch.length(r); l++) {
                int slot = batch.run * (r - from) + l;
                int i = leg.first(batch.first[r] + l);
                int j = leg.second(batch.second[r] + l);
                first.to[slot] = first.index.of(leg.ax[i], leg.ay[i], leg.az[i & leg.thirdMask]);
                second.to[slot] = second.index.of(leg.bx[j], leg.by[j], leg.bz[j & leg.thirdMask]);
            }
        }
    }

    @Override
    public long settle(
            Leg leg,
            Batch batch,
            int from,
            int to,
            Departures first,
            Departures second,
            double[] level,
            double[] room) {
        long returned = 0;
        for (int r = from; r < to; r++) {
            for (int l = 0; l < batch.length(r); l++) {
                int slot = batch.run * (r - from) + l;
                if (!(level[slot] < room[slot])) {
                    int i = leg.first(batch.first[r] + l);
                    int j = leg.second(batch.second[r] + l);
                    boolean firstMoved = giveBack(leg.ax, leg.ay, leg.az, i, i & leg.thirdMask, first, slot);
                    boolean secondMoved = giveBack(leg.bx, leg.by, leg.bz, j, j & leg.thirdMask, second, slot);
                    returned += (leg.channel.firstTakesPart == 1 ? firstMoved : secondMoved) ? 1 : 0;
                }
            }
        }
        return returned;
    }

    /** Whether the particle has moved. */
    private static boolean giveBack(double[] vx, double[] vy, double[] vz, int i, int iz, Departures kept, int slot) {
        boolean moved = differ(vx[i], kept.x[slot]) || differ(vy[i], kept.y[slot]) || differ(vz[iz], kept.z[slot]);
        vx[i] = kept.x[slot];
        vy[i] = kept.y[slot];
        vz[iz] = kept.z[slot];
        return moved;
    }

    private static boolean differ(double a, double b) {
        return Double.doubleToRawLongBits(a) != Double.doubleToRawLongBits(b);
    }
}
