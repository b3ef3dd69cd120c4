package io.github.stosszahl.collide;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.CounterWords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The jump process of pairs of species that collide at one place, in the cells of space, while positions stand still: any two particles of a cell collide at the rate that their species have at the density of one particle in a
 * cell. Jumps have no time step: intervals between candidates are exponential under a majorant; it holds for all pairs of the cell, or of all cells that are worked on together, and is raised when a collision
 * creates a speed that it was not made for. Where directions diffuse, the time is one step, taken after the jumps. Fermi and Bose species are counted in the velocity cells of the cell of space, anew whenever it is worked on. It has the scratch memory of one thread; cells may be worked on by any.
 */
public final class CellCollisions {
    /** Of a cell, for which the bounds of speeds need not be sharp. */
    static final double CANDIDATES_PER_PARTICLE = 0.25;

    private final List<Population> populations;
    private final CellChannel[] channels;
    private final PairTurn change;
    private final boolean spatial;
    private final boolean bounded;
    /** velocity[species][axis], and where cells start; both change with every sort. */
    private final double[][][] velocity;

    private final int[][] starts;
    private final int[] start;
    private final int[] size;
    private final CellSpeeds speeds;
    private final CellOccupation occupation;

    /** Velocities after a collision in which both partners take part. */
    private final double[] firstAfter = new double[3];

    private final double[] secondAfter = new double[3];
    private final PairKernel kernel;
    private final ExponentialNumbers intervals;
    /** What is left, in mean intervals, of the time to the next candidate; the next cell goes on with it, as the time has no memory. */
    private double waiting;

    private double perPair;
    /** Null if no direction diffuses. */
    private final @Nullable CellDiffusion diffusion;
    /** Null if it is not the way of this gas: only jumps of classical species are done in rounds. */
    private final @Nullable CellRounds rounds;
    /** Null if it is not needed: without diffusion or without bosons. */
    private final @Nullable CellEnhancement enhancement;
    /** Of the channels, in a step of diffusion. */
    private final int[] order;
    /** Whether the last pair that was to be turned was blocked. */
    private boolean blockedLast;

    private long key;
    private long counter;

    /**
     * @param mixture the pairs that collide
     * @param ensemble the particles, whose velocities are changed in place
     * @param choice the kernel; it does not change the result
     */
    public CellCollisions(Mixture mixture, Ensemble ensemble, KernelChoice choice) {
        populations = ensemble.populations();
        kernel = choice.collisionKernel();
        intervals = new ExponentialNumbers(kernel);
        List<CellChannel> list = new ArrayList<>();
        for (int p = 0; p < mixture.pairs().size(); p++) {
            list.add(new CellChannel(new PairChannel(p, mixture.pairs().get(p), ensemble), kernel));
        }
        channels = list.toArray(CellChannel[]::new);
        diffusion = list.stream().anyMatch(c -> c.channel.diffusivity > 0) ? new CellDiffusion(kernel) : null;
        order = new int[channels.length];
        spatial = mixture.dimension() == 3;
        change = new PairTurn(spatial);
        bounded = list.stream().anyMatch(c -> c.channel.isLocal() && c.channel.needsSpeedBounds());
        velocity = new double[populations.size()][mixture.dimension()][];
        starts = new int[populations.size()][];
        start = new int[populations.size()];
        size = new int[populations.size()];
        speeds = new CellSpeeds(velocity);
        occupation = new CellOccupation(populations, velocity);
        enhancement = diffusion != null && occupation.isEnhanced()
                ? new CellEnhancement(populations, velocity, occupation.numbers(), kernel)
                : null;
        rounds = occupation.isEmpty() && diffusion == null
                ? new CellRounds(channels, kernel, velocity, starts, bounded)
                : null;
    }

    /**
     * Runs the process in cells from..to-1 for a time. The particles are in the order of cells.
     *
     * @param volumes how many times the volume of a cell is in the one that weights are per
     * @param stepKey of all random words of this time; the same for all cells
     */
    public void advance(int from, int to, double volumes, double time, long stepKey) {
        long pieceKey = CounterWords.key(stepKey, -1L - from);
        look();
        perPair = volumes;
        if (bounded) {
            findCommonBounds(from, to);
        }
        if (rounds != null && to - from >= CellRounds.FEWEST_CELLS) {
            rounds.advance(from, to, volumes, time, pieceKey, speeds.originOfAll(), speeds.fastestOfAll());
            return;
        }
        for (CellChannel channel : channels) {
            channel.restart(pieceKey);
        }
        intervals.restart(CounterWords.word(pieceKey, -1));
        waiting = intervals.next();
        key = CounterWords.key(stepKey, from);
        counter = 0;
        for (int cell = from; cell < to; cell++) {
            if (enter(cell)) {
                collide(time);
            }
        }
    }

    /** Takes the arrays, which every sort replaces. */
    private void look() {
        for (int i = 0; i < starts.length; i++) {
            starts[i] = populations.get(i).order().orElseThrow().starts();
            for (int a = 0; a < velocity[i].length; a++) {
                velocity[i][a] = populations.get(i).velocity(a);
            }
        }
    }

    /**
     * The relative error of first order that a step of diffusion makes in the rates of relaxation by each pair of the mixture, from pairs of particles that are in one cell now; 0 for pairs without diffusion. See {@link StepError}.
     *
     * @param volumes how many times the volume of a cell is in the one that weights are per
     */
    public double[] timeStepErrors(double volumes, double step) {
        look();
        List<StepError.Sample> samples = new ArrayList<>();
        for (CellChannel c : channels) {
            samples.add(c.channel.diffusivity > 0 ? sample(c.channel, volumes) : StepError.Sample.NOTHING);
        }
        return new StepError(velocity[0].length, samples).of(step);
    }

    /** Particles of the first species at equal distances in memory, each with a random one of the second in its cell; nothing of those without. */
    private StepError.Sample sample(PairChannel channel, double volumes) {
        int i = channel.first;
        int j = channel.second;
        CellEnhancement bounds = occupation.isBose(i) || occupation.isBose(j) ? enhancement : null;
        double[] square = new double[StepError.PAIRS];
        double[] scale = new double[StepError.PAIRS];
        double[] factor = new double[StepError.PAIRS];
        int particles = populations.get(i).size();
        int cell = -1;
        for (int s = 0; s < StepError.PAIRS && particles > 0; s++) {
            int k = (int) ((long) s * particles / StepError.PAIRS);
            if (cell < 0 || k >= starts[i][cell + 1]) {
                cell = leave(bounds, cell);
                while (k >= starts[i][cell + 1]) {
                    cell++;
                }
                enter(cell);
                visit(bounds, i, j);
            }
            int partners = size[j] - (channel.isLike() ? 1 : 0);
            factor[s] = 1;
            if (partners > 0) {
                int l = start[j] + share(CounterWords.word(0, s) >>> Integer.SIZE, partners);
                l += channel.isLike() && l >= k ? 1 : 0;
                for (int a = 0; a < velocity[i].length; a++) {
                    double u = velocity[j][a][l] - velocity[i][a][k];
                    square[s] += u * u;
                }
                factor[s] = bounds == null ? 1 : bounds.of(i, k, j, l);
            }
            double met = channel.isLike() ? 0.5 * partners : Math.min(size[i], partners);
            scale[s] = channel.diffusivity * channel.heavierWeight * volumes * met;
        }
        leave(bounds, cell);
        return StepError.Sample.of(channel, square, scale, factor);
    }

    private void visit(@Nullable CellEnhancement bounds, int first, int second) {
        if (bounds != null) {
            occupation.count(start, size, 1);
            bounds.enter(start, size);
            bounds.take(first, second, start, size);
        }
    }

    /** Leaves the cell that was visited, if any; returns the next one. */
    private int leave(@Nullable CellEnhancement bounds, int cell) {
        if (bounds != null && cell >= 0) {
            occupation.count(start, size, -1);
        }
        return cell + 1;
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
            c.pairs = !c.channel.isLocal() ? 0 : c.channel.isLike() ? 0.5 * n * (n - 1) : n * m;
            pairs += c.pairs;
        }
        return pairs > 0;
    }

    private void collide(double time) {
        occupation.count(start, size, 1);
        double rate = bounded ? boundSpeeds(time) : bound();
        // time is measured in mean intervals between candidates
        double left = rate * time;
        while (waiting < left) {
            left -= waiting;
            waiting = intervals.next();
            if (tryPair(choose(rate))) {
                double raised = bound();
                left *= raised / rate;
                rate = raised;
            }
        }
        waiting -= left;
        if (diffusion != null) {
            diffuse(diffusion, time);
        }
        occupation.count(start, size, -1);
    }

    /** Lets directions of relative velocities diffuse for a time step, those of the pairs of species in random order, so that none is always the first. */
    private void diffuse(CellDiffusion meetings, double time) {
        meetings.restart(CounterWords.key(key, counter++));
        for (int k = 0; k < order.length; k++) {
            int l = meetings.below(k + 1);
            order[k] = order[l];
            order[l] = k;
        }
        if (enhancement != null) {
            enhancement.enter(start, size);
        }
        for (int k : order) {
            if (channels[k].channel.diffusivity > 0 && channels[k].pairs > 0) {
                diffuse(meetings, channels[k], time);
            }
        }
    }

    private void diffuse(CellDiffusion meetings, CellChannel c, double time) {
        PairChannel channel = c.channel;
        int i = channel.first;
        int j = channel.second;
        meetings.pairUp(channel, start[i], size[i], start[j], size[j]);
        int all = meetings.meetings();
        int apart = meetings.apart();
        CellEnhancement bounds = occupation.isBose(i) || occupation.isBose(j) ? enhancement : null;
        if (bounds != null) {
            bounds.take(i, j, start, size);
        }
        double timePerRate = channel.diffusivity * c.pairs * channel.heavierWeight * perPair * time / all;
        for (int from = 0; from < all; from += apart) {
            int count = Math.min(apart, all - from);
            meetings.draw(c, velocity[i], velocity[j], from, count, timePerRate, bounds);
            c.met += count;
            for (int l = 0; l < count; l++) {
                turn(c, meetings.first(l), meetings.second(l), true, meetings.cosine(l), meetings.majorant(l));
                c.moved += blockedLast ? 0 : 1;
            }
        }
    }

    private double uniform() {
        return ScalarKernel.uniform(CounterWords.word(key, counter++));
    }

    /** Finds bounds of the speeds in cells from..to-1. */
    private void findCommonBounds(int from, int to) {
        for (int i = 0; i < start.length; i++) {
            start[i] = starts[i][from];
            size[i] = starts[i][to] - start[i];
        }
        speeds.findCommon(start, size, kernel);
    }

    /**
     * Sets the majorants, of the bounds of all cells where candidates are few, so that looking at every particle of the cell would cost more than the candidates that sharper bounds
     * save; returns the candidates of all pairs per time.
     */
    private double boundSpeeds(double time) {
        int n = 0;
        for (int i = 0; i < size.length; i++) {
            n += size[i];
        }
        boolean known = speeds.takeCommon() && occupation.isEmpty();
        double rate = known ? CellChannel.sumOfRates(channels) : bound();
        if (rate * time <= CANDIDATES_PER_PARTICLE * n) {
            return rate;
        }
        speeds.find(start, size);
        return bound();
    }

    /** Sets the majorants; returns the candidates of all pairs per time. */
    private double bound() {
        double rate = 0;
        for (CellChannel c : channels) {
            if (!c.channel.jumps || !c.channel.isLocal()) {
                continue;
            }
            double square = 1;
            if (bounded) {
                square = speeds.squareOfSum(c.channel.first, c.channel.second);
            }
            rate += c.bound(square, perPair * c.channel.heavierWeight * occupation.enhancement(c.channel));
        }
        return rate;
    }

    private CellChannel choose(double rate) {
        return channels[channels.length == 1 ? 0 : CellChannel.choose(channels, uniform() * rate)];
    }

    /** Lets a random pair collide if it does; says whether a speed has outgrown its bound. */
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
        double gx = b[0][j] - a[0][i];
        double gy = b[1][j] - a[1][i];
        double gz = spatial ? b[2][j] - a[2][i] : 0;
        if (!c.collides(Math.fma(gz, gz, Math.fma(gy, gy, gx * gx)))) {
            return false;
        }
        boolean outgrown = turn(c, i, j, c.turned, c.turned ? c.cosine() : 0, occupation.enhancement(channel));
        c.accepted += blockedLast ? 0 : 1;
        return outgrown;
    }

    /**
     * Turns the relative velocity of two particles, unless occupied cells block it, which {@link #blockedLast} says then.
     *
     * @param turned whether the cosine of the angle is given, else the new direction is uniform
     * @param majorant of the factor by which occupied cells enhance the move
     * @return whether a speed has outgrown its bound
     */
    private boolean turn(CellChannel c, int i, int j, boolean turned, double cosine, double majorant) {
        blockedLast = false;
        PairChannel channel = c.channel;
        double[][] a = velocity[channel.first];
        double[][] b = velocity[channel.second];
        change.draw(a, i, b, j, turned, cosine, CounterWords.word(key, counter++));
        double p = channel.firstShare;
        double q = -channel.secondShare;
        if (!channel.equalWeights) {
            double u = uniform();
            p = u < channel.firstTakesPart ? p : 0;
            q = u < channel.secondTakesPart ? q : 0;
        }
        boolean crowded = false;
        if (channel.blocked) {
            setAfter(firstAfter, a, i, channel.firstShare);
            setAfter(secondAfter, b, j, -channel.secondShare);
            double level = uniform() * majorant;
            blockedLast = !occupation.allows(c, i, p != 0, firstAfter, j, q != 0, secondAfter, level, majorant);
            if (blockedLast) {
                return false;
            }
            // each of the two raises its own bound
            boolean first = occupation.isCrowded(channel.first, firstAfter);
            boolean second = occupation.isCrowded(channel.second, secondAfter);
            crowded = first || second;
        }
        change.give(a, i, p);
        change.give(b, j, q);
        if (!bounded) {
            return crowded;
        }
        boolean first = speeds.outgrows(channel.first, i);
        boolean second = speeds.outgrows(channel.second, j);
        return crowded || first || second;
    }

    private void setAfter(double[] after, double[][] v, int k, double share) {
        after[0] = Math.fma(change.x, share, v[0][k]);
        after[1] = Math.fma(change.y, share, v[1][k]);
        after[v.length - 1] = spatial ? Math.fma(change.z, share, v[2][k]) : after[1];
    }

    /** The share of n that 32 random bits are of 2^32: in 0..n-1. */
    static int share(long bits, int n) {
        return (int) ((bits * n) >>> Integer.SIZE);
    }

    /** How far the candidates got that any of several objects saw, which serve one replica; in the order of the mixture's pairs. */
    public static List<PairTally> tallies(List<CellCollisions> parts) {
        List<PairTally> tallies = new ArrayList<>();
        for (int p = 0; p < parts.get(0).channels.length; p++) {
            long candidates = 0;
            long accepted = 0;
            long continued = 0;
            long clipped = 0;
            long met = 0;
            long moved = 0;
            long saturated = 0;
            for (CellCollisions part : parts) {
                candidates += part.channels[p].candidates;
                accepted += part.channels[p].accepted;
                continued += part.channels[p].continued;
                clipped += part.channels[p].clipped;
                met += part.channels[p].met;
                moved += part.channels[p].moved;
                saturated += part.channels[p].saturated;
            }
            PairChannel channel = parts.get(0).channels[p].channel;
            tallies.add(new PairTally(
                    candidates,
                    accepted,
                    continued,
                    clipped,
                    accepted * channel.collisionWeight(),
                    new PairTally.Diffusion(met, moved, saturated)));
        }
        return tallies;
    }
}
