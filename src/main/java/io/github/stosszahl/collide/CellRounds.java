package io.github.stosszahl.collide;

import io.github.stosszahl.random.CounterWords;
import java.util.Arrays;

/**
 * The jump process of classical species in many cells at once, in rounds: in each, every cell that has time left draws the interval to its next candidate, and the candidates of all cells are worked on
 * together. They have no particle in common, and those of one cell come one after the other, so this is the process of every cell by itself. Each cell has its own bounds of speeds, which are raised when one of its
 * collisions outgrows them. It has the scratch memory of one thread.
 */
final class CellRounds {
    /** Below, rounds are too short to be worth it. */
    static final int FEWEST_CELLS = 32;

    private static final double LN2 = Math.log(2);
    private static final int SIGN_SHIFT = 63;

    private final CellChannel[] channels;
    private final PairKernel kernel;
    /** velocity[species][axis], and where cells start; both change with every sort. */
    private final double[][][] velocity;

    private final int[][] starts;
    private final boolean bounded;
    private final boolean spatial;

    private int firstCell;
    private double perPair;
    private double[] origin = {};
    private long intervalKey;
    private long channelKey;
    private long pairKey;
    private long limitKey;
    private long angleKey;
    private long directionKey;
    private long participationKey;
    /** Of intervals, candidates and collisions so far. */
    private long intervals;

    private long candidates;
    private long collisions;

    /** Candidates per time of every cell, and the time that it has left, in mean intervals between candidates. */
    private double[] rate = {};

    private double[] left = {};
    /** Square of a bound of the speeds, [species][cell]. */
    private final double[][] fastest;
    /** Of the channels, for each cell; see {@link CellChannel}. */
    private final double[][] majorant;

    private final double[][] scale;

    // of a round: cells with time left, their intervals and channels
    private int[] active = {};
    private double[] interval = {};
    private int[] chosen = {};
    /** The cells of the candidates, those of a channel one after the other. */
    private int[] grouped = {};

    private final int[] ends;

    // of the candidates of a channel: cell, partners, relative velocity, its square, random numbers
    private int[] place = {};
    private int[] first = {};
    private int[] second = {};
    private double[] gx = {};
    private double[] gy = {};
    private double[] gz = {};
    private double[] square = {};
    private double[] number = {};
    private double[] firstShare = {};
    private double[] secondShare = {};

    /**
     * @param channels the pairs of species, whose tallies are kept
     * @param velocity of each species, one array per component; live
     * @param starts where the cells of each species start; live
     * @param bounded whether a majorant depends on the speeds that occur
     */
    CellRounds(CellChannel[] channels, PairKernel kernel, double[][][] velocity, int[][] starts, boolean bounded) {
        this.channels = channels;
        this.kernel = kernel;
        this.velocity = velocity;
        this.starts = starts;
        this.bounded = bounded;
        spatial = velocity[0].length == 3;
        fastest = new double[starts.length][0];
        majorant = new double[channels.length][0];
        scale = new double[channels.length][0];
        ends = new int[channels.length + 1];
    }

    /**
     * Runs the process in cells from..to-1 for a time.
     *
     * @param volumes how many times the volume of a cell is in the one that weights are per
     * @param key of all random words
     * @param centre from which speeds are measured
     * @param bounds squares of bounds of the speeds of each species that hold in all cells
     */
    void advance(int from, int to, double volumes, double time, long key, double[] centre, double[] bounds) {
        int cells = to - from;
        firstCell = from;
        perPair = volumes;
        origin = centre;
        makeRoom(cells);
        name(key);
        int n = begin(cells, time, bounds);
        while (n > 0) {
            n = wait(n);
            if (channels.length == 1) {
                meet(0, active, 0, n);
            } else {
                group(n);
                for (int c = 0; c < channels.length; c++) {
                    if (ends[c + 1] > ends[c]) {
                        meet(c, grouped, ends[c], ends[c + 1]);
                    }
                }
            }
        }
    }

    private void makeRoom(int cells) {
        if (rate.length >= cells) {
            return;
        }
        // more than is needed, as pieces grow a little from step to step where a gas loses particles
        int room = (cells + (cells >> 2) + Batch.LANES) / Batch.LANES * Batch.LANES;
        rate = new double[room];
        left = new double[room];
        interval = new double[room];
        gx = new double[room];
        gy = new double[room];
        gz = new double[room];
        square = new double[room];
        number = new double[room];
        firstShare = new double[room];
        secondShare = new double[room];
        active = new int[room];
        chosen = new int[room];
        grouped = new int[room];
        place = new int[room];
        first = new int[room];
        second = new int[room];
        Arrays.setAll(fastest, i -> new double[room]);
        Arrays.setAll(majorant, c -> new double[room]);
        Arrays.setAll(scale, c -> new double[room]);
    }

    private void name(long key) {
        intervalKey = CounterWords.word(key, 0);
        channelKey = CounterWords.word(key, 1);
        pairKey = CounterWords.word(key, 2);
        limitKey = CounterWords.word(key, 3);
        angleKey = CounterWords.word(key, 4);
        directionKey = CounterWords.word(key, 5);
        participationKey = CounterWords.word(key, 6);
        intervals = 0;
        candidates = 0;
        collisions = 0;
    }

    /**
     * Sets majorants, rates and times, with the bounds of all cells if candidates are few, so that looking at every particle would cost more than the candidates that sharper bounds save. Returns the number
     * of cells in the list of those that have time left.
     */
    private int begin(int cells, double time, double[] bounds) {
        for (int i = 0; i < fastest.length; i++) {
            Arrays.fill(fastest[i], 0, cells, bounds[i]);
        }
        for (int c = 0; c < channels.length; c++) {
            bound(channels[c], 0);
            Arrays.fill(majorant[c], 0, cells, channels[c].majorant);
            Arrays.fill(scale[c], 0, cells, channels[c].scale);
        }
        double expected = time * setRates(cells);
        if (bounded && expected > CellCollisions.CANDIDATES_PER_PARTICLE * particles(cells)) {
            for (int i = 0; i < fastest.length; i++) {
                findFastest(velocity[i], origin, starts[i], firstCell, fastest[i], cells);
            }
            for (int c = 0; c < channels.length; c++) {
                for (int s = 0; s < cells; s++) {
                    bound(channels[c], s);
                    majorant[c][s] = channels[c].majorant;
                    scale[c][s] = channels[c].scale;
                }
            }
            setRates(cells);
        }
        for (int s = 0; s < cells; s++) {
            left[s] = rate[s] * time;
            active[s] = s;
        }
        return cells;
    }

    private long particles(int cells) {
        long sum = 0;
        for (int[] start : starts) {
            sum += start[firstCell + cells] - start[firstCell];
        }
        return sum;
    }

    /** Sets the majorant of a channel for the bounds of a cell. */
    private void bound(CellChannel c, int cell) {
        double relative = 1;
        if (bounded) {
            relative = CellSpeeds.squareOfSum(fastest[c.channel.first][cell], fastest[c.channel.second][cell]);
        }
        c.bound(relative);
    }

    /** Sets the rates of all cells, of which it returns the sum. */
    private double setRates(int cells) {
        Arrays.fill(rate, 0, cells, 0);
        for (int c = 0; c < channels.length; c++) {
            PairChannel channel = channels[c].channel;
            if (channel.isLocal()) {
                double factor = perPair * channel.heavierWeight;
                addRates(starts[channel.first], starts[channel.second], firstCell, majorant[c], factor, rate, cells);
            }
        }
        double sum = 0;
        for (int s = 0; s < cells; s++) {
            sum += rate[s];
        }
        return sum;
    }

    private static void addRates(
            int[] a, int[] b, int firstCell, double[] majorant, double factor, double[] rate, int cells) {
        for (int s = 0; s < cells; s++) {
            double n = a[firstCell + s + 1] - a[firstCell + s];
            double m = b[firstCell + s + 1] - b[firstCell + s];
            double pairs = a == b ? 0.5 * n * (n - 1) : n * m;
            rate[s] += pairs * factor * majorant[s];
        }
    }

    /** Candidates of a channel per time in a cell. */
    private double rate(int c, int cell) {
        PairChannel channel = channels[c].channel;
        if (!channel.isLocal()) {
            return 0;
        }
        double n = size(channel.first, cell);
        double m = size(channel.second, cell);
        double pairs = channel.isLike() ? 0.5 * n * (n - 1) : n * m;
        return pairs * (perPair * channel.heavierWeight) * majorant[c][cell];
    }

    private int size(int species, int cell) {
        return starts[species][firstCell + cell + 1] - starts[species][firstCell + cell];
    }

    private static void findFastest(
            double[][] v, double[] origin, int[] start, int firstCell, double[] fastest, int cells) {
        for (int s = 0; s < cells; s++) {
            fastest[s] = ScalarKernel.largest(v, origin, start[firstCell + s], start[firstCell + s + 1]);
        }
    }

    /** Draws the intervals of n cells and keeps those in the list whose candidate comes in time; returns their number. */
    private int wait(int n) {
        kernel.uniforms(intervalKey, intervals, 0, 1, interval, n);
        kernel.math().log2(interval, n);
        intervals += n;
        return pass(active, left, interval, n);
    }

    private static int pass(int[] active, double[] left, double[] interval, int n) {
        int count = 0;
        for (int k = 0; k < n; k++) {
            int s = active[k];
            double rest = Math.fma(LN2, interval[k], left[s]);
            left[s] = rest;
            active[count] = s;
            // one more if there is a rest: no processor can foresee a branch here
            count += (int) (~Double.doubleToRawLongBits(rest) >>> SIGN_SHIFT);
        }
        return count;
    }

    /** Draws the channels of n candidates and brings those of the same one together. */
    private void group(int n) {
        Arrays.fill(ends, 0);
        for (int k = 0; k < n; k++) {
            double uniform = ScalarKernel.uniform(CounterWords.word(channelKey, candidates + k));
            int c = choose(active[k], uniform);
            chosen[k] = c;
            ends[c]++;
        }
        int sum = 0;
        for (int c = 0; c < ends.length; c++) {
            int count = ends[c];
            ends[c] = sum;
            sum += count;
        }
        for (int k = 0; k < n; k++) {
            grouped[ends[chosen[k]]++] = active[k];
        }
        // now they are where the next ones begin
        System.arraycopy(ends, 0, ends, 1, ends.length - 1);
        ends[0] = 0;
    }

    private int choose(int cell, double uniform) {
        double rest = uniform * rate[cell];
        int last = channels.length - 1;
        int c = 0;
        double part = rate(c, cell);
        while (rest >= part && c < last) {
            rest -= part;
            c++;
            part = rate(c, cell);
        }
        // rounding may lead to a channel without pairs
        while (part == 0) {
            c--;
            part = rate(c, cell);
        }
        return c;
    }

    /** Lets random pairs of a channel collide if they do, one in each of the cells list[from..to-1]. */
    private void meet(int index, int[] list, int from, int to) {
        CellChannel c = channels[index];
        PairChannel channel = c.channel;
        int n = to - from;
        System.arraycopy(list, from, place, 0, n);
        if (channel.isLike()) {
            drawAlike(place, starts[channel.first], firstCell, pairKey, candidates, first, second, n);
        } else {
            int[] a = starts[channel.first];
            int[] b = starts[channel.second];
            drawUnlike(place, a, b, firstCell, pairKey, candidates, first, second, n);
        }
        double[][] v = velocity[channel.first];
        double[][] w = velocity[channel.second];
        subtract(v[0], first, w[0], second, gx, n);
        subtract(v[1], first, w[1], second, gy, n);
        if (spatial) {
            subtract(v[2], first, w[2], second, gz, n);
        } else {
            Arrays.fill(gz, 0, n, 0);
        }
        square(gx, gy, gz, square, n);
        int accepted = accept(index, n);
        candidates += n;
        c.candidates += n;
        c.accepted += accepted;
        if (accepted > 0) {
            turn(c, accepted);
            collisions += accepted;
        }
    }

    private static void drawAlike(
            int[] place, int[] start, int firstCell, long key, long counter, int[] first, int[] second, int n) {
        for (int k = 0; k < n; k++) {
            int cell = firstCell + place[k];
            int begin = start[cell];
            int size = start[cell + 1] - begin;
            long word = CounterWords.word(key, counter + k);
            int i = CellCollisions.share(word >>> Integer.SIZE, size);
            int j = CellCollisions.share(word & 0xFFFFFFFFL, size - 1);
            j += j >= i ? 1 : 0;
            first[k] = begin + i;
            second[k] = begin + j;
        }
    }

    private static void drawUnlike(
            int[] place, int[] a, int[] b, int firstCell, long key, long counter, int[] first, int[] second, int n) {
        for (int k = 0; k < n; k++) {
            int cell = firstCell + place[k];
            long word = CounterWords.word(key, counter + k);
            first[k] = a[cell] + CellCollisions.share(word >>> Integer.SIZE, a[cell + 1] - a[cell]);
            second[k] = b[cell] + CellCollisions.share(word & 0xFFFFFFFFL, b[cell + 1] - b[cell]);
        }
    }

    private static void subtract(double[] v, int[] first, double[] w, int[] second, double[] g, int n) {
        for (int k = 0; k < n; k++) {
            g[k] = w[second[k]] - v[first[k]];
        }
    }

    private static void square(double[] gx, double[] gy, double[] gz, double[] square, int n) {
        for (int k = 0; k < n; k++) {
            square[k] = Math.fma(gz[k], gz[k], Math.fma(gy[k], gy[k], gx[k] * gx[k]));
        }
    }

    /** Decides about n candidates and keeps those that collide; returns their number. */
    private int accept(int index, int n) {
        CellChannel c = channels[index];
        if (c.limited) {
            for (int k = 0; k < n; k++) {
                c.continued += square[k] < c.validFromSquare || square[k] > c.validToSquare ? 1 : 0;
            }
        }
        if (c.constant) {
            return n;
        }
        c.drawLimits(limitKey, candidates, number, n);
        if (c.scaled) {
            compare(place, scale[index], c.sign, square, number, n);
        } else {
            for (int k = 0; k < n; k++) {
                number[k] = number[k] * majorant[index][place[k]] - c.channel.rate.alpha(Math.sqrt(square[k]));
            }
        }
        return keep(n);
    }

    /** Limits become negative where the candidate collides. */
    private static void compare(int[] place, double[] scale, double sign, double[] square, double[] limit, int n) {
        for (int k = 0; k < n; k++) {
            limit[k] = sign * (limit[k] * limit[k] * scale[place[k]] - square[k]);
        }
    }

    private int keep(int n) {
        int[] place = this.place;
        int[] first = this.first;
        int[] second = this.second;
        double[] gx = this.gx;
        double[] gy = this.gy;
        double[] gz = this.gz;
        double[] number = this.number;
        int count = 0;
        for (int k = 0; k < n; k++) {
            place[count] = place[k];
            first[count] = first[k];
            second[count] = second[k];
            gx[count] = gx[k];
            gy[count] = gy[k];
            gz[count] = gz[k];
            count += (int) (Double.doubleToRawLongBits(number[k]) >>> SIGN_SHIFT);
        }
        return count;
    }

    /** Turns the relative velocities of n pairs. */
    private void turn(CellChannel c, int n) {
        PairChannel channel = c.channel;
        if (c.turned) {
            kernel.uniforms(angleKey, collisions, 0, 1, number, n);
            channel.angle.cosines(kernel.math(), number, n);
        }
        kernel.turn(spatial, c.turned, directionKey, collisions, number, gx, gy, gz, n);
        setShares(channel, n);
        double[][] v = velocity[channel.first];
        double[][] w = velocity[channel.second];
        give(v[0], first, firstShare, w[0], second, secondShare, gx, n);
        give(v[1], first, firstShare, w[1], second, secondShare, gy, n);
        if (spatial) {
            give(v[2], first, firstShare, w[2], second, secondShare, gz, n);
        }
        if (bounded) {
            check(channel.first, first, n);
            check(channel.second, second, n);
        }
    }

    private void setShares(PairChannel channel, int n) {
        if (channel.equalWeights) {
            Arrays.fill(firstShare, 0, n, channel.firstShare);
            Arrays.fill(secondShare, 0, n, -channel.secondShare);
            return;
        }
        kernel.uniforms(participationKey, collisions, 0, 1, number, n);
        for (int k = 0; k < n; k++) {
            firstShare[k] = number[k] < channel.firstTakesPart ? channel.firstShare : 0;
            secondShare[k] = number[k] < channel.secondTakesPart ? -channel.secondShare : 0;
        }
    }

    private static void give(
            double[] v,
            int[] first,
            double[] firstShare,
            double[] w,
            int[] second,
            double[] secondShare,
            double[] g,
            int n) {
        for (int k = 0; k < n; k++) {
            int i = first[k];
            int j = second[k];
            v[i] = Math.fma(g[k], firstShare[k], v[i]);
            w[j] = Math.fma(g[k], secondShare[k], w[j]);
        }
    }

    /** Raises the bounds of the cells of n pairs that a partner has outgrown. */
    private void check(int species, int[] partner, int n) {
        double[] bound = fastest[species];
        squaredSpeeds(velocity[species], origin, partner, square, n);
        for (int k = 0; k < n; k++) {
            if (square[k] > bound[place[k]]) {
                bound[place[k]] = square[k] * CellSpeeds.HEAD_ROOM * CellSpeeds.HEAD_ROOM;
                raise(place[k]);
            }
        }
    }

    private static void squaredSpeeds(double[][] v, double[] origin, int[] partner, double[] square, int n) {
        double[] x = v[0];
        double[] y = v[1];
        // in the plane the last component is the second: it must not count twice
        double[] z = v[v.length - 1];
        double third = v.length - 2.0;
        double originX = origin[0];
        double originY = origin[1];
        double originZ = origin[origin.length - 1];
        for (int k = 0; k < n; k++) {
            int i = partner[k];
            double cx = x[i] - originX;
            double cy = y[i] - originY;
            double cz = (z[i] - originZ) * third;
            square[k] = Math.fma(cz, cz, Math.fma(cy, cy, cx * cx));
        }
    }

    /** The time that a cell has left has no memory: from now on it is measured in the intervals of its new majorants. */
    private void raise(int cell) {
        double sum = 0;
        for (int c = 0; c < channels.length; c++) {
            bound(channels[c], cell);
            majorant[c][cell] = channels[c].majorant;
            scale[c][cell] = channels[c].scale;
            sum += rate(c, cell);
        }
        left[cell] *= sum / rate[cell];
        rate[cell] = sum;
    }
}
