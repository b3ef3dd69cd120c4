package io.github.stosszahl.collide;

import static io.github.stosszahl.collide.ScalarKernel.SIGN_BIT;
import static io.github.stosszahl.math.Series.ONE_BITS;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link Turns} on the vector unit, to the same bits; needs the module jdk.incubator.vector. */
final class VectorTurns extends Turns {
    private static final VectorSpecies<Double> D = VectorKernel.D;
    private static final int W = D.length();

    private final double[] ones = new double[Batch.SIZE];

    VectorTurns() {
        Arrays.fill(ones, 1);
    }

    /** The kernel of diffusion on the vector unit, made here so that others can name it without the module. */
    static PairKernel diffusionKernel() {
        return new DiffusionKernel(new VectorKernel(), new VectorTurns());
    }

    @Override
    void azimuths(long key, long counter, double[] cosines, double[] sines, int n) {
        VectorDirections.azimuths(key, counter, ones, cosines, sines, n);
    }

    @Override
    void squares(Leg leg, Batch batch, int r, double[] out, int n) {
        int i = batch.first[r];
        int j = batch.second[r];
        int iz = i & leg.thirdMask;
        int jz = j & leg.thirdMask;
        DoubleVector tiny = DoubleVector.broadcast(D, Double.MIN_NORMAL);
        int l = 0;
        for (; l <= n - W; l += W) {
            DoubleVector gx = DoubleVector.fromArray(D, leg.bx, j + l).sub(DoubleVector.fromArray(D, leg.ax, i + l));
            DoubleVector gy = DoubleVector.fromArray(D, leg.by, j + l).sub(DoubleVector.fromArray(D, leg.ay, i + l));
            DoubleVector gz = DoubleVector.fromArray(D, leg.bz, jz + l).sub(DoubleVector.fromArray(D, leg.az, iz + l));
            gz.fma(gz, gy.fma(gy, gx.fma(gx, tiny))).intoArray(out, l);
        }
        squares(leg, batch, r, out, l, n);
    }

    @Override
    void turnInSpace(Leg leg, Batch batch, int r, int n, double[] haversines, double[] cosines, double[] sines) {
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] az = leg.az;
        double[] bx = leg.bx;
        double[] by = leg.by;
        double[] bz = leg.bz;
        double[] firstShare = batch.firstShare;
        double[] secondShare = batch.secondShare;
        int slot = batch.run * r;
        DoubleVector tiny = DoubleVector.broadcast(D, Double.MIN_NORMAL);
        DoubleVector one = DoubleVector.broadcast(D, 1);
        DoubleVector two = DoubleVector.broadcast(D, 2);
        int l = 0;
        for (; l <= n - W; l += W) {
            int i = batch.first[r] + l;
            int j = batch.second[r] + l;
            DoubleVector vx = DoubleVector.fromArray(D, ax, i);
            DoubleVector vy = DoubleVector.fromArray(D, ay, i);
            DoubleVector vz = DoubleVector.fromArray(D, az, i);
            DoubleVector wx = DoubleVector.fromArray(D, bx, j);
            DoubleVector wy = DoubleVector.fromArray(D, by, j);
            DoubleVector wz = DoubleVector.fromArray(D, bz, j);
            DoubleVector gx = wx.sub(vx);
            DoubleVector gy = wy.sub(vy);
            DoubleVector gz = wz.sub(vz);
            DoubleVector speed = gz.fma(gz, gy.fma(gy, gx.fma(gx, tiny))).sqrt();
            DoubleVector inverse = one.div(speed);
            DoubleVector nx = gx.mul(inverse);
            DoubleVector ny = gy.mul(inverse);
            DoubleVector nz = gz.mul(inverse);
            DoubleVector less = DoubleVector.fromArray(D, haversines, l);
            less = less.add(less);
            DoubleVector radius = speed.mul(less.mul(two.sub(less)).sqrt());
            DoubleVector p = DoubleVector.fromArray(D, cosines, l).mul(radius);
            DoubleVector q = DoubleVector.fromArray(D, sines, l).mul(radius);
            DoubleVector sign =
                    nz.reinterpretAsLongs().and(SIGN_BIT).or(ONE_BITS).reinterpretAsDoubles();
            DoubleVector a = one.div(sign.add(nz)).neg();
            DoubleVector b = nx.mul(ny).mul(a);
            DoubleVector sp = sign.mul(p);
            DoubleVector dx = less.fma(gx, q.fma(b, sp.mul(nx).fma(nx.mul(a), p)));
            DoubleVector dy = less.fma(gy, sp.fma(b, q.mul(ny).fma(ny.mul(a), sign.mul(q))));
            DoubleVector dz = less.fma(gz, sp.fma(nx, q.mul(ny)).neg());
            DoubleVector first = DoubleVector.fromArray(D, firstShare, slot + l);
            DoubleVector second = DoubleVector.fromArray(D, secondShare, slot + l);
            dx.fma(first, vx).intoArray(ax, i);
            dy.fma(first, vy).intoArray(ay, i);
            dz.fma(first, vz).intoArray(az, i);
            dx.fma(second, wx).intoArray(bx, j);
            dy.fma(second, wy).intoArray(by, j);
            dz.fma(second, wz).intoArray(bz, j);
        }
        turnInSpace(leg, batch, r, l, n, haversines, cosines, sines);
    }

    @Override
    void turnInThePlane(Leg leg, Batch batch, int r, int n, double[] haversines, double[] sines) {
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] bx = leg.bx;
        double[] by = leg.by;
        int slot = batch.run * r;
        int l = 0;
        for (; l <= n - W; l += W) {
            int i = batch.first[r] + l;
            int j = batch.second[r] + l;
            DoubleVector vx = DoubleVector.fromArray(D, ax, i);
            DoubleVector vy = DoubleVector.fromArray(D, ay, i);
            DoubleVector wx = DoubleVector.fromArray(D, bx, j);
            DoubleVector wy = DoubleVector.fromArray(D, by, j);
            DoubleVector gx = wx.sub(vx);
            DoubleVector gy = wy.sub(vy);
            DoubleVector less = DoubleVector.fromArray(D, haversines, l);
            less = less.add(less);
            DoubleVector sine = DoubleVector.fromArray(D, sines, l);
            DoubleVector dx = less.fma(gx, sine.mul(gy).neg());
            DoubleVector dy = less.fma(gy, sine.mul(gx));
            DoubleVector first = DoubleVector.fromArray(D, batch.firstShare, slot + l);
            DoubleVector second = DoubleVector.fromArray(D, batch.secondShare, slot + l);
            dx.fma(first, vx).intoArray(ax, i);
            dy.fma(first, vy).intoArray(ay, i);
            dx.fma(second, wx).intoArray(bx, j);
            dy.fma(second, wy).intoArray(by, j);
        }
        turnInThePlane(leg, batch, r, l, n, haversines, sines);
    }
}
