package io.github.stosszahl.collide;

import io.github.stosszahl.math.ArrayMath;

/** A kernel that leaves to another one what it does not do itself. */
abstract class ForwardingKernel implements PairKernel {
    /** The other one. */
    PairKernel kernel;

    ForwardingKernel(PairKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public ArrayMath math() {
        return kernel.math();
    }

    @Override
    public void uniforms(long key, long counter, double from, double to, double[] out, int n) {
        kernel.uniforms(key, counter, from, to, out, n);
    }

    @Override
    public double largestSquare(double[][] v, double[] origin, int from, int to) {
        return kernel.largestSquare(v, origin, from, to);
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
        kernel.turn(spatial, turned, key, counter, cosines, gx, gy, gz, n);
    }

    @Override
    public void depart(Leg leg, Batch batch, int from, int to, Departures first, Departures second) {
        kernel.depart(leg, batch, from, to, first, second);
    }

    @Override
    public void arrive(Leg leg, Batch batch, int from, int to, Departures first, Departures second) {
        kernel.arrive(leg, batch, from, to, first, second);
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
        return kernel.settle(leg, batch, from, to, first, second, level, room);
    }
}
