package io.github.stosszahl.collide;

import static io.github.stosszahl.math.Series.*;

import io.github.stosszahl.math.ArrayMath;
import io.github.stosszahl.math.ScalarMath;
import io.github.stosszahl.random.CounterWords;

/** The kernel in plain Java. It also serves the groups that the vector kernel leaves: short ones, and those that pass the end of a ring. */
final class ScalarKernel implements PairKernel {
    /** Bits of a word below those of a double's mantissa. */
    static final int BELOW_MANTISSA = 12;
    /** Half a step of a number with 52 bits, and of one with 32: uniform numbers are taken at the middle of their interval. */
    static final double ONE_LESS_HALF_STEP = 1 - 0x1p-53;

    static final double THREE_LESS_STEP = 3 - 0x1p-32;
    /** pi/2 (x - 3/2 + 2^-33) is a quarter of an azimuth for x in [1, 2). */
    static final double QUARTER = Math.PI / 2;

    static final double QUARTER_OFFSET = -(1.5 - 0x1p-33) * Math.PI / 2;
    static final int HALF_WORD = 32;
    static final long UPPER_HALF = 0xFFFFFFFF00000000L;
    /** Added to |u| where it divides, so that two particles of one velocity do no harm. */
    static final double TINY = Double.MIN_NORMAL;

    static final long SIGN_BIT = 0x8000000000000000L;

    private final ArrayMath math = new ScalarMath();

    @Override
    public ArrayMath math() {
        return math;
    }

    @Override
    public void uniforms(long key, long counter, double from, double to, double[] out, int n) {
        double span = to - from;
        for (int k = 0; k < n; k++) {
            long word = CounterWords.word(key, counter + k);
            double u = Double.longBitsToDouble((word >>> BELOW_MANTISSA) | ONE_BITS) - ONE_LESS_HALF_STEP;
            out[k] = Math.fma(u, span, from);
        }
    }

    @Override
    public void circle(long key, long counter, double[] x, double[] y, int n) {
        for (int k = 0; k < n; k++) {
            azimuth(CounterWords.word(key, counter + k), x, y, k, 1);
        }
    }

    @Override
    public void sphere(long key, long counter, double[] x, double[] y, double[] z, int n) {
        for (int k = 0; k < n; k++) {
            long word = CounterWords.word(key, counter + k);
            double low = Double.longBitsToDouble(((word << HALF_WORD) >>> BELOW_MANTISSA) | ONE_BITS);
            double cosine = Math.fma(low, 2, -THREE_LESS_STEP);
            z[k] = cosine;
            azimuth(word, x, y, k, Math.sqrt(Math.fma(-cosine, cosine, 1)));
        }
    }

    /** radius (cos phi, sin phi) with phi four times an angle in (-pi/4, pi/4) that the upper half of the word gives. */
    private static void azimuth(long word, double[] x, double[] y, int k, double radius) {
        double high = Double.longBitsToDouble(((word & UPPER_HALF) >>> BELOW_MANTISSA) | ONE_BITS);
        double t = Math.fma(high, QUARTER, QUARTER_OFFSET);
        double q = t * t;
        double qq = q * q;
        double s = Math.fma(
                Math.fma(Math.fma(Math.fma(S6, q, S5), qq, Math.fma(S4, q, S3)), qq, Math.fma(S2, q, S1)), q * t, t);
        double c = Math.fma(
                Math.fma(Math.fma(Math.fma(C6, q, C5), qq, Math.fma(C4, q, C3)), qq, Math.fma(C2, q, C1)),
                qq,
                Math.fma(-0.5, q, 1));
        double d = s + s;
        s = d * c;
        c = Math.fma(d * d, -0.5, 1);
        d = s + s;
        x[k] = radius * Math.fma(d * d, -0.5, 1);
        y[k] = radius * (d * c);
    }

    @Override
    public void deviations(double[] x, double[] y, double[] z, int n) {
        for (int k = 0; k < n; k++) {
            double sine = Math.sqrt(Math.max(0, (1 - x[k]) * (1 + x[k])));
            y[k] *= sine;
            z[k] *= sine;
        }
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
            largest = Math.max(largest, Math.fma(cz, cz, Math.fma(cy, cy, cx * cx)));
        }
        return largest;
    }

    @Override
    public int collide(Leg leg, Batch batch, int from, int to) {
        int g = from;
        while (g < to && !batch.outgrown) {
            collideGroup(leg, batch, g);
            g++;
        }
        return g;
    }

    /** One group of any length, anywhere in its rings. */
    static void collideGroup(Leg leg, Batch batch, int g) {
        if (leg.general) {
            evaluate(leg, batch, g);
        }
        if (leg.turned) {
            turn(leg, batch, g);
        }
        int firstEnd = leg.firstStart + leg.firstSize;
        int secondEnd = leg.secondStart + leg.secondSize;
        for (int l = 0; l < batch.lanes[g]; l++) {
            int k = Batch.GROUP * g + l;
            int i = around(batch.first[g] + l, leg.firstSize, firstEnd);
            int j = around(batch.second[g] + l, leg.secondSize, secondEnd);
            int iz = i & leg.thirdMask;
            int jz = j & leg.thirdMask;
            double minusUx = leg.bx[j] - leg.ax[i];
            double minusUy = leg.by[j] - leg.ay[i];
            double minusUz = leg.bz[jz] - leg.az[iz];
            double rr = Math.fma(minusUz, minusUz, Math.fma(minusUy, minusUy, minusUx * minusUx));
            if (rr < leg.validFromSquare || rr > leg.validToSquare) {
                batch.continued++;
            }
            double gotFirst = 0;
            double gotSecond = 0;
            if (leg.sign * rr > batch.limit[k]) {
                gotFirst = batch.firstShare[k];
                gotSecond = batch.secondShare[k];
                batch.accepted++;
            }
            double r = Math.sqrt(rr);
            double gx = Math.fma(r, batch.x[k], minusUx);
            double gy = Math.fma(r, batch.y[k], minusUy);
            double gz = Math.fma(r, batch.z[k], minusUz);
            double vx = Math.fma(gx, gotFirst, leg.ax[i]);
            double vy = Math.fma(gy, gotFirst, leg.ay[i]);
            double vz = Math.fma(gz, gotFirst, leg.az[iz]);
            leg.ax[i] = vx;
            leg.ay[i] = vy;
            leg.az[iz] = vz;
            double wx = Math.fma(gx, gotSecond, leg.bx[j]);
            double wy = Math.fma(gy, gotSecond, leg.by[j]);
            double wz = Math.fma(gz, gotSecond, leg.bz[jz]);
            leg.bx[j] = wx;
            leg.by[j] = wy;
            leg.bz[jz] = wz;
            if (leg.checked) {
                batch.outgrown |= squaredSpeed(leg, vx, vy, vz) > leg.firstBoundSquare
                        || squaredSpeed(leg, wx, wy, wz) > leg.secondBoundSquare;
            }
        }
    }

    static int around(int index, int size, int end) {
        return index < end ? index : index - size;
    }

    private static double squaredSpeed(Leg leg, double x, double y, double z) {
        double cx = x - leg.originX;
        double cy = y - leg.originY;
        double cz = z - leg.originZ;
        return Math.fma(cz, cz, Math.fma(cy, cy, cx * cx));
    }

    /** Decides about the candidates of a rate law that cannot be inverted: the limit becomes one that is always or never exceeded. */
    static void evaluate(Leg leg, Batch batch, int g) {
        int firstEnd = leg.firstStart + leg.firstSize;
        int secondEnd = leg.secondStart + leg.secondSize;
        for (int l = 0; l < batch.lanes[g]; l++) {
            int k = Batch.GROUP * g + l;
            int i = around(batch.first[g] + l, leg.firstSize, firstEnd);
            int j = around(batch.second[g] + l, leg.secondSize, secondEnd);
            double ux = leg.ax[i] - leg.bx[j];
            double uy = leg.ay[i] - leg.by[j];
            double uz = leg.az[i & leg.thirdMask] - leg.bz[j & leg.thirdMask];
            double alpha = leg.channel.rate.alpha(Math.sqrt(ux * ux + uy * uy + uz * uz));
            batch.limit[k] = alpha > batch.limit[k] ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
    }

    /**
     * Turns the deviations of a group into the direction of u. In space e1 and e2 complete n = u/|u| to a basis without a branch (Duff et al. 2017, JCGT
     * 6(1)); in the plane y belongs to the vector perpendicular to n.
     */
    private static void turn(Leg leg, Batch batch, int g) {
        int firstEnd = leg.firstStart + leg.firstSize;
        int secondEnd = leg.secondStart + leg.secondSize;
        for (int l = 0; l < batch.lanes[g]; l++) {
            int k = Batch.GROUP * g + l;
            int i = around(batch.first[g] + l, leg.firstSize, firstEnd);
            int j = around(batch.second[g] + l, leg.secondSize, secondEnd);
            double ux = leg.ax[i] - leg.bx[j];
            double uy = leg.ay[i] - leg.by[j];
            double uz = leg.az[i & leg.thirdMask] - leg.bz[j & leg.thirdMask];
            double inverse = 1 / (Math.sqrt(Math.fma(uz, uz, Math.fma(uy, uy, ux * ux))) + TINY);
            double nx = ux * inverse;
            double ny = uy * inverse;
            double c = batch.x[k];
            double p = batch.y[k];
            if (!leg.channel.spatial) {
                batch.x[k] = Math.fma(c, nx, -(p * ny));
                batch.y[k] = Math.fma(c, ny, p * nx);
                continue;
            }
            double q = batch.z[k];
            double nz = uz * inverse;
            double sign = Double.longBitsToDouble((Double.doubleToRawLongBits(nz) & SIGN_BIT) | ONE_BITS);
            double a = -1 / (sign + nz);
            double b = nx * ny * a;
            double ax = nx * a;
            double sp = sign * p;
            batch.x[k] = Math.fma(c, nx, Math.fma(q, b, Math.fma(sp * nx, ax, p)));
            batch.y[k] = Math.fma(c, ny, Math.fma(sp, b, Math.fma(q * ny, ny * a, sign * q)));
            batch.z[k] = Math.fma(c, nz, -Math.fma(sp, nx, q * ny));
        }
    }
}
