package io.github.stosszahl.transport;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.L2I;

import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link Motion} on the vector unit; needs the module jdk.incubator.vector. */
final class VectorMotion implements Motion {
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    private static final int W = D.length();
    /** As many ints as a vector has doubles. */
    private static final VectorSpecies<Integer> I =
            VectorSpecies.of(int.class, VectorShape.forBitSize(Math.max(64, W * Integer.SIZE)));

    /** Adding it rounds to an integer, which the lowest bits of the sum then are. */
    private static final double TO_INTEGER = 0x1.8p52;

    private static final long TO_INTEGER_BITS = Double.doubleToRawLongBits(TO_INTEGER);
    private static final long MINUS_ONE_BITS = Double.doubleToRawLongBits(-1);
    private static final int SIGN_SHIFT = 63;

    private final double[] lower;
    private final double[] upper;
    private final double[] period;
    private final double[] density;
    private final int[] cells;
    /** For what is less than a vector. */
    private final ScalarMotion rest;
    /** Numbers of cells; those of particles outside have a sign. */
    private double[] place = {};

    VectorMotion(Box box) {
        Grid grid = box.grid();
        lower = grid.lower();
        upper = grid.upper();
        period = ScalarMotion.periods(box);
        cells = grid.cells();
        density = ScalarMotion.densities(grid);
        rest = new ScalarMotion(box);
    }

    @Override
    public void move(Population particles, int from, int to, double time, int[] cell) {
        int whole = (to - from) / W * W;
        if (place.length < whole) {
            place = new double[whole + whole / 4];
        }
        Arrays.fill(place, 0, whole, 0);
        for (int a = 0; a < cells.length; a++) {
            double[] x = particles.position(a);
            double[] v = particles.velocity(a);
            advance(x, v, a, from, whole, time, place);
        }
        toIntegers(place, cell, from, whole);
        rest.move(particles, from + whole, to, time, cell);
    }

    /** Adds an axis. The largest integer that is not above a place is found by rounding, less one if that is above it. */
    private void advance(double[] x, double[] v, int axis, int from, int n, double time, double[] place) {
        DoubleVector duration = DoubleVector.broadcast(D, time);
        DoubleVector start = DoubleVector.broadcast(D, lower[axis]);
        DoubleVector end = DoubleVector.broadcast(D, Math.nextDown(upper[axis]));
        long length = Double.doubleToRawLongBits(period[axis]);
        long minusLength = Double.doubleToRawLongBits(-period[axis]);
        DoubleVector scale = DoubleVector.broadcast(D, density[axis]);
        DoubleVector count = DoubleVector.broadcast(D, cells[axis]);
        DoubleVector last = DoubleVector.broadcast(D, Math.nextDown((double) cells[axis]));
        for (int k = 0; k < n; k += W) {
            DoubleVector at =
                    DoubleVector.fromArray(D, v, from + k).mul(duration).add(DoubleVector.fromArray(D, x, from + k));
            LongVector below = at.sub(start).reinterpretAsLongs().lanewise(ASHR, SIGN_SHIFT);
            LongVector beyond = end.sub(at).reinterpretAsLongs().lanewise(ASHR, SIGN_SHIFT);
            at = at.add(below.and(length).or(beyond.and(minusLength)).reinterpretAsDoubles());
            at.intoArray(x, from + k);
            DoubleVector p = at.sub(start).mul(scale);
            DoubleVector rounded = p.add(TO_INTEGER).sub(TO_INTEGER);
            LongVector above = p.sub(rounded)
                    .reinterpretAsLongs()
                    .lanewise(ASHR, SIGN_SHIFT)
                    .and(MINUS_ONE_BITS);
            DoubleVector before = DoubleVector.fromArray(D, place, k);
            LongVector outside = p.reinterpretAsLongs()
                    .or(last.sub(p).reinterpretAsLongs())
                    .or(before.reinterpretAsLongs())
                    .and(Long.MIN_VALUE);
            before.fma(count, rounded.add(above.reinterpretAsDoubles()))
                    .reinterpretAsLongs()
                    .or(outside)
                    .reinterpretAsDoubles()
                    .intoArray(place, k);
        }
    }

    private static void toIntegers(double[] place, int[] cell, int from, int n) {
        for (int k = 0; k < n; k += W) {
            DoubleVector p = DoubleVector.fromArray(D, place, k);
            LongVector outside = p.reinterpretAsLongs().lanewise(ASHR, SIGN_SHIFT);
            IntVector c = (IntVector) p.add(TO_INTEGER)
                    .reinterpretAsLongs()
                    .sub(TO_INTEGER_BITS)
                    .or(outside)
                    .convertShape(L2I, I, 0);
            c.intoArray(cell, from + k);
        }
    }
}
