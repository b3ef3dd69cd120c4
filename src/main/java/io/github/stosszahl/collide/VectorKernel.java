package io.github.stosszahl.collide;

import static io.github.stosszahl.collide.ScalarKernel.*;
import static io.github.stosszahl.math.Series.*;
import static io.github.stosszahl.random.CounterWords.*;
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.github.stosszahl.math.ArrayMath;
import io.github.stosszahl.math.VectorMath;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the vector unit; needs the module jdk.incubator.vector. Each method is one short loop: the compiler then keeps its vectors in registers, which it
 * fails to do where a method does everything.
 */
final class VectorKernel implements PairKernel {
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED.length() > Batch.GROUP
            ? DoubleVector.SPECIES_512
            : DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> L = VectorSpecies.of(long.class, D.vectorShape());
    private static final int W = D.length();
    /** Multiples of the step of {@link io.github.stosszahl.random.CounterWords}. */
    private static final LongVector STEPS = LongVector.zero(L).addIndex(1).mul(STEP);

    private final ArrayMath math = new VectorMath();
    /** Words between two stages. */
    private final long[] words = new long[Batch.SIZE];

    /** Heights of a circle: zeros. */
    private final double[] unused = new double[Batch.SIZE];

    @Override
    public ArrayMath math() {
        return math;
    }

    private void draw(long key, long counter, int n) {
        LongVector start = STEPS.add(key + counter * STEP);
        for (int k = 0; k < n; k += W) {
            LongVector z = start.add(k * STEP);
            z = z.lanewise(XOR, z.lanewise(LSHR, SHIFT_1)).mul(MULTIPLIER_1);
            z = z.lanewise(XOR, z.lanewise(LSHR, SHIFT_2)).mul(MULTIPLIER_2);
            z.lanewise(XOR, z.lanewise(LSHR, SHIFT_3)).intoArray(words, k);
        }
    }

    @Override
    public void uniforms(long key, long counter, double from, double to, double[] out, int n) {
        DoubleVector span = DoubleVector.broadcast(D, to - from);
        DoubleVector lowest = DoubleVector.broadcast(D, from);
        LongVector start = STEPS.add(key + counter * STEP);
        for (int k = 0; k < n; k += W) {
            LongVector z = start.add(k * STEP);
            z = z.lanewise(XOR, z.lanewise(LSHR, SHIFT_1)).mul(MULTIPLIER_1);
            z = z.lanewise(XOR, z.lanewise(LSHR, SHIFT_2)).mul(MULTIPLIER_2);
            z.lanewise(XOR, z.lanewise(LSHR, SHIFT_3))
                    .lanewise(LSHR, BELOW_MANTISSA)
                    .or(ONE_BITS)
                    .reinterpretAsDoubles()
                    .sub(ONE_LESS_HALF_STEP)
                    .fma(span, lowest)
                    .intoArray(out, k);
        }
    }

    @Override
    public void circle(long key, long counter, double[] x, double[] y, int n) {
        draw(key, counter, n);
        directions(0, 0, x, y, unused, n);
    }

    @Override
    public void sphere(long key, long counter, double[] x, double[] y, double[] z, int n) {
        draw(key, counter, n);
        directions(2, -THREE_LESS_STEP, x, y, z, n);
    }

    /** Unit vectors whose height is scale times a number of [1, 2) plus offset. */
    private void directions(double scale, double offset, double[] x, double[] y, double[] z, int n) {
        DoubleVector minusHalf = DoubleVector.broadcast(D, -0.5);
        DoubleVector one = DoubleVector.broadcast(D, 1);
        DoubleVector scales = DoubleVector.broadcast(D, scale);
        DoubleVector offsets = DoubleVector.broadcast(D, offset);
        for (int k = 0; k < n; k += W) {
            LongVector word = LongVector.fromArray(L, words, k);
            DoubleVector height = word.lanewise(LSHL, HALF_WORD)
                    .lanewise(LSHR, BELOW_MANTISSA)
                    .or(ONE_BITS)
                    .reinterpretAsDoubles()
                    .fma(scales, offsets);
            height.intoArray(z, k);
            DoubleVector radius = height.neg().fma(height, one).sqrt();
            DoubleVector t = word.and(UPPER_HALF)
                    .lanewise(LSHR, BELOW_MANTISSA)
                    .or(ONE_BITS)
                    .reinterpretAsDoubles()
                    .fma(DoubleVector.broadcast(D, QUARTER), DoubleVector.broadcast(D, QUARTER_OFFSET));
            DoubleVector q = t.mul(t);
            DoubleVector qq = q.mul(q);
            DoubleVector s = DoubleVector.broadcast(D, S6)
                    .fma(q, DoubleVector.broadcast(D, S5))
                    .fma(qq, DoubleVector.broadcast(D, S4).fma(q, DoubleVector.broadcast(D, S3)))
                    .fma(qq, DoubleVector.broadcast(D, S2).fma(q, DoubleVector.broadcast(D, S1)))
                    .fma(q.mul(t), t);
            DoubleVector c = DoubleVector.broadcast(D, C6)
                    .fma(q, DoubleVector.broadcast(D, C5))
                    .fma(qq, DoubleVector.broadcast(D, C4).fma(q, DoubleVector.broadcast(D, C3)))
                    .fma(qq, DoubleVector.broadcast(D, C2).fma(q, DoubleVector.broadcast(D, C1)))
                    .fma(qq, minusHalf.fma(q, one));
            DoubleVector d = s.add(s);
            s = d.mul(c);
            c = d.mul(d).fma(minusHalf, one);
            d = s.add(s);
            radius.mul(d.mul(d).fma(minusHalf, one)).intoArray(x, k);
            radius.mul(d.mul(c)).intoArray(y, k);
        }
    }

    @Override
    public void deviations(double[] x, double[] y, double[] z, int n) {
        DoubleVector one = DoubleVector.broadcast(D, 1);
        for (int k = 0; k < n; k += W) {
            DoubleVector c = DoubleVector.fromArray(D, x, k);
            DoubleVector sine = one.sub(c).mul(one.add(c)).max(0).sqrt();
            DoubleVector.fromArray(D, y, k).mul(sine).intoArray(y, k);
            DoubleVector.fromArray(D, z, k).mul(sine).intoArray(z, k);
        }
    }

    @Override
    public double largestSquare(double[][] v, double[] origin, int from, int to) {
        double[] x = v[0];
        double[] y = v[1];
        double[] z = v[v.length - 1];
        DoubleVector ox = DoubleVector.broadcast(D, origin[0]);
        DoubleVector oy = DoubleVector.broadcast(D, origin[1]);
        DoubleVector oz = DoubleVector.broadcast(D, origin[origin.length - 1]);
        DoubleVector third = DoubleVector.broadcast(D, v.length - 2.0);
        DoubleVector largest = DoubleVector.zero(D);
        int k = from;
        for (; k <= to - W; k += W) {
            DoubleVector cx = DoubleVector.fromArray(D, x, k).sub(ox);
            DoubleVector cy = DoubleVector.fromArray(D, y, k).sub(oy);
            DoubleVector cz = DoubleVector.fromArray(D, z, k).sub(oz).mul(third);
            largest = largest.max(cz.fma(cz, cy.fma(cy, cx.mul(cx))));
        }
        return Math.max(largest.reduceLanes(MAX), ScalarKernel.largest(v, origin, k, to));
    }

    @Override
    public int collide(Leg leg, Batch batch, int from, int to) {
        int g = from;
        while (g < to && !batch.outgrown) {
            int whole = g;
            while (whole < to && batch.whole[whole]) {
                whole++;
            }
            if (whole == g) {
                collideGroup(leg, batch, g);
                g++;
            } else {
                g = collideWhole(leg, batch, g, whole);
            }
        }
        return g;
    }

    /**
     * Groups with eight candidates that do not pass the end of a ring. No vector may depend on a branch here: where two meet, the compiler puts both on the heap.
     */
    private static int collideWhole(Leg leg, Batch batch, int from, int to) {
        int[] first = batch.first;
        int[] second = batch.second;
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] az = leg.az;
        double[] bx = leg.bx;
        double[] by = leg.by;
        double[] bz = leg.bz;
        double[] dx = batch.x;
        double[] dy = batch.y;
        double[] dz = batch.z;
        double[] limit = batch.limit;
        double[] firstShare = batch.firstShare;
        double[] secondShare = batch.secondShare;
        int mask = leg.thirdMask;
        boolean prepared = leg.general || leg.turned;
        boolean limited = leg.validFromSquare > 0 || leg.validToSquare < Double.POSITIVE_INFINITY;
        boolean checked = leg.checked;
        DoubleVector sign = DoubleVector.broadcast(D, leg.sign);
        DoubleVector zero = DoubleVector.zero(D);
        DoubleVector one = DoubleVector.broadcast(D, 1);
        DoubleVector originX = DoubleVector.broadcast(D, leg.originX);
        DoubleVector originY = DoubleVector.broadcast(D, leg.originY);
        DoubleVector originZ = DoubleVector.broadcast(D, leg.originZ);
        DoubleVector firstBound = DoubleVector.broadcast(D, leg.firstBoundSquare);
        DoubleVector secondBound = DoubleVector.broadcast(D, leg.secondBoundSquare);
        DoubleVector accepted = zero;
        long continued = 0;
        boolean outgrown = false;
        int end = to;
        for (int g = from; g < to; g++) {
            int i0 = first[g];
            int j0 = second[g];
            if (prepared) {
                prepare(leg, batch, g);
            }
            for (int h = 0; h < Batch.GROUP; h += W) {
                int k = Batch.GROUP * g + h;
                int i = i0 + h;
                int j = j0 + h;
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
                gx = r.fma(DoubleVector.fromArray(D, dx, k), gx);
                gy = r.fma(DoubleVector.fromArray(D, dy, k), gy);
                gz = r.fma(DoubleVector.fromArray(D, dz, k), gz);
                VectorMask<Double> isAccepted = rr.mul(sign).compare(GT, DoubleVector.fromArray(D, limit, k));
                accepted = accepted.add(zero.blend(one, isAccepted));
                DoubleVector a = zero.blend(DoubleVector.fromArray(D, firstShare, k), isAccepted);
                DoubleVector b = zero.blend(DoubleVector.fromArray(D, secondShare, k), isAccepted);
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
                if (checked) {
                    vx = vx.sub(originX);
                    vy = vy.sub(originY);
                    vz = vz.sub(originZ);
                    wx = wx.sub(originX);
                    wy = wy.sub(originY);
                    wz = wz.sub(originZ);
                    DoubleVector excess = vz.fma(vz, vy.fma(vy, vx.mul(vx))).sub(firstBound);
                    excess = excess.max(wz.fma(wz, wy.fma(wy, wx.mul(wx))).sub(secondBound));
                    outgrown |= excess.compare(GT, zero).anyTrue();
                }
                if (limited) {
                    continued += rr.compare(LT, leg.validFromSquare).trueCount()
                            + rr.compare(GT, leg.validToSquare).trueCount();
                }
            }
            if (outgrown) {
                end = g + 1;
                break;
            }
        }
        batch.accepted += (long) accepted.reduceLanes(ADD);
        batch.continued += continued;
        batch.outgrown = outgrown;
        return end;
    }

    private static void prepare(Leg leg, Batch batch, int g) {
        if (leg.general) {
            evaluate(leg, batch, g);
        }
        if (!leg.turned) {
            return;
        }
        if (leg.channel.spatial) {
            turnInSpace(leg, batch, g);
        } else {
            turnInPlane(leg, batch, g);
        }
    }

    /** See {@link ScalarKernel}. */
    private static void turnInPlane(Leg leg, Batch batch, int g) {
        DoubleVector one = DoubleVector.broadcast(D, 1);
        for (int h = 0; h < Batch.GROUP; h += W) {
            int k = Batch.GROUP * g + h;
            int i = batch.first[g] + h;
            int j = batch.second[g] + h;
            DoubleVector ux = DoubleVector.fromArray(D, leg.ax, i).sub(DoubleVector.fromArray(D, leg.bx, j));
            DoubleVector uy = DoubleVector.fromArray(D, leg.ay, i).sub(DoubleVector.fromArray(D, leg.by, j));
            DoubleVector inverse = one.div(uy.fma(uy, ux.mul(ux)).sqrt().add(TINY));
            DoubleVector nx = ux.mul(inverse);
            DoubleVector ny = uy.mul(inverse);
            DoubleVector c = DoubleVector.fromArray(D, batch.x, k);
            DoubleVector p = DoubleVector.fromArray(D, batch.y, k);
            c.fma(nx, p.mul(ny).neg()).intoArray(batch.x, k);
            c.fma(ny, p.mul(nx)).intoArray(batch.y, k);
        }
    }

    /** See {@link ScalarKernel}. */
    private static void turnInSpace(Leg leg, Batch batch, int g) {
        DoubleVector one = DoubleVector.broadcast(D, 1);
        for (int h = 0; h < Batch.GROUP; h += W) {
            int k = Batch.GROUP * g + h;
            int i = batch.first[g] + h;
            int j = batch.second[g] + h;
            DoubleVector ux = DoubleVector.fromArray(D, leg.ax, i).sub(DoubleVector.fromArray(D, leg.bx, j));
            DoubleVector uy = DoubleVector.fromArray(D, leg.ay, i).sub(DoubleVector.fromArray(D, leg.by, j));
            DoubleVector uz = DoubleVector.fromArray(D, leg.az, i).sub(DoubleVector.fromArray(D, leg.bz, j));
            DoubleVector inverse =
                    one.div(uz.fma(uz, uy.fma(uy, ux.mul(ux))).sqrt().add(TINY));
            DoubleVector nx = ux.mul(inverse);
            DoubleVector ny = uy.mul(inverse);
            DoubleVector nz = uz.mul(inverse);
            DoubleVector c = DoubleVector.fromArray(D, batch.x, k);
            DoubleVector p = DoubleVector.fromArray(D, batch.y, k);
            DoubleVector q = DoubleVector.fromArray(D, batch.z, k);
            DoubleVector sign =
                    nz.reinterpretAsLongs().and(SIGN_BIT).or(ONE_BITS).reinterpretAsDoubles();
            DoubleVector a = one.div(sign.add(nz)).neg();
            DoubleVector b = nx.mul(ny).mul(a);
            DoubleVector sp = sign.mul(p);
            c.fma(nx, q.fma(b, sp.mul(nx).fma(nx.mul(a), p))).intoArray(batch.x, k);
            c.fma(ny, sp.fma(b, q.mul(ny).fma(ny.mul(a), sign.mul(q)))).intoArray(batch.y, k);
            c.fma(nz, sp.fma(nx, q.mul(ny)).neg()).intoArray(batch.z, k);
        }
    }
}
