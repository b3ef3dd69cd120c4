package io.github.stosszahl.collide;

import static io.github.stosszahl.collide.ScalarKernel.*;
import static io.github.stosszahl.math.Series.*;
import static io.github.stosszahl.random.CounterWords.*;
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.github.stosszahl.math.ArrayMath;
import io.github.stosszahl.math.VectorMath;
import io.github.stosszahl.particles.CellIndex;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the vector unit; needs the module jdk.incubator.vector. Each method is one short loop: the compiler then keeps its vectors in registers, which it
 * fails to do where a method does everything. Nor do loops share methods that return vectors: where the compiler does not put these in line, every vector is an object.
 */
final class VectorKernel implements PairKernel {
    static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED.length() > Batch.LANES
            ? DoubleVector.SPECIES_512
            : DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> L = VectorSpecies.of(long.class, D.vectorShape());
    private static final int W = D.length();
    /** Multiples of the step of {@link io.github.stosszahl.random.CounterWords}. */
    private static final LongVector STEPS = LongVector.zero(L).addIndex(1).mul(STEP);

    /** Places in {@link #legConstants}. */
    private static final int SIGN = 0;

    private static final int MASS_RATIO = Batch.LANES;
    private static final int HARMLESS_ENERGY = 2 * Batch.LANES;

    private final ArrayMath math = new VectorMath();
    /**
     * What belongs to a leg, each in all lanes. What does not change in a loop the compiler keeps in registers and, for want of them, on the stack, from where it copies them back; what
     * stands in an array of doubles, like those that the loop writes, it reads where it is needed.
     */
    private final double[] legConstants = new double[3 * Batch.LANES];

    /** Directions, or what they are made from, and the slot of the first. */
    private final double[] x = new double[Batch.SIZE];

    private final double[] y = new double[Batch.SIZE];
    private final double[] z = new double[Batch.SIZE];
    private final double[] radius = new double[Batch.SIZE];
    private int drawnFrom;

    /** For runs that are not whole. */
    private final ScalarKernel scalar = new ScalarKernel();

    @Override
    public ArrayMath math() {
        return math;
    }

    @Override
    public void uniforms(long key, long counter, double from, double to, double[] out, int n) {
        DoubleVector span = DoubleVector.broadcast(D, to - from);
        DoubleVector lowest = DoubleVector.broadcast(D, from);
        LongVector start = STEPS.add(key + counter * STEP);
        for (int k = 0; k < n; k += W) {
            LongVector word = start.add(k * STEP);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_1)).mul(MULTIPLIER_1);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_2)).mul(MULTIPLIER_2);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_3));
            word.lanewise(LSHR, BELOW_MANTISSA)
                    .or(ONE_BITS)
                    .reinterpretAsDoubles()
                    .sub(ONE_LESS_HALF_STEP)
                    .fma(span, lowest)
                    .intoArray(out, k);
        }
    }

    @Override
    public double largestSquare(double[][] v, double[] origin, int from, int to) {
        double[] vx = v[0];
        double[] vy = v[1];
        double[] vz = v[v.length - 1];
        DoubleVector ox = DoubleVector.broadcast(D, origin[0]);
        DoubleVector oy = DoubleVector.broadcast(D, origin[1]);
        DoubleVector oz = DoubleVector.broadcast(D, origin[origin.length - 1]);
        DoubleVector third = DoubleVector.broadcast(D, v.length - 2.0);
        DoubleVector largest = DoubleVector.zero(D);
        int k = from;
        for (; k <= to - W; k += W) {
            DoubleVector cx = DoubleVector.fromArray(D, vx, k).sub(ox);
            DoubleVector cy = DoubleVector.fromArray(D, vy, k).sub(oy);
            DoubleVector cz = DoubleVector.fromArray(D, vz, k).sub(oz).mul(third);
            largest = largest.max(cz.fma(cz, cy.fma(cy, cx.mul(cx))));
        }
        return Math.max(largest.reduceLanes(MAX), ScalarKernel.largest(v, origin, k, to));
    }

    @Override
    public int collide(Leg leg, Batch batch, int from, int to) {
        if (batch.run % Batch.LANES != 0) {
            return scalar.collide(leg, batch, from, to);
        }
        if (leg.turned || !leg.spatial) {
            draw(leg, batch, batch.run * from, batch.run * to);
        }
        fill(legConstants, SIGN, leg.sign);
        fill(legConstants, MASS_RATIO, leg.massRatio);
        fill(legConstants, HARMLESS_ENERGY, leg.harmlessEnergy);
        int r = from;
        while (r < to && !batch.outgrown) {
            int end = r;
            while (end < to && batch.whole[end]) {
                end++;
            }
            r = end == r ? scalar.collide(leg, batch, r, r + 1) : collideWhole(leg, batch, r, end);
        }
        return r;
    }

    private static void fill(double[] constants, int place, double value) {
        Arrays.fill(constants, place, place + Batch.LANES, value);
    }

    private int collideWhole(Leg leg, Batch batch, int from, int to) {
        if (leg.maxwellMolecules) {
            return collideAll(leg, batch, from, to);
        }
        int end = to;
        if (leg.general || leg.limited) {
            // one run changes what the next one meets
            end = from + 1;
            ScalarKernel.judge(leg, batch, from);
        }
        int last = batch.run * end;
        int k = batch.run * from;
        while (k < last) {
            k = leg.turned || !leg.spatial ? collideDrawn(leg, batch, k, last) : collideIsotropic(leg, batch, k, last);
            if (k < last) {
                if (outgrew(leg, batch, k)) {
                    batch.outgrown = true;
                    // its run is done to the end
                    end = k / batch.run + 1;
                    last = batch.run * end;
                }
                k += W;
            }
        }
        return end;
    }

    /** Whether a particle of the candidates from a slot on, as many as a vector has lanes, is faster than the bound of its speed. */
    private static boolean outgrew(Leg leg, Batch batch, int k) {
        int within = k & (batch.run - 1);
        int i = batch.first[k / batch.run] + within;
        int j = batch.second[k / batch.run] + within;
        return exceeds(leg, leg.ax, leg.ay, leg.az, i, leg.firstBoundSquare)
                || exceeds(leg, leg.bx, leg.by, leg.bz, j, leg.secondBoundSquare);
    }

    private static boolean exceeds(Leg leg, double[] vx, double[] vy, double[] vz, int i, double bound) {
        DoubleVector x = DoubleVector.fromArray(D, vx, i).sub(leg.originX);
        DoubleVector y = DoubleVector.fromArray(D, vy, i).sub(leg.originY);
        DoubleVector z = DoubleVector.fromArray(D, vz, i & leg.thirdMask).sub(leg.originZ);
        return z.fma(z, y.fma(y, x.mul(x))).compare(GT, bound).anyTrue();
    }

    /** Directions of the slots from..to-1, uniform in the plane; for laws that are not isotropic relative to that of u. */
    private void draw(Leg leg, Batch batch, int from, int to) {
        drawnFrom = from;
        int n = Math.min(batch.candidates, to) - from;
        long counter = batch.counter + from;
        if (leg.turned) {
            uniforms(batch.angleKey, counter, 0, 1, x, n);
            leg.channel.angle.cosines(math, x, n);
            sines(n);
            if (leg.spatial) {
                azimuths(batch.directionKey, counter, radius, y, z, n);
            } else {
                signs(batch.directionKey, counter, n);
            }
        } else {
            Arrays.fill(radius, 1);
            Arrays.fill(z, 0);
            azimuths(batch.directionKey, counter, radius, x, y, n);
        }
    }

    /** The radii that go with cosines in x. */
    private void sines(int n) {
        DoubleVector one = DoubleVector.broadcast(D, 1);
        for (int k = 0; k < n; k += W) {
            DoubleVector c = DoubleVector.fromArray(D, x, k);
            one.sub(c).mul(one.add(c)).max(0).sqrt().intoArray(radius, k);
        }
    }

    /** In the plane y becomes the radius with the sign of the angle. */
    private void signs(long key, long counter, int n) {
        LongVector start = STEPS.add(key + counter * STEP);
        for (int k = 0; k < n; k += W) {
            LongVector word = start.add(k * STEP);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_1)).mul(MULTIPLIER_1);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_2)).mul(MULTIPLIER_2);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_3));
            word.and(SIGN_BIT)
                    .lanewise(XOR, SIGN_BIT)
                    .or(DoubleVector.fromArray(D, radius, k).reinterpretAsLongs())
                    .reinterpretAsDoubles()
                    .intoArray(y, k);
        }
    }

    /** radius (cos phi, sin phi). */
    static void azimuths(long key, long counter, double[] radius, double[] xs, double[] ys, int n) {
        LongVector start = STEPS.add(key + counter * STEP);
        for (int k = 0; k < n; k += W) {
            LongVector word = start.add(k * STEP);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_1)).mul(MULTIPLIER_1);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_2)).mul(MULTIPLIER_2);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_3));
            DoubleVector t = word.lanewise(LSHR, BELOW_MANTISSA)
                    .or(TWO_BITS)
                    .reinterpretAsDoubles()
                    .sub(THREE_LESS_STEP);
            DoubleVector q = t.mul(t);
            DoubleVector s = DoubleVector.broadcast(D, QUARTER_SINE_3)
                    .fma(q, DoubleVector.broadcast(D, QUARTER_SINE_2))
                    .fma(q, DoubleVector.broadcast(D, QUARTER_SINE_1))
                    .fma(q, DoubleVector.broadcast(D, QUARTER_SINE_0))
                    .mul(t);
            DoubleVector c = DoubleVector.broadcast(D, QUARTER_COSINE_4)
                    .fma(q, DoubleVector.broadcast(D, QUARTER_COSINE_3))
                    .fma(q, DoubleVector.broadcast(D, QUARTER_COSINE_2))
                    .fma(q, DoubleVector.broadcast(D, QUARTER_COSINE_1))
                    .fma(q, DoubleVector.broadcast(D, 1));
            DoubleVector d = s.add(s).mul(c);
            c = c.sub(s).mul(c.add(s));
            DoubleVector cc = c.mul(c);
            DoubleVector dd = d.mul(d);
            DoubleVector length =
                    DoubleVector.broadcast(D, 2).sub(cc.add(dd)).mul(DoubleVector.fromArray(D, radius, k));
            cc.sub(dd).mul(length).intoArray(xs, k);
            d.add(d).mul(c).mul(length).intoArray(ys, k);
        }
    }

    /**
     * Runs of Maxwell molecules. To draw a direction where it is used hides its arithmetic behind the traffic between the caches; there are registers for that only where
     * nothing else is to be done.
     */
    private static int collideAll(Leg leg, Batch batch, int from, int to) {
        int[] first = batch.first;
        int[] second = batch.second;
        int run = batch.run;
        int shift = Integer.numberOfTrailingZeros(run);
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] az = leg.az;
        double[] bx = leg.bx;
        double[] by = leg.by;
        double[] bz = leg.bz;
        double[] firstShare = batch.firstShare;
        int shareMask = leg.channel.shareMask;
        double[] secondShare = batch.secondShare;
        LongVector state = STEPS.add(batch.directionKey + (batch.counter + (long) run * from) * STEP);
        for (int k = run * from; k < run * to; k += W) {
            int i = first[k >> shift] + (k & (run - 1));
            int j = second[k >> shift] + (k & (run - 1));
            LongVector word = state;
            state = state.add(W * STEP);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_1)).mul(MULTIPLIER_1);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_2)).mul(MULTIPLIER_2);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_3));
            DoubleVector height = word.lanewise(LSHL, HALF_WORD)
                    .lanewise(LSHR, BELOW_MANTISSA)
                    .or(TWO_BITS)
                    .reinterpretAsDoubles()
                    .sub(THREE_LESS_STEP);
            DoubleVector t = word.lanewise(LSHR, BELOW_MANTISSA)
                    .or(TWO_BITS)
                    .reinterpretAsDoubles()
                    .sub(THREE_LESS_STEP);
            DoubleVector q = t.mul(t);
            DoubleVector s = DoubleVector.broadcast(D, QUARTER_SINE_3)
                    .fma(q, DoubleVector.broadcast(D, QUARTER_SINE_2))
                    .fma(q, DoubleVector.broadcast(D, QUARTER_SINE_1))
                    .fma(q, DoubleVector.broadcast(D, QUARTER_SINE_0))
                    .mul(t);
            DoubleVector c = DoubleVector.broadcast(D, QUARTER_COSINE_4)
                    .fma(q, DoubleVector.broadcast(D, QUARTER_COSINE_3))
                    .fma(q, DoubleVector.broadcast(D, QUARTER_COSINE_2))
                    .fma(q, DoubleVector.broadcast(D, QUARTER_COSINE_1))
                    .fma(q, DoubleVector.broadcast(D, 1));
            DoubleVector d = s.add(s).mul(c);
            c = c.sub(s).mul(c.add(s));
            DoubleVector cc = c.mul(c);
            DoubleVector dd = d.mul(d);
            DoubleVector length = DoubleVector.broadcast(D, 2)
                    .sub(cc.add(dd))
                    .mul(DoubleVector.broadcast(D, 1).sub(height.mul(height)).sqrt());
            DoubleVector dx = cc.sub(dd).mul(length);
            DoubleVector dy = d.add(d).mul(c).mul(length);
            DoubleVector vx = DoubleVector.fromArray(D, ax, i);
            DoubleVector vy = DoubleVector.fromArray(D, ay, i);
            DoubleVector vz = DoubleVector.fromArray(D, az, i);
            DoubleVector wx = DoubleVector.fromArray(D, bx, j);
            DoubleVector wy = DoubleVector.fromArray(D, by, j);
            DoubleVector wz = DoubleVector.fromArray(D, bz, j);
            DoubleVector gx = wx.sub(vx);
            DoubleVector gy = wy.sub(vy);
            DoubleVector gz = wz.sub(vz);
            DoubleVector r = gz.fma(gz, gy.fma(gy, gx.mul(gx))).sqrt();
            gx = dx.fma(r, gx);
            gy = dy.fma(r, gy);
            gz = height.fma(r, gz);
            DoubleVector a = DoubleVector.fromArray(D, firstShare, k & shareMask);
            DoubleVector b = DoubleVector.fromArray(D, secondShare, k & shareMask);
            gx.fma(a, vx).intoArray(ax, i);
            gy.fma(a, vy).intoArray(ay, i);
            gz.fma(a, vz).intoArray(az, i);
            gx.fma(b, wx).intoArray(bx, j);
            gy.fma(b, wy).intoArray(by, j);
            gz.fma(b, wz).intoArray(bz, j);
        }
        batch.accepted += (long) run * (to - from);
        return to;
    }

    /** Whole runs with uniform directions in space. No vector may depend on a branch here: where two meet, the compiler puts both on the heap. */
    private int collideIsotropic(Leg leg, Batch batch, int from, int to) {
        int[] first = batch.first;
        int[] second = batch.second;
        int run = batch.run;
        int shift = Integer.numberOfTrailingZeros(run);
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] az = leg.az;
        double[] bx = leg.bx;
        double[] by = leg.by;
        double[] bz = leg.bz;
        double[] firstShare = batch.firstShare;
        int shareMask = leg.channel.shareMask;
        double[] secondShare = batch.secondShare;
        double[] limit = batch.limit;
        double[] constants = legConstants;
        LongVector accepted = LongVector.zero(L);
        LongVector state = STEPS.add(batch.directionKey + (batch.counter + from) * STEP);
        int k = from;
        for (; k < to; k += W) {
            int i = first[k >> shift] + (k & (run - 1));
            int j = second[k >> shift] + (k & (run - 1));
            LongVector word = state;
            state = state.add(W * STEP);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_1)).mul(MULTIPLIER_1);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_2)).mul(MULTIPLIER_2);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_3));
            DoubleVector height = word.lanewise(LSHL, HALF_WORD)
                    .lanewise(LSHR, BELOW_MANTISSA)
                    .or(TWO_BITS)
                    .reinterpretAsDoubles()
                    .sub(THREE_LESS_STEP);
            DoubleVector t = word.lanewise(LSHR, BELOW_MANTISSA)
                    .or(TWO_BITS)
                    .reinterpretAsDoubles()
                    .sub(THREE_LESS_STEP);
            DoubleVector q = t.mul(t);
            DoubleVector s = DoubleVector.broadcast(D, QUARTER_SINE_3)
                    .fma(q, DoubleVector.broadcast(D, QUARTER_SINE_2))
                    .fma(q, DoubleVector.broadcast(D, QUARTER_SINE_1))
                    .fma(q, DoubleVector.broadcast(D, QUARTER_SINE_0))
                    .mul(t);
            DoubleVector c = DoubleVector.broadcast(D, QUARTER_COSINE_4)
                    .fma(q, DoubleVector.broadcast(D, QUARTER_COSINE_3))
                    .fma(q, DoubleVector.broadcast(D, QUARTER_COSINE_2))
                    .fma(q, DoubleVector.broadcast(D, QUARTER_COSINE_1))
                    .fma(q, DoubleVector.broadcast(D, 1));
            DoubleVector d = s.add(s).mul(c);
            c = c.sub(s).mul(c.add(s));
            DoubleVector cc = c.mul(c);
            DoubleVector dd = d.mul(d);
            DoubleVector length = DoubleVector.broadcast(D, 2)
                    .sub(cc.add(dd))
                    .mul(DoubleVector.broadcast(D, 1).sub(height.mul(height)).sqrt());
            DoubleVector dx = cc.sub(dd).mul(length);
            DoubleVector dy = d.add(d).mul(c).mul(length);
            DoubleVector vx = DoubleVector.fromArray(D, ax, i);
            DoubleVector vy = DoubleVector.fromArray(D, ay, i);
            DoubleVector vz = DoubleVector.fromArray(D, az, i);
            DoubleVector wx = DoubleVector.fromArray(D, bx, j);
            DoubleVector wy = DoubleVector.fromArray(D, by, j);
            DoubleVector wz = DoubleVector.fromArray(D, bz, j);
            DoubleVector gx = wx.sub(vx);
            DoubleVector gy = wy.sub(vy);
            DoubleVector gz = wz.sub(vz);
            DoubleVector rr = gz.fma(gz, gy.fma(gy, gx.mul(gx)));
            DoubleVector r = rr.sqrt();
            gx = dx.fma(r, gx);
            gy = dy.fma(r, gy);
            gz = height.fma(r, gz);
            DoubleVector least = DoubleVector.fromArray(D, limit, k);
            LongVector isAccepted = least.mul(least.abs())
                    .sub(rr.mul(DoubleVector.fromArray(D, constants, SIGN)))
                    .reinterpretAsLongs()
                    .lanewise(ASHR, SIGN_SHIFT);
            accepted = accepted.sub(isAccepted);
            DoubleVector a = DoubleVector.fromArray(D, firstShare, k & shareMask)
                    .reinterpretAsLongs()
                    .and(isAccepted)
                    .reinterpretAsDoubles();
            DoubleVector b = DoubleVector.fromArray(D, secondShare, k & shareMask)
                    .reinterpretAsLongs()
                    .and(isAccepted)
                    .reinterpretAsDoubles();
            vx = gx.fma(a, vx);
            vy = gy.fma(a, vy);
            vz = gz.fma(a, vz);
            vx.intoArray(ax, i);
            vy.intoArray(ay, i);
            vz.intoArray(az, i);
            wx = gx.fma(b, wx);
            wy = gy.fma(b, wy);
            wz = gz.fma(b, wz);
            wx.intoArray(bx, j);
            wy.intoArray(by, j);
            wz.intoArray(bz, j);
            if (wz.fma(wz, wy.fma(wy, wx.mul(wx)))
                    .fma(DoubleVector.fromArray(D, constants, MASS_RATIO), vz.fma(vz, vy.fma(vy, vx.mul(vx))))
                    .compare(GT, DoubleVector.fromArray(D, constants, HARMLESS_ENERGY))
                    .anyTrue()) {
                break;
            }
        }
        batch.accepted += accepted.reduceLanes(ADD);
        return k;
    }

    /** Whole runs with directions drawn before. The comment on branches above holds here, too. */
    private int collideDrawn(Leg leg, Batch batch, int from, int to) {
        int[] first = batch.first;
        int[] second = batch.second;
        int run = batch.run;
        int shift = Integer.numberOfTrailingZeros(run);
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] az = leg.az;
        double[] bx = leg.bx;
        double[] by = leg.by;
        double[] bz = leg.bz;
        double[] limit = batch.limit;
        double[] firstShare = batch.firstShare;
        int shareMask = leg.channel.shareMask;
        double[] secondShare = batch.secondShare;
        int mask = leg.thirdMask;
        int origin = drawnFrom;
        boolean turned = leg.turned;
        double[] constants = legConstants;
        LongVector accepted = LongVector.zero(L);
        int k = from;
        for (; k < to; k += W) {
            int i = first[k >> shift] + (k & (run - 1));
            int j = second[k >> shift] + (k & (run - 1));
            if (turned) {
                turn(leg, k - origin, i, j);
            }
            int iz = i & mask;
            int jz = j & mask;
            DoubleVector vx = DoubleVector.fromArray(D, ax, i);
            DoubleVector vy = DoubleVector.fromArray(D, ay, i);
            DoubleVector vz = DoubleVector.fromArray(D, az, iz);
            DoubleVector wx = DoubleVector.fromArray(D, bx, j);
            DoubleVector wy = DoubleVector.fromArray(D, by, j);
            DoubleVector wz = DoubleVector.fromArray(D, bz, jz);
            DoubleVector gx = wx.sub(vx);
            DoubleVector gy = wy.sub(vy);
            DoubleVector gz = wz.sub(vz);
            DoubleVector rr = gz.fma(gz, gy.fma(gy, gx.mul(gx)));
            DoubleVector r = rr.sqrt();
            gx = DoubleVector.fromArray(D, x, k - origin).fma(r, gx);
            gy = DoubleVector.fromArray(D, y, k - origin).fma(r, gy);
            gz = DoubleVector.fromArray(D, z, k - origin).fma(r, gz);
            DoubleVector least = DoubleVector.fromArray(D, limit, k);
            LongVector isAccepted = least.mul(least.abs())
                    .sub(rr.mul(DoubleVector.fromArray(D, constants, SIGN)))
                    .reinterpretAsLongs()
                    .lanewise(ASHR, SIGN_SHIFT);
            accepted = accepted.sub(isAccepted);
            DoubleVector a = DoubleVector.fromArray(D, firstShare, k & shareMask)
                    .reinterpretAsLongs()
                    .and(isAccepted)
                    .reinterpretAsDoubles();
            DoubleVector b = DoubleVector.fromArray(D, secondShare, k & shareMask)
                    .reinterpretAsLongs()
                    .and(isAccepted)
                    .reinterpretAsDoubles();
            vx = gx.fma(a, vx);
            vy = gy.fma(a, vy);
            vz = gz.fma(a, vz);
            vx.intoArray(ax, i);
            vy.intoArray(ay, i);
            vz.intoArray(az, iz);
            wx = gx.fma(b, wx);
            wy = gy.fma(b, wy);
            wz = gz.fma(b, wz);
            wx.intoArray(bx, j);
            wy.intoArray(by, j);
            wz.intoArray(bz, jz);
            if (wz.fma(wz, wy.fma(wy, wx.mul(wx)))
                    .fma(DoubleVector.fromArray(D, constants, MASS_RATIO), vz.fma(vz, vy.fma(vy, vx.mul(vx))))
                    .compare(GT, DoubleVector.fromArray(D, constants, HARMLESS_ENERGY))
                    .anyTrue()) {
                break;
            }
        }
        batch.accepted += accepted.reduceLanes(ADD);
        return k;
    }

    private void turn(Leg leg, int k, int i, int j) {
        if (leg.spatial) {
            turnInSpace(leg, k, i, j);
        } else {
            turnInPlane(leg, k, i, j);
        }
    }

    /** See {@link ScalarKernel}. */
    private void turnInPlane(Leg leg, int k, int i, int j) {
        DoubleVector one = DoubleVector.broadcast(D, 1);
        DoubleVector tiny = DoubleVector.broadcast(D, TINY);
        DoubleVector ux = DoubleVector.fromArray(D, leg.ax, i).sub(DoubleVector.fromArray(D, leg.bx, j));
        DoubleVector uy = DoubleVector.fromArray(D, leg.ay, i).sub(DoubleVector.fromArray(D, leg.by, j));
        DoubleVector inverse = one.div(tiny.add(uy.fma(uy, ux.mul(ux)).sqrt()));
        DoubleVector nx = ux.mul(inverse);
        DoubleVector ny = uy.mul(inverse);
        DoubleVector c = DoubleVector.fromArray(D, x, k);
        DoubleVector p = DoubleVector.fromArray(D, y, k);
        c.fma(nx, p.mul(ny).neg()).intoArray(x, k);
        c.fma(ny, p.mul(nx)).intoArray(y, k);
        DoubleVector.zero(D).intoArray(z, k);
    }

    /** See {@link ScalarKernel}. */
    private void turnInSpace(Leg leg, int k, int i, int j) {
        DoubleVector one = DoubleVector.broadcast(D, 1);
        DoubleVector tiny = DoubleVector.broadcast(D, TINY);
        DoubleVector ux = DoubleVector.fromArray(D, leg.ax, i).sub(DoubleVector.fromArray(D, leg.bx, j));
        DoubleVector uy = DoubleVector.fromArray(D, leg.ay, i).sub(DoubleVector.fromArray(D, leg.by, j));
        DoubleVector uz = DoubleVector.fromArray(D, leg.az, i).sub(DoubleVector.fromArray(D, leg.bz, j));
        DoubleVector inverse =
                one.div(tiny.add(uz.fma(uz, uy.fma(uy, ux.mul(ux))).sqrt()));
        DoubleVector nx = ux.mul(inverse);
        DoubleVector ny = uy.mul(inverse);
        DoubleVector nz = uz.mul(inverse);
        DoubleVector c = DoubleVector.fromArray(D, x, k);
        DoubleVector p = DoubleVector.fromArray(D, y, k);
        DoubleVector q = DoubleVector.fromArray(D, z, k);
        DoubleVector sign = nz.reinterpretAsLongs().and(SIGN_BIT).or(ONE_BITS).reinterpretAsDoubles();
        DoubleVector a = one.div(sign.add(nz)).neg();
        DoubleVector b = nx.mul(ny).mul(a);
        DoubleVector sp = sign.mul(p);
        c.fma(nx, q.fma(b, sp.mul(nx).fma(nx.mul(a), p))).intoArray(x, k);
        c.fma(ny, sp.fma(b, q.mul(ny).fma(ny.mul(a), sign.mul(q)))).intoArray(y, k);
        c.fma(nz, sp.fma(nx, q.mul(ny)).neg()).intoArray(z, k);
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
        for (int from = 0; from < n; from += Batch.SIZE) {
            int m = Math.min(Batch.SIZE, n - from);
            if (turned) {
                System.arraycopy(cosines, from, x, 0, m);
                sines(m);
            }
            if (turned && spatial) {
                azimuths(key, counter + from, radius, y, z, m);
                turnInSpace(gx, gy, gz, from, m);
            } else if (turned) {
                signs(key, counter + from, m);
                turnInPlane(gx, gy, from, m);
            } else {
                heights(spatial, key, counter + from, m);
                azimuths(key, counter + from, radius, x, y, m);
            }
            add(gx, gy, gz, from, m);
        }
    }

    /** The third components of uniform directions and the radii that go with them. */
    private void heights(boolean spatial, long key, long counter, int n) {
        if (!spatial) {
            Arrays.fill(radius, 1);
            Arrays.fill(z, 0);
            return;
        }
        DoubleVector one = DoubleVector.broadcast(D, 1);
        LongVector start = STEPS.add(key + counter * STEP);
        for (int k = 0; k < n; k += W) {
            LongVector word = start.add(k * STEP);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_1)).mul(MULTIPLIER_1);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_2)).mul(MULTIPLIER_2);
            word = word.lanewise(XOR, word.lanewise(LSHR, SHIFT_3));
            DoubleVector height = word.lanewise(LSHL, HALF_WORD)
                    .lanewise(LSHR, BELOW_MANTISSA)
                    .or(TWO_BITS)
                    .reinterpretAsDoubles()
                    .sub(THREE_LESS_STEP);
            height.intoArray(z, k);
            one.sub(height.mul(height)).sqrt().intoArray(radius, k);
        }
    }

    /** See {@link ScalarKernel}. */
    private void turnInPlane(double[] gx, double[] gy, int from, int n) {
        DoubleVector one = DoubleVector.broadcast(D, 1);
        DoubleVector tiny = DoubleVector.broadcast(D, TINY);
        for (int k = 0; k < n; k += W) {
            DoubleVector ux = DoubleVector.fromArray(D, gx, from + k).neg();
            DoubleVector uy = DoubleVector.fromArray(D, gy, from + k).neg();
            DoubleVector inverse = one.div(tiny.add(uy.fma(uy, ux.mul(ux)).sqrt()));
            DoubleVector nx = ux.mul(inverse);
            DoubleVector ny = uy.mul(inverse);
            DoubleVector c = DoubleVector.fromArray(D, x, k);
            DoubleVector p = DoubleVector.fromArray(D, y, k);
            c.fma(nx, p.mul(ny).neg()).intoArray(x, k);
            c.fma(ny, p.mul(nx)).intoArray(y, k);
            DoubleVector.zero(D).intoArray(z, k);
        }
    }

    /** See {@link ScalarKernel}. */
    private void turnInSpace(double[] gx, double[] gy, double[] gz, int from, int n) {
        DoubleVector one = DoubleVector.broadcast(D, 1);
        DoubleVector tiny = DoubleVector.broadcast(D, TINY);
        for (int k = 0; k < n; k += W) {
            DoubleVector ux = DoubleVector.fromArray(D, gx, from + k).neg();
            DoubleVector uy = DoubleVector.fromArray(D, gy, from + k).neg();
            DoubleVector uz = DoubleVector.fromArray(D, gz, from + k).neg();
            DoubleVector inverse =
                    one.div(tiny.add(uz.fma(uz, uy.fma(uy, ux.mul(ux))).sqrt()));
            DoubleVector nx = ux.mul(inverse);
            DoubleVector ny = uy.mul(inverse);
            DoubleVector nz = uz.mul(inverse);
            DoubleVector c = DoubleVector.fromArray(D, x, k);
            DoubleVector p = DoubleVector.fromArray(D, y, k);
            DoubleVector q = DoubleVector.fromArray(D, z, k);
            DoubleVector sign =
                    nz.reinterpretAsLongs().and(SIGN_BIT).or(ONE_BITS).reinterpretAsDoubles();
            DoubleVector a = one.div(sign.add(nz)).neg();
            DoubleVector b = nx.mul(ny).mul(a);
            DoubleVector sp = sign.mul(p);
            c.fma(nx, q.fma(b, sp.mul(nx).fma(nx.mul(a), p))).intoArray(x, k);
            c.fma(ny, sp.fma(b, q.mul(ny).fma(ny.mul(a), sign.mul(q)))).intoArray(y, k);
            c.fma(nz, sp.fma(nx, q.mul(ny)).neg()).intoArray(z, k);
        }
    }

    /** Adds to relative velocities their length in the directions drawn. */
    private void add(double[] gx, double[] gy, double[] gz, int from, int n) {
        for (int k = 0; k < n; k += W) {
            DoubleVector ux = DoubleVector.fromArray(D, gx, from + k);
            DoubleVector uy = DoubleVector.fromArray(D, gy, from + k);
            DoubleVector uz = DoubleVector.fromArray(D, gz, from + k);
            DoubleVector speed = uz.fma(uz, uy.fma(uy, ux.mul(ux))).sqrt();
            DoubleVector.fromArray(D, x, k).fma(speed, ux).intoArray(gx, from + k);
            DoubleVector.fromArray(D, y, k).fma(speed, uy).intoArray(gy, from + k);
            DoubleVector.fromArray(D, z, k).fma(speed, uz).intoArray(gz, from + k);
        }
    }

    @Override
    public void depart(Leg leg, Batch batch, int from, int to, Departures first, Departures second) {
        if (batch.run % Batch.LANES != 0 || !batch.whole[from]) {
            scalar.depart(leg, batch, from, to, first, second);
            return;
        }
        keep(leg.ax, leg.ay, leg.az, leg.thirdMask, batch.first, batch, from, to, first);
        keep(leg.bx, leg.by, leg.bz, leg.thirdMask, batch.second, batch, from, to, second);
        locate(first.x, first.y, first.z, batch.run * (to - from), first.index, first.from);
        locate(second.x, second.y, second.z, batch.run * (to - from), second.index, second.from);
    }

    private static void keep(
            double[] vx,
            double[] vy,
            double[] vz,
            int thirdMask,
            int[] start,
            Batch batch,
            int from,
            int to,
            Departures kept) {
        int run = batch.run;
        int shift = Integer.numberOfTrailingZeros(run);
        int origin = run * from;
        for (int k = origin; k < run * to; k += W) {
            int i = start[k >> shift] + (k & (run - 1));
            DoubleVector.fromArray(D, vx, i).intoArray(kept.x, k - origin);
            DoubleVector.fromArray(D, vy, i).intoArray(kept.y, k - origin);
            DoubleVector.fromArray(D, vz, i & thirdMask).intoArray(kept.z, k - origin);
        }
    }

    /** See {@link CellIndex}. */
    private static void locate(double[] vx, double[] vy, double[] vz, int n, CellIndex index, long[] cells) {
        DoubleVector inverse = DoubleVector.broadcast(D, index.inverse);
        DoubleVector thirdInverse = DoubleVector.broadcast(D, index.thirdInverse);
        DoubleVector shiftX = DoubleVector.broadcast(D, index.shiftX);
        DoubleVector shiftY = DoubleVector.broadcast(D, index.shiftY);
        DoubleVector shiftZ = DoubleVector.broadcast(D, index.shiftZ);
        double reach = index.reach;
        long outside = index.outside;
        long mask = index.mask;
        long thirdMask = index.thirdMask;
        int bits = index.bits;
        int thirdBits = index.thirdBits;
        for (int k = 0; k < n; k += W) {
            DoubleVector x = DoubleVector.fromArray(D, vx, k).fma(inverse, shiftX);
            DoubleVector y = DoubleVector.fromArray(D, vy, k).fma(inverse, shiftY);
            DoubleVector z = DoubleVector.fromArray(D, vz, k).fma(thirdInverse, shiftZ);
            LongVector isOutside = DoubleVector.broadcast(D, reach)
                    .sub(x.abs().max(y.abs()).max(z.abs()))
                    .reinterpretAsLongs()
                    .lanewise(ASHR, SIGN_SHIFT);
            LongVector cell = x.sub(0.5)
                    .add(CellIndex.TO_INTEGER)
                    .reinterpretAsLongs()
                    .and(mask)
                    .lanewise(LSHL, bits)
                    .or(y.sub(0.5)
                            .add(CellIndex.TO_INTEGER)
                            .reinterpretAsLongs()
                            .and(mask))
                    .lanewise(LSHL, thirdBits)
                    .or(z.sub(0.5)
                            .add(CellIndex.TO_INTEGER)
                            .reinterpretAsLongs()
                            .and(thirdMask));
            // all bits of cell, or of outside
            cell.lanewise(XOR, cell.lanewise(XOR, outside).and(isOutside)).intoArray(cells, k);
        }
    }

    @Override
    public void arrive(Leg leg, Batch batch, int from, int to, Departures first, Departures second) {
        if (batch.run % Batch.LANES != 0 || !batch.whole[from]) {
            scalar.arrive(leg, batch, from, to, first, second);
            return;
        }
        gather(leg.ax, leg.ay, leg.az, leg.thirdMask, batch.first, batch, from, to);
        locate(x, y, z, batch.run * (to - from), first.index, first.to);
        gather(leg.bx, leg.by, leg.bz, leg.thirdMask, batch.second, batch, from, to);
        locate(x, y, z, batch.run * (to - from), second.index, second.to);
    }

    private void gather(
            double[] vx, double[] vy, double[] vz, int thirdMask, int[] start, Batch batch, int from, int to) {
        int run = batch.run;
        int shift = Integer.numberOfTrailingZeros(run);
        int origin = run * from;
        for (int k = origin; k < run * to; k += W) {
            int i = start[k >> shift] + (k & (run - 1));
            DoubleVector.fromArray(D, vx, i).intoArray(x, k - origin);
            DoubleVector.fromArray(D, vy, i).intoArray(y, k - origin);
            DoubleVector.fromArray(D, vz, i & thirdMask).intoArray(z, k - origin);
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
        if (batch.run % Batch.LANES != 0 || !batch.whole[from]) {
            return scalar.settle(leg, batch, from, to, first, second, level, room);
        }
        long ofFirst =
                giveBack(leg.ax, leg.ay, leg.az, leg.thirdMask, batch.first, batch, from, to, first, level, room);
        long ofSecond =
                giveBack(leg.bx, leg.by, leg.bz, leg.thirdMask, batch.second, batch, from, to, second, level, room);
        return leg.channel.firstTakesPart == 1 ? ofFirst : ofSecond;
    }

    private static long giveBack(
            double[] vx,
            double[] vy,
            double[] vz,
            int thirdMask,
            int[] start,
            Batch batch,
            int from,
            int to,
            Departures kept,
            double[] level,
            double[] room) {
        int run = batch.run;
        int shift = Integer.numberOfTrailingZeros(run);
        int origin = run * from;
        LongVector returned = LongVector.zero(L);
        for (int k = origin; k < run * to; k += W) {
            int i = start[k >> shift] + (k & (run - 1));
            int iz = i & thirdMask;
            int l = k - origin;
            LongVector stands = DoubleVector.fromArray(D, level, l)
                    .sub(DoubleVector.fromArray(D, room, l))
                    .reinterpretAsLongs()
                    .lanewise(ASHR, SIGN_SHIFT);
            LongVector x = DoubleVector.fromArray(D, kept.x, l).reinterpretAsLongs();
            LongVector y = DoubleVector.fromArray(D, kept.y, l).reinterpretAsLongs();
            LongVector z = DoubleVector.fromArray(D, kept.z, l).reinterpretAsLongs();
            LongVector dx =
                    DoubleVector.fromArray(D, vx, i).reinterpretAsLongs().lanewise(XOR, x);
            LongVector dy =
                    DoubleVector.fromArray(D, vy, i).reinterpretAsLongs().lanewise(XOR, y);
            LongVector dz =
                    DoubleVector.fromArray(D, vz, iz).reinterpretAsLongs().lanewise(XOR, z);
            LongVector differs = dx.or(dy).or(dz);
            returned = returned.add(
                    differs.or(differs.neg()).lanewise(LSHR, SIGN_SHIFT).and(stands.not()));
            x.lanewise(XOR, dx.and(stands)).reinterpretAsDoubles().intoArray(vx, i);
            y.lanewise(XOR, dy.and(stands)).reinterpretAsDoubles().intoArray(vy, i);
            z.lanewise(XOR, dz.and(stands)).reinterpretAsDoubles().intoArray(vz, iz);
        }
        return returned.reduceLanes(ADD);
    }
}
