package io.github.stosszahl.collide;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.CounterWords;
import java.util.ArrayList;
import java.util.List;

/**
 * The jump process in the cells of space, while positions stand still: any two particles of a cell collide at the rate that their species have at the density of one particle in a
 * cell. There is no time step in it: intervals between candidates are exponential under a majorant, which holds for all pairs that the cell has, and is raised when a collision
 * creates a velocity outside the box of velocities that it was made for. It has the scratch memory of one thread; cells may be worked on by any.
 */
public final class CellCollisions {
    /** Candidates that are expected of one stretch of time, at most: e to minus this is a number. */
    private static final double LONGEST = 256;
    /** Share of the width that a box of velocities gets in addition when it has to grow. */
    private static final double HEAD_ROOM = 0.02;

    private final List<Population> populations;
    private final CellChannel[] channels;
    private final ScalarKernel directions = new ScalarKernel();
    private final boolean spatial;
    private final boolean bounded;
    /** velocity[species][axis], and where cells start; both change with every sort. */
    private final double[][][] velocity;

    private final int[][] starts;
    private final int[] start;
    private final int[] size;
    /** low[species][axis]: smallest component of a velocity in the cell. */
    private final double[][] low;

    private final double[][] high;
    private double perPair;
    private long key;
    private long counter;

    /**
     * @param mixture the pairs that collide
     * @param ensemble the particles, whose velocities are changed in place
     * @param choice the kernel; it does not change the result
     */
    public CellCollisions(Mixture mixture, Ensemble ensemble, KernelChoice choice) {
        populations = ensemble.populations();
        PairKernel kernel = choice.kernel();
        List<CellChannel> list = new ArrayList<>();
        for (int p = 0; p < mixture.pairs().size(); p++) {
            list.add(new CellChannel(new PairChannel(p, mixture.pairs().get(p), ensemble), kernel));
        }
        channels = list.toArray(CellChannel[]::new);
        spatial = mixture.dimension() == 3;
        bounded = list.stream().anyMatch(c -> c.channel.needsSpeedBounds());
        velocity = new double[populations.size()][mixture.dimension()][];
        starts = new int[populations.size()][];
        start = new int[populations.size()];
        size = new int[populations.size()];
        low = new double[populations.size()][mixture.dimension()];
        high = new double[populations.size()][mixture.dimension()];
    }

    /**
     * Runs the process in cells from..to-1 for a time. The particles are in the order of cells.
     *
     * @param volumes how many times the volume of a cell is in the one that weights are per
     * @param stepKey of all random words of this time; the same for all cells
     */
    public void advance(int from, int to, double volumes, double time, long stepKey) {
        for (CellChannel channel : channels) {
            channel.restart(CounterWords.key(stepKey, -1L - from));
        }
        for (int i = 0; i < starts.length; i++) {
            starts[i] = populations.get(i).order().orElseThrow().starts();
            for (int a = 0; a < velocity[i].length; a++) {
                velocity[i][a] = populations.get(i).velocity(a);
            }
        }
        perPair = volumes;
        for (int cell = from; cell < to; cell++) {
            if (enter(cell)) {
                key = CounterWords.key(stepKey, cell);
                counter = 0;
                collide(time);
            }
        }
    }

    /** Whether there are pairs in a cell. */
    private boolean enter(int cell) {
        for (int i = 0; i < start.length; i++) {
            start[i] = starts[i][cell];
            size[i] = starts[i][cell + 1] - start[i];
        }
        double pairs = 0;
        for (CellChannel c : channels) {
            double n = size[c.channel.first];
            double m = size[c.channel.second];
            c.pairs = c.channel.isLike() ? 0.5 * n * (n - 1) : n * m;
            pairs += c.pairs;
        }
        return pairs > 0;
    }

    private void collide(double time) {
        if (bounded) {
            findBoxes();
        }
        double rate = bound();
        double mean = rate * time;
        while (mean > 0) {
            double stretch = Math.min(mean, LONGEST);
            double end = Math.exp(-stretch);
            // the product of uniform numbers is e to minus the time, in units of the mean interval
            double product = uniform();
            boolean outgrown = false;
            while (product > end && !outgrown) {
                outgrown = tryPair(choose(rate));
                if (!outgrown) {
                    product *= uniform();
                }
            }
            if (outgrown) {
                double left = mean + Math.log(product);
                double raised = bound();
                mean = left * raised / rate;
                rate = raised;
            } else {
                mean -= stretch;
            }
        }
    }

    private double uniform() {
        return ScalarKernel.uniform(CounterWords.word(key, counter++));
    }

    private void findBoxes() {
        for (int i = 0; i < size.length; i++) {
            for (int a = 0; a < low[i].length; a++) {
                double[] v = velocity[i][a];
                double least = Double.POSITIVE_INFINITY;
                double most = Double.NEGATIVE_INFINITY;
                int end = start[i] + size[i];
                for (int k = start[i]; k < end; k++) {
                    least = Math.min(least, v[k]);
                    most = Math.max(most, v[k]);
                }
                low[i][a] = least;
                high[i][a] = most;
            }
        }
    }

    /** Sets the majorants; returns the candidates of all pairs per time. */
    private double bound() {
        double rate = 0;
        for (CellChannel c : channels) {
            if (c.pairs == 0) {
                c.rate = 0;
                continue;
            }
            double square = 1;
            if (bounded) {
                double[] lowA = low[c.channel.first];
                double[] highA = high[c.channel.first];
                double[] lowB = low[c.channel.second];
                double[] highB = high[c.channel.second];
                square = 0;
                for (int a = 0; a < lowA.length; a++) {
                    double u = Math.max(highA[a] - lowB[a], highB[a] - lowA[a]);
                    square += u * u;
                }
            }
            rate += c.bound(square, perPair * c.channel.heavierWeight);
        }
        return rate;
    }

    private CellChannel choose(double rate) {
        int last = channels.length - 1;
        if (last == 0) {
            return channels[0];
        }
        double target = uniform() * rate;
        int c = 0;
        while (target >= channels[c].rate && c < last) {
            target -= channels[c].rate;
            c++;
        }
        // rounding may lead to a pair that the cell does not have
        while (channels[c].rate == 0) {
            c--;
        }
        return channels[c];
    }

    /** Lets a random pair collide if it does; says whether a velocity has left its box. */
    private boolean tryPair(CellChannel c) {
        PairChannel channel = c.channel;
        long word = CounterWords.word(key, counter++);
        int n = size[channel.first];
        int i = share(word >>> Integer.SIZE, n);
        int j;
        if (channel.isLike()) {
            j = share(word & 0xFFFFFFFFL, n - 1);
            j += j >= i ? 1 : 0;
        } else {
            j = share(word & 0xFFFFFFFFL, size[channel.second]);
        }
        i += start[channel.first];
        j += start[channel.second];
        double[][] a = velocity[channel.first];
        double[][] b = velocity[channel.second];
        double[] ax = a[0];
        double[] ay = a[1];
        double[] bx = b[0];
        double[] by = b[1];
        double gx = bx[j] - ax[i];
        double gy = by[j] - ay[i];
        double gz = spatial ? b[2][j] - a[2][i] : 0;
        double square = Math.fma(gz, gz, Math.fma(gy, gy, gx * gx));
        if (!c.collides(square)) {
            return false;
        }
        c.accepted++;
        double speed = Math.sqrt(square);
        long direction = CounterWords.word(key, counter++);
        if (c.turned) {
            directions.x[0] = c.cosine();
            directions.turn(spatial, direction, 0, gx, gy, gz, speed);
        } else {
            directions.drawDirection(spatial, direction, 0);
        }
        gx = Math.fma(speed, directions.x[0], gx);
        gy = Math.fma(speed, directions.y[0], gy);
        gz = Math.fma(speed, directions.z[0], gz);
        double p = channel.firstShare;
        double q = -channel.secondShare;
        if (!channel.equalWeights) {
            double u = uniform();
            p = u < channel.firstTakesPart ? p : 0;
            q = u < channel.secondTakesPart ? q : 0;
        }
        ax[i] = Math.fma(gx, p, ax[i]);
        ay[i] = Math.fma(gy, p, ay[i]);
        bx[j] = Math.fma(gx, q, bx[j]);
        by[j] = Math.fma(gy, q, by[j]);
        if (spatial) {
            double[] az = a[2];
            double[] bz = b[2];
            az[i] = Math.fma(gz, p, az[i]);
            bz[j] = Math.fma(gz, q, bz[j]);
        }
        return bounded && (leaves(channel.first, i) | leaves(channel.second, j));
    }

    /** The share of n that 32 random bits are of 2^32: in 0..n-1. */
    private static int share(long bits, int n) {
        return (int) ((bits * n) >>> Integer.SIZE);
    }

    /** Whether a particle has left the box of velocities of its species; the box is made to hold it. */
    private boolean leaves(int species, int k) {
        double[] least = low[species];
        double[] most = high[species];
        boolean left = false;
        for (int a = 0; a < least.length; a++) {
            double v = velocity[species][a][k];
            if (v < least[a]) {
                least[a] = v - HEAD_ROOM * (most[a] - v);
                left = true;
            } else if (v > most[a]) {
                most[a] = v + HEAD_ROOM * (v - least[a]);
                left = true;
            }
        }
        return left;
    }

    /** How far the candidates got that any of several objects saw, which serve one replica; in the order of the mixture's pairs. */
    public static List<PairTally> tallies(List<CellCollisions> parts) {
        List<PairTally> tallies = new ArrayList<>();
        for (int p = 0; p < parts.get(0).channels.length; p++) {
            long candidates = 0;
            long accepted = 0;
            long continued = 0;
            for (CellCollisions part : parts) {
                candidates += part.channels[p].candidates;
                accepted += part.channels[p].accepted;
                continued += part.channels[p].continued;
            }
            PairChannel channel = parts.get(0).channels[p].channel;
            tallies.add(new PairTally(candidates, accepted, continued, 0, accepted * channel.collisionWeight()));
        }
        return tallies;
    }
}
