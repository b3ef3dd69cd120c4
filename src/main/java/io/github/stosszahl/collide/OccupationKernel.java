package io.github.stosszahl.collide;

import io.github.stosszahl.particles.CellIndex;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A kernel with the acceptance of Fermi and Bose statistics. It lets a few runs collide as classical particles do, and then decides, one candidate after the other, which collisions stand: not
 * those that occupied cells block, or for which the majorant of the enhancement was too large. A candidate with a given direction has been decided about before: it stands.
 *
 * <p>For a pair both particles are taken out of their cells; with m1 and m2 particles then in the cells of the new velocities (the first arrival counted if both are the same) the
 * collision stands with probability (1 + alpha m1/g)(1 + alpha m2/g) over the majorant. docs/methods.md proves detailed balance.
 *
 * <p>Runs that share no particle do not change what the others meet, except for the occupation of cells; so they are prepared together, as the vector unit and the caches like it.
 */
final class OccupationKernel extends ForwardingKernel {
    private static final double ROUNDING = 1e-12;
    /** Candidates, and runs, that are prepared together, at most: few enough for the inner cache and to find out whether they share particles. */
    private static final int CANDIDATES = 128;

    private static final int RUNS = 8;
    /** Below every product of factors. */
    private static final double SURE = -1;

    private final Gas gas;
    private final Partner first = new Partner();
    private final Partner second = new Partner();
    /** By slot: what the product of g + alpha m of both partners must exceed for a collision to stand, and that product. */
    private final double[] level = new double[Batch.SIZE];

    private final double[] room = new double[Batch.SIZE];

    /** One side of the pairs. */
    private static final class Partner {
        private final Departures departures = new Departures();
        /** By slot: the cell that the particle is in if the collision stands. */
        private final long[] arrival = new long[Batch.SIZE];
        /** Particles of the one cell of those that have no statistics. */
        private final int[] anybody = new int[1];

        private int[] counts = anybody;
        private int sign;
        private int capacity = 1;
        /** Of this cell and those after it, no factor is asked for. */
        private long last;

        void serve(@Nullable OccupationNumbers numbers, int block) {
            departures.index = numbers == null ? CellIndex.ONE_CELL : numbers.index;
            counts = numbers == null ? anybody : numbers.counts[block];
            sign = numbers == null ? 0 : numbers.sign;
            capacity = numbers == null ? 1 : numbers.capacity;
            last = counts.length - 1L;
        }
    }

    /** @param kernel moves the particles */
    OccupationKernel(PairKernel kernel, Gas gas) {
        super(kernel);
        this.gas = gas;
    }

    @Override
    public int collide(Leg leg, Batch batch, int from, int to) {
        PairChannel channel = leg.channel;
        if (!channel.blocked) {
            return kernel.collide(leg, batch, from, to);
        }
        first.serve(gas.occupation.get(channel.first), leg.firstBlock);
        second.serve(gas.occupation.get(channel.second), leg.secondBlock);
        int r = from;
        while (r < to && !batch.outgrown) {
            r = collideTogether(leg, batch, r, independentRuns(leg, batch, r, to));
        }
        return r;
    }

    /** The end of the runs from one on that share no particle, and do not pass the end of a ring. */
    private static int independentRuns(Leg leg, Batch batch, int from, int to) {
        int most = Math.min(to, from + Math.max(1, Math.min(RUNS, CANDIDATES / batch.run)));
        boolean like = leg.channel.isLike();
        int end = from + 1;
        while (end < most && batch.whole[end - 1] && batch.whole[end] && !meetsAny(batch, from, end, like)) {
            end++;
        }
        return end;
    }

    /** Whether a run shares a particle with one of those from..r-1. */
    private static boolean meetsAny(Batch batch, int from, int r, boolean like) {
        int i = batch.first[r];
        int j = batch.second[r];
        boolean meets = false;
        for (int s = from; s < r; s++) {
            int k = batch.first[s];
            int l = batch.second[s];
            meets |= Math.abs(i - k) < batch.run | Math.abs(j - l) < batch.run;
            meets |= like & (Math.abs(i - l) < batch.run | Math.abs(j - k) < batch.run);
        }
        return meets;
    }

    private int collideTogether(Leg leg, Batch batch, int from, int to) {
        kernel.depart(leg, batch, from, to, first.departures, second.departures);
        int end = kernel.collide(leg, batch, from, to);
        int n = Math.min(batch.candidates, batch.run * end) - batch.run * from;
        kernel.arrive(leg, batch, from, end, first.departures, second.departures);
        long[] firstArrival = first.departures.to;
        long[] secondArrival = second.departures.to;
        if (!leg.channel.equalWeights) {
            recoil(leg, batch, from, n);
            firstArrival = first.arrival;
            secondArrival = second.arrival;
        }
        drawLevels(batch, batch.run * from, n);
        decide(n, firstArrival, secondArrival);
        batch.accepted -= kernel.settle(leg, batch, from, end, first.departures, second.departures, level, room);
        if (gas.isEnhanced(leg.channel)) {
            countClipped(leg, batch, batch.run * from, n);
        }
        return end;
    }

    private void drawLevels(Batch batch, int start, int n) {
        if (batch.directed) {
            Arrays.fill(level, 0, n, SURE);
            return;
        }
        double full = (double) first.capacity * second.capacity;
        kernel.uniforms(batch.occupationKey, batch.counter + start, 0, full, level, n);
        double[] majorant = batch.enhancement;
        for (int k = 0; k < n; k++) {
            level[k] *= majorant[start + k];
        }
    }

    /** Decides, one candidate after the other, and keeps the numbers of the cells. No processor can foresee a branch here. */
    private void decide(int n, long[] firstArrival, long[] secondArrival) {
        int[] a = first.counts;
        int[] b = second.counts;
        long[] firstFrom = first.departures.from;
        long[] secondFrom = second.departures.from;
        long[] firstTo = first.departures.to;
        long[] secondTo = second.departures.to;
        int firstSign = first.sign;
        int secondSign = second.sign;
        int firstCapacity = first.capacity;
        int secondCapacity = second.capacity;
        int firstLast = (int) first.last;
        int secondLast = (int) second.last;
        int like = a == b ? 1 : 0;
        double[] level = this.level;
        double[] room = this.room;
        for (int k = 0; k < n; k++) {
            int i = (int) firstFrom[k];
            int j = (int) secondFrom[k];
            int p = (int) firstTo[k];
            int q = (int) secondTo[k];
            a[i]--;
            b[j]--;
            int others = firstSign * (a[p] & (p - firstLast) >> 31);
            int otherwise = secondSign * ((b[q] + (p == q ? like : 0)) & (q - secondLast) >> 31);
            double product = (double) (firstCapacity + others) * (secondCapacity + otherwise);
            room[k] = product;
            // all bits if the collision stands
            int stands = (int) (Double.doubleToRawLongBits(level[k] - product) >> 63);
            a[i + ((int) firstArrival[k] - i & stands)]++;
            b[j + ((int) secondArrival[k] - j & stands)]++;
        }
    }

    /**
     * Where a heavier weight, which took no part, would have gone: momentum is conserved. It is judged as if it did, and stays.
     */
    private void recoil(Leg leg, Batch batch, int run, int n) {
        PairChannel channel = leg.channel;
        double ratio = channel.secondShare / channel.firstShare;
        Departures a = first.departures;
        Departures b = second.departures;
        System.arraycopy(a.to, 0, first.arrival, 0, n);
        System.arraycopy(b.to, 0, second.arrival, 0, n);
        for (int l = 0; l < n; l++) {
            int i = leg.first(batch.first[run + l / batch.run] + l % batch.run);
            int j = leg.second(batch.second[run + l / batch.run] + l % batch.run);
            double px = leg.ax[i] - a.x[l];
            double py = leg.ay[i] - a.y[l];
            double pz = leg.az[i & leg.thirdMask] - a.z[l];
            double qx = leg.bx[j] - b.x[l];
            double qy = leg.by[j] - b.y[l];
            double qz = leg.bz[j & leg.thirdMask] - b.z[l];
            boolean firstMoves = px != 0 || py != 0 || pz != 0;
            boolean secondMoves = qx != 0 || qy != 0 || qz != 0;
            if (firstMoves && !secondMoves) {
                b.to[l] = b.index.of(b.x[l] - ratio * px, b.y[l] - ratio * py, b.z[l] - ratio * pz);
            } else if (secondMoves && !firstMoves) {
                a.to[l] = a.index.of(a.x[l] - qx / ratio, a.y[l] - qy / ratio, a.z[l] - qz / ratio);
            }
        }
    }

    /** Counts the collisions whose enhancement was above its bound; all of them stand. */
    private void countClipped(Leg leg, Batch batch, int run, int n) {
        if (batch.directed) {
            return;
        }
        double full = (double) first.capacity * second.capacity * (1 + ROUNDING);
        for (int l = 0; l < n; l++) {
            if (room[l] > full * batch.enhancement[run + l] && hasMoved(leg, batch, run, l)) {
                batch.clipped++;
            }
        }
    }

    private boolean hasMoved(Leg leg, Batch batch, int run, int l) {
        int i = leg.first(batch.first[run / batch.run + l / batch.run] + l % batch.run);
        int j = leg.second(batch.second[run / batch.run + l / batch.run] + l % batch.run);
        return leg.ax[i] != first.departures.x[l] || leg.bx[j] != second.departures.x[l];
    }
}
