package io.github.stosszahl.collide;

import static io.github.stosszahl.collide.ScalarKernel.*;
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.github.stosszahl.particles.CellIndex;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** What {@link VectorKernel} does before and after collisions of species with occupation cells in whole runs: the cells that particles leave and enter. See {@link PairKernel}. */
final class VectorOccupation {
    private static final VectorSpecies<Double> D = VectorKernel.D;
    private static final VectorSpecies<Long> L = VectorKernel.L;
    private static final int W = D.length();

    /** Velocities after the collisions. */
    private final double[] x = new double[Batch.SIZE];

    private final double[] y = new double[Batch.SIZE];
    private final double[] z = new double[Batch.SIZE];

    void depart(Leg leg, Batch batch, int from, int to, Departures first, Departures second) {
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

    void arrive(Leg leg, Batch batch, int from, int to, Departures first, Departures second) {
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

    long settle(
            Leg leg,
            Batch batch,
            int from,
            int to,
            Departures first,
            Departures second,
            double[] level,
            double[] room) {
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
