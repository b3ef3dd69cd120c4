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
    static final VectorSpecies<Long> L = VectorSpecies.of(long.class, D.vectorShape());
    private static final int W = D.length();
    /** Multiples of the step of {@link io.github.stosszahl.random.CounterWords}. */
    static final LongVector STEPS = LongVector.zero(L).addIndex(1).mul(STEP);

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

    private final VectorDirections directions = new VectorDirections();
    /** The slot of the first direction. */
    private int drawnFrom;

    /** Relative velocities of the candidates of a vector. */
    private final double[] gx = new double[Batch.LANES];

    private final double[] gy = new double[Batch.LANES];
    private final double[] gz = new double[Batch.LANES];

    private final VectorOccupation occupation = new VectorOccupation();

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
            uniforms(batch.angleKey, counter, 0, 1, directions.x, n);
            leg.channel.angle.cosines(math, directions.x, n);
            directions.complete(leg.spatial, batch.directionKey, counter, n);
        } else {
            directions.uniform(leg.spatial, batch.directionKey, counter, n);
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
        double[] x = directions.x;
        double[] y = directions.y;
        double[] z = directions.z;
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

    /** Turns the directions from k on, as many as a vector has lanes, of particles that follow one another from i and j. */
    private void turn(Leg leg, int k, int i, int j) {
        int iz = i & leg.thirdMask;
        int jz = j & leg.thirdMask;
        DoubleVector.fromArray(D, leg.bx, j)
                .sub(DoubleVector.fromArray(D, leg.ax, i))
                .intoArray(gx, 0);
        DoubleVector.fromArray(D, leg.by, j)
                .sub(DoubleVector.fromArray(D, leg.ay, i))
                .intoArray(gy, 0);
        DoubleVector.fromArray(D, leg.bz, jz)
                .sub(DoubleVector.fromArray(D, leg.az, iz))
                .intoArray(gz, 0);
        directions.turn(leg.spatial, gx, gy, gz, -k, k, k + W);
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
                System.arraycopy(cosines, from, directions.x, 0, m);
                directions.complete(spatial, key, counter + from, m);
                directions.turn(spatial, gx, gy, gz, from, 0, m);
            } else {
                directions.uniform(spatial, key, counter + from, m);
            }
            directions.add(gx, gy, gz, from, m);
        }
    }

    @Override
    public void depart(Leg leg, Batch batch, int from, int to, Departures first, Departures second) {
        if (batch.run % Batch.LANES != 0 || !batch.whole[from]) {
            scalar.depart(leg, batch, from, to, first, second);
            return;
        }
        occupation.depart(leg, batch, from, to, first, second);
    }

    @Override
    public void arrive(Leg leg, Batch batch, int from, int to, Departures first, Departures second) {
        if (batch.run % Batch.LANES != 0 || !batch.whole[from]) {
            scalar.arrive(leg, batch, from, to, first, second);
            return;
        }
        occupation.arrive(leg, batch, from, to, first, second);
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
        return occupation.settle(leg, batch, from, to, first, second, level, room);
    }
}
