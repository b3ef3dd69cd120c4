package io.github.stosszahl.collide;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Statistics;
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
    /** What a speed that outgrows its bound is multiplied by to become the new one. */
    static final double HEAD_ROOM = 1.02;
    /** Products above this many times their bound are so not by rounding only. */
    private static final double ROUNDING = 1 + 1e-12;
    /** Of a cell, for which the bounds of speeds need not be sharp. */
    static final double CANDIDATES_PER_PARTICLE = 0.25;
    /** One of so many particles counts for the mean velocity where there are many. */
    private static final int SAMPLED = 16;

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
    /** Square of a bound of the speeds of each species, measured from the origin: for the cell at hand, and for all that are worked on in one go. */
    private final double[] fastest;

    private final double[] fastestOfAll;
    private final double[] origin;
    private final double[] originOfAll;
    /** Whether the bounds are those of all cells. */
    private boolean common;
    /** The last axis; in the plane its component must not count twice. */
    private final int third;

    private final double thirdCounts;
    /** Of each species; null for Maxwell statistics. */
    private final @Nullable OccupationNumbers[] occupation;

    private final boolean classical;
    /** Largest number of particles of a species in a velocity cell that its majorants hold for. */
    private final int[] mostInCell;

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
        occupation = populations.stream()
                .map(population -> population
                        .cells()
                        .map(cells -> new OccupationNumbers(population.species().statistics(), cells))
                        .orElse(null))
                .toArray(OccupationNumbers[]::new);
        boolean enhanced =
                populations.stream().anyMatch(population -> population.species().statistics() == Statistics.BOSE);
        enhancement =
                diffusion != null && enhanced ? new CellEnhancement(populations, velocity, occupation, kernel) : null;
        classical =
                populations.stream().allMatch(population -> population.cells().isEmpty());
        rounds = classical && diffusion == null ? new CellRounds(channels, kernel, velocity, starts, bounded) : null;
        mostInCell = new int[populations.size()];
        fastest = new double[populations.size()];
        fastestOfAll = new double[populations.size()];
        origin = new double[mixture.dimension()];
        originOfAll = new double[mixture.dimension()];
        third = mixture.dimension() - 1;
        thirdCounts = spatial ? 1 : 0;
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
            rounds.advance(from, to, volumes, time, pieceKey, originOfAll, fastestOfAll);
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
        CellEnhancement bounds = isBose(i) || isBose(j) ? enhancement : null;
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
            count(1);
            bounds.enter(start, size);
            bounds.take(first, second, start, size);
        }
    }

    /** Leaves the cell that was visited, if any; returns the next one. */
    private int leave(@Nullable CellEnhancement bounds, int cell) {
        if (bounds != null && cell >= 0) {
            count(-1);
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
        count(1);
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
        count(-1);
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
        CellEnhancement bounds = isBose(i) || isBose(j) ? enhancement : null;
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

    private boolean isBose(int species) {
        OccupationNumbers numbers = occupation[species];
        return numbers != null && numbers.sign > 0;
    }

    /**
     * Counts the particles of the cell of space in their velocity cells.
     *
     * @param change 1 at the start, -1 at the end, when there must be none again for the next cell
     */
    private void count(int change) {
        for (int i = 0; !classical && i < size.length; i++) {
            OccupationNumbers numbers = occupation[i];
            if (numbers == null) {
                continue;
            }
            int[] counts = numbers.counts[0];
            int most = 0;
            for (int k = start[i]; k < start[i] + size[i]; k++) {
                int cell = numbers.cell(velocity[i][0][k], velocity[i][1][k], velocity[i][third][k]);
                counts[cell] += change;
                most = cell == numbers.cells.count() ? most : Math.max(most, counts[cell]);
            }
            mostInCell[i] = most;
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
        findOrigin(SAMPLED);
        for (int i = 0; i < size.length; i++) {
            fastestOfAll[i] = kernel.largestSquare(velocity[i], origin, start[i], start[i] + size[i]);
        }
        System.arraycopy(origin, 0, originOfAll, 0, origin.length);
        common = false;
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
        if (!common) {
            System.arraycopy(originOfAll, 0, origin, 0, origin.length);
            System.arraycopy(fastestOfAll, 0, fastest, 0, fastest.length);
        }
        double rate = common && classical ? CellChannel.sumOfRates(channels) : bound();
        common = true;
        if (rate * time <= CANDIDATES_PER_PARTICLE * n) {
            return rate;
        }
        findFastest();
        common = false;
        return bound();
    }

    /** Finds the mean velocity of every so many particles of the cell, and the fastest particle of every species as seen from it. */
    private void findFastest() {
        findOrigin(1);
        double originX = origin[0];
        double originY = origin[1];
        double originZ = origin[third];
        for (int i = 0; i < size.length; i++) {
            double[] x = velocity[i][0];
            double[] y = velocity[i][1];
            double[] z = velocity[i][third];
            int end = start[i] + size[i];
            // numbers that are not negative have the order of their bits, of which the larger is found without a branch
            long largest = 0;
            for (int k = start[i]; k < end; k++) {
                double cx = x[k] - originX;
                double cy = y[k] - originY;
                double cz = (z[k] - originZ) * thirdCounts;
                double square = Math.fma(cz, cz, Math.fma(cy, cy, cx * cx));
                largest = Math.max(largest, Double.doubleToRawLongBits(square));
            }
            fastest[i] = Double.longBitsToDouble(largest);
        }
    }

    /** Sets the origin to the mean velocity of every so many particles. */
    private void findOrigin(int every) {
        double sumX = 0;
        double sumY = 0;
        double sumZ = 0;
        int n = 0;
        for (int i = 0; i < size.length; i++) {
            double[] x = velocity[i][0];
            double[] y = velocity[i][1];
            double[] z = velocity[i][third];
            int end = start[i] + size[i];
            for (int k = start[i]; k < end; k += every) {
                sumX += x[k];
                sumY += y[k];
                sumZ += z[k];
                n++;
            }
        }
        origin[0] = sumX / n;
        origin[1] = sumY / n;
        origin[third] = sumZ / n;
    }

    private double squaredSpeed(double x, double y, double z) {
        double cx = x - origin[0];
        double cy = y - origin[1];
        double cz = (z - origin[third]) * thirdCounts;
        return Math.fma(cz, cz, Math.fma(cy, cy, cx * cx));
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
                square = squareOfSum(fastest[c.channel.first], fastest[c.channel.second]);
            }
            double enhancement = enhancement(c.channel.first) * enhancement(c.channel.second);
            rate += c.bound(square, perPair * c.channel.heavierWeight * enhancement);
        }
        return rate;
    }

    static double squareOfSum(double a, double b) {
        return a == b ? 4 * a : a + b + 2 * Math.sqrt(a * b);
    }

    /** A bound of 1 + alpha m/g for m particles that are in a velocity cell when another one of the pair has arrived. */
    private double enhancement(int species) {
        OccupationNumbers numbers = occupation[species];
        return numbers == null || numbers.sign < 0 ? 1 : 1 + (mostInCell[species] + 1) * numbers.unit;
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
        double majorant = enhancement(channel.first) * enhancement(channel.second);
        boolean outgrown = turn(c, i, j, c.turned, c.turned ? c.cosine() : 0, majorant);
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
            blockedLast = !isAllowed(c, i, p != 0, j, q != 0, majorant);
            if (blockedLast) {
                return false;
            }
            // each of the two raises its own bound
            boolean first = isCrowded(channel.first, firstAfter);
            boolean second = isCrowded(channel.second, secondAfter);
            crowded = first || second;
        }
        change.give(a, i, p);
        change.give(b, j, q);
        if (!bounded) {
            return crowded;
        }
        boolean first = outgrows(channel.first, i);
        boolean second = outgrows(channel.second, j);
        return crowded || first || second;
    }

    private void setAfter(double[] after, double[][] v, int k, double share) {
        after[0] = Math.fma(change.x, share, v[0][k]);
        after[1] = Math.fma(change.y, share, v[1][k]);
        after[third] = spatial ? Math.fma(change.z, share, v[2][k]) : after[1];
    }

    /**
     * Whether occupied cells allow a collision, with probability (1 + alpha m1/g)(1 + alpha m2/g) over its majorant, where both particles have been taken out of their cells and, if both
     * go to the same one, the first has arrived. A heavier weight that does not take part is judged as if it did, and stays.
     */
    private boolean isAllowed(CellChannel c, int i, boolean firstMoves, int j, boolean secondMoves, double majorant) {
        int a = c.channel.first;
        int b = c.channel.second;
        OccupationNumbers first = occupation[a];
        OccupationNumbers second = occupation[b];
        int oldFirst = cell(first, velocity[a][0][i], velocity[a][1][i], velocity[a][third][i]);
        int oldSecond = cell(second, velocity[b][0][j], velocity[b][1][j], velocity[b][third][j]);
        int newFirst = cell(first, firstAfter[0], firstAfter[1], firstAfter[third]);
        int newSecond = cell(second, secondAfter[0], secondAfter[1], secondAfter[third]);
        add(first, oldFirst, -1);
        add(second, oldSecond, -1);
        double factor = factor(first, newFirst, 0);
        double otherFactor = factor(second, newSecond, a == b && newFirst == newSecond ? 1 : 0);
        double product = Math.max(0, factor) * Math.max(0, otherFactor);
        double level = uniform() * majorant;
        boolean allowed = level < product;
        // an overfull cell counts if nothing else forbids the collision
        double otherwise = (factor < 0 ? 1 : factor) * (otherFactor < 0 ? 1 : otherFactor);
        if (otherwise != product ? level < otherwise : product > majorant * ROUNDING) {
            c.clipped++;
        }
        add(first, allowed && firstMoves ? newFirst : oldFirst, 1);
        add(second, allowed && secondMoves ? newSecond : oldSecond, 1);
        return allowed;
    }

    private static int cell(@Nullable OccupationNumbers numbers, double x, double y, double z) {
        return numbers == null ? 0 : numbers.cell(x, y, z);
    }

    private static void add(@Nullable OccupationNumbers numbers, int cell, int change) {
        if (numbers != null) {
            numbers.counts[0][cell] += change;
        }
    }

    private static double factor(@Nullable OccupationNumbers numbers, int cell, int arrivals) {
        return numbers == null ? 1 : numbers.factor(cell, numbers.counts[0][cell] + arrivals);
    }

    /** Whether the velocity cell of a species has more bosons than its majorants hold for, which are to be raised then. */
    private boolean isCrowded(int species, double[] v) {
        OccupationNumbers numbers = occupation[species];
        if (numbers == null || numbers.sign < 0) {
            return false;
        }
        int cell = numbers.cell(v[0], v[1], v[third]);
        int count = cell == numbers.cells.count() ? 0 : numbers.counts[0][cell];
        if (count <= mostInCell[species]) {
            return false;
        }
        mostInCell[species] = count + (count >> 3);
        return true;
    }

    /** The share of n that 32 random bits are of 2^32: in 0..n-1. */
    static int share(long bits, int n) {
        return (int) ((bits * n) >>> Integer.SIZE);
    }

    /** Whether a particle has outgrown the bound of its species, which is raised then. */
    private boolean outgrows(int species, int k) {
        double[][] v = velocity[species];
        double square = squaredSpeed(v[0][k], v[1][k], v[third][k]);
        if (square <= fastest[species]) {
            return false;
        }
        fastest[species] = square * HEAD_ROOM * HEAD_ROOM;
        return true;
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
