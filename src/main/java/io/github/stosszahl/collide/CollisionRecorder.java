package io.github.stosszahl.collide;

import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Writes down the collisions of the visits of one block. They are told by the velocity of the partner of the smaller weight, which takes part in all of them. */
final class CollisionRecorder {
    private final Gas gas;
    private final double[][] before;
    private final List<Rows> rows;

    /** Collisions of one channel; arrays grow. */
    private static final class Rows {
        private int count;
        private int[] first = new int[16];
        private int[] second = new int[16];
        private final double[][] before;
        private final double[][] after;

        Rows(int components) {
            before = new double[components][16];
            after = new double[components][16];
        }

        /** Room for one more. */
        void grow() {
            if (count < first.length) {
                return;
            }
            first = Arrays.copyOf(first, 2 * count);
            second = Arrays.copyOf(second, 2 * count);
            for (int a = 0; a < before.length; a++) {
                before[a] = Arrays.copyOf(before[a], 2 * count);
                after[a] = Arrays.copyOf(after[a], 2 * count);
            }
        }
    }

    CollisionRecorder(Gas gas) {
        this.gas = gas;
        before = new double[Batch.SIZE][2 * gas.dimension];
        rows = gas.channels.stream().map(channel -> new Rows(2 * gas.dimension)).toList();
    }

    /**
     * Lets a batch collide, run by run, and writes down its collisions.
     *
     * @param variation told of the first run where weights are unequal
     * @return the first run that was not done
     */
    int observe(Leg leg, Batch batch, PairKernel kernel, QuadraticVariation variation, double[][] varied) {
        int r = 0;
        while (r < batch.runs && !batch.outgrown) {
            boolean varies = r == 0 && !leg.channel.equalWeights;
            if (varies) {
                variation.before(leg, batch);
            }
            for (int l = 0; l < batch.length(r); l++) {
                copy(leg, leg.first(batch.first[r] + l), leg.second(batch.second[r] + l), before[l]);
            }
            kernel.collide(leg, batch, r, r + 1);
            for (int l = 0; l < batch.length(r); l++) {
                add(leg, leg.first(batch.first[r] + l), leg.second(batch.second[r] + l), before[l]);
            }
            if (varies) {
                variation.after(leg, batch, varied);
            }
            r++;
        }
        return r;
    }

    private void copy(Leg leg, int i, int j, double[] into) {
        Population a = gas.populations.get(leg.channel.first);
        Population b = gas.populations.get(leg.channel.second);
        for (int axis = 0; axis < gas.dimension; axis++) {
            into[axis] = a.velocity(axis)[i];
            into[gas.dimension + axis] = b.velocity(axis)[j];
        }
    }

    private void add(Leg leg, int i, int j, double[] old) {
        int d = gas.dimension;
        Population a = gas.populations.get(leg.channel.first);
        Population b = gas.populations.get(leg.channel.second);
        boolean firstMoves = a.weight() <= b.weight();
        Population moving = firstMoves ? a : b;
        int particle = firstMoves ? i : j;
        int offset = firstMoves ? 0 : d;
        double recoil = moving.mass() / (firstMoves ? b : a).mass();
        boolean collided = false;
        for (int axis = 0; axis < d; axis++) {
            collided |= moving.velocity(axis)[particle] != old[offset + axis];
        }
        if (!collided) {
            return;
        }
        Rows to = rows.get(leg.channel.index);
        to.grow();
        int c = to.count++;
        to.first[c] = i;
        to.second[c] = j;
        for (int axis = 0; axis < d; axis++) {
            double v = moving.velocity(axis)[particle];
            to.before[axis][c] = old[axis];
            to.before[d + axis][c] = old[d + axis];
            to.after[offset + axis][c] = v;
            to.after[d - offset + axis][c] = old[d - offset + axis] - recoil * (v - old[offset + axis]);
        }
    }

    /** All that the recorders of a gas wrote down, in their order. */
    static CollisionSample sample(Gas gas, List<CollisionRecorder> recorders, double duration) {
        List<CollisionSample.OfPair> pairs = new ArrayList<>();
        for (PairChannel channel : gas.channels) {
            List<Rows> parts =
                    recorders.stream().map(r -> r.rows.get(channel.index)).toList();
            pairs.add(new CollisionSample.OfPair(
                    parts.stream()
                            .flatMapToInt(p -> Arrays.stream(p.first, 0, p.count))
                            .toArray(),
                    parts.stream()
                            .flatMapToInt(p -> Arrays.stream(p.second, 0, p.count))
                            .toArray(),
                    IntStream.range(0, 2 * gas.dimension)
                            .mapToObj(a -> parts.stream()
                                    .flatMapToDouble(p -> Arrays.stream(p.before[a], 0, p.count))
                                    .toArray())
                            .toArray(double[][]::new),
                    IntStream.range(0, 2 * gas.dimension)
                            .mapToObj(a -> parts.stream()
                                    .flatMapToDouble(p -> Arrays.stream(p.after[a], 0, p.count))
                                    .toArray())
                            .toArray(double[][]::new)));
        }
        return new CollisionSample(duration, pairs);
    }
}
