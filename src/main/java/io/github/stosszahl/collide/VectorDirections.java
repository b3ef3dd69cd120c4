package io.github.stosszahl.collide;

import static io.github.stosszahl.collide.ScalarKernel.*;
import static io.github.stosszahl.math.Series.*;
import static io.github.stosszahl.random.CounterWords.*;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** Directions of relative velocities after a collision, on the vector unit: drawn for many candidates at once, then turned with the relative velocities before. */
final class VectorDirections {
    private static final VectorSpecies<Double> D = VectorKernel.D;
    private static final int W = D.length();

    /** Unit vectors, or the cosines and what else they are made from. */
    final double[] x = new double[Batch.SIZE];

    final double[] y = new double[Batch.SIZE];
    final double[] z = new double[Batch.SIZE];
    private final double[] radius = new double[Batch.SIZE];

    /** n uniform directions. */
    void uniform(boolean spatial, long key, long counter, int n) {
        heights(spatial, key, counter, n);
        azimuths(key, counter, radius, x, y, n);
    }

    /** To n cosines of deviation angles in {@link #x} their other components, relative to the direction before. */
    void complete(boolean spatial, long key, long counter, int n) {
        sines(n);
        if (spatial) {
            azimuths(key, counter, radius, y, z, n);
        } else {
            signs(key, counter, n);
        }
    }

    /**
     * Turns the directions from..to-1, which are relative to those before, into space.
     *
     * @param gx relative velocities w - v before, one array per component
     * @param shift place of that of the first direction of all
     */
    void turn(boolean spatial, double[] gx, double[] gy, double[] gz, int shift, int from, int to) {
        if (spatial) {
            turnInSpace(gx, gy, gz, shift, from, to);
        } else {
            turnInPlane(gx, gy, shift, from, to);
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
        LongVector start = VectorKernel.STEPS.add(key + counter * STEP);
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
        LongVector start = VectorKernel.STEPS.add(key + counter * STEP);
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
        LongVector start = VectorKernel.STEPS.add(key + counter * STEP);
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

    /** See {@link ScalarKernel#turn}. */
    private void turnInPlane(double[] gx, double[] gy, int shift, int from, int to) {
        DoubleVector one = DoubleVector.broadcast(D, 1);
        DoubleVector tiny = DoubleVector.broadcast(D, TINY);
        for (int k = from; k < to; k += W) {
            DoubleVector ux = DoubleVector.fromArray(D, gx, shift + k).neg();
            DoubleVector uy = DoubleVector.fromArray(D, gy, shift + k).neg();
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

    /** See {@link ScalarKernel#turn}. */
    private void turnInSpace(double[] gx, double[] gy, double[] gz, int shift, int from, int to) {
        DoubleVector one = DoubleVector.broadcast(D, 1);
        DoubleVector tiny = DoubleVector.broadcast(D, TINY);
        for (int k = from; k < to; k += W) {
            DoubleVector ux = DoubleVector.fromArray(D, gx, shift + k).neg();
            DoubleVector uy = DoubleVector.fromArray(D, gy, shift + k).neg();
            DoubleVector uz = DoubleVector.fromArray(D, gz, shift + k).neg();
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
    void add(double[] gx, double[] gy, double[] gz, int from, int n) {
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
}
