package io.github.stosszahl.collide;

import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.CellOrder;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.CounterGenerator;
import io.github.stosszahl.random.CounterWords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The jump process of pairs of species whose collisions are delocalised, while positions stand still: particles k of species i and l of species j collide at the rate
 * max(w_i, w_j) V kappa(|x_k - x_l|) alpha_ij(|v_k - v_l|), V being the volume of the box that weights are per. Through periodic faces a particle meets every image of another one. Jumps have no time
 * step; intervals between candidates are exponential under a majorant. One thread works on the whole box.
 *
 * <p>A candidate is a particle of species i, a cell of its neighbourhood, and a place in it out of as many as the fullest cell of species j has particles.
 */
public final class DelocalisedCollisions {
    /** What a speed that outgrows its bound is multiplied by to become the new one. */
    private static final double HEAD_ROOM = 1.02;

    private final List<Population> populations;
    private final double volume;
    private final int pairs;
    private final CellChannel[] channels;
    /** Of the channels. */
    private final PartnerCells[] neighbourhoods;

    private final PairKernel kernel;
    private final PairTurn change;
    private final ExponentialNumbers intervals;
    private final ExponentialNumbers distances;
    private final CounterGenerator rng = new CounterGenerator();
    private final boolean bounded;
    private final double[] origin;
    /** Square of a bound of the speeds of each species, measured from the origin. */
    private final double[] fastest;
    /** Particles in the fullest cell of each species. */
    private final int[] fullest;

    private final double[][][] position;
    private final double[][][] velocity;
    private final int[][] starts;

    private DelocalisedCollisions(Mixture mixture, Box box, Ensemble ensemble, KernelChoice choice) {
        populations = ensemble.populations();
        volume = box.volume();
        kernel = choice.collisionKernel();
        pairs = mixture.pairs().size();
        List<CellChannel> delocalised = new ArrayList<>();
        List<PartnerCells> cells = new ArrayList<>();
        for (int p = 0; p < pairs; p++) {
            CollidingPair pair = mixture.pairs().get(p);
            if (pair.delocalisation().isPresent()) {
                delocalised.add(new CellChannel(new PairChannel(p, pair, ensemble), kernel));
                cells.add(new PartnerCells(box, pair.delocalisation().get(), rng));
            }
        }
        channels = delocalised.toArray(CellChannel[]::new);
        neighbourhoods = cells.toArray(PartnerCells[]::new);
        bounded = delocalised.stream().anyMatch(c -> c.channel.needsSpeedBounds());
        change = new PairTurn(mixture.dimension() == 3);
        intervals = new ExponentialNumbers(kernel);
        distances = new ExponentialNumbers(kernel);
        origin = ensemble.centreOfMassVelocity();
        int species = populations.size();
        fastest = new double[species];
        fullest = new int[species];
        position = new double[species][box.dimension()][];
        velocity = new double[species][mixture.dimension()][];
        starts = new int[species][];
    }

    /**
     * The process of an ensemble.
     *
     * @param mixture the pairs that collide
     * @param box where the particles are
     * @param ensemble the particles, whose velocities are changed in place
     * @param choice the kernel; it does not change the result
     * @return empty if no pair is delocalised
     * @throws IllegalArgumentException if a range is too many cells long, see {@link io.github.stosszahl.model.Delocalisation#fits}
     */
    public static Optional<DelocalisedCollisions> of(Mixture mixture, Box box, Ensemble ensemble, KernelChoice choice) {
        return mixture.isDelocalised()
                ? Optional.of(new DelocalisedCollisions(mixture, box, ensemble, choice))
                : Optional.empty();
    }

    /**
     * Runs the process for a time. The particles are in the order of the cells of the box.
     *
     * @param key of all random words of this time
     */
    public void advance(double time, long key) {
        for (int c = 0; c < channels.length; c++) {
            channels[c].restart(key);
        }
        rng.restart(CounterWords.word(key, -1));
        intervals.restart(CounterWords.word(key, -2));
        distances.restart(CounterWords.word(key, -3));
        look();
        double rate = bound();
        double end = rate * time;
        double now = intervals.next();
        // time is measured in mean intervals between candidates
        while (now < end) {
            int c = channels.length == 1 ? 0 : CellChannel.choose(channels, uniform() * rate);
            if (tryPair(channels[c], neighbourhoods[c])) {
                double raised = bound();
                end = (end - now) * raised / rate;
                rate = raised;
                now = 0;
            }
            now += intervals.next();
        }
    }

    private double uniform() {
        return ScalarKernel.uniform(rng.nextLong());
    }

    /** Takes the arrays, which every sort replaces, and what the majorants need to know of them. */
    private void look() {
        for (int i = 0; i < starts.length; i++) {
            Population p = populations.get(i);
            CellOrder order = p.order().orElseThrow();
            starts[i] = order.starts();
            for (int a = 0; a < position[i].length; a++) {
                position[i][a] = p.position(a);
            }
            for (int a = 0; a < velocity[i].length; a++) {
                velocity[i][a] = p.velocity(a);
            }
            fullest[i] = 0;
            for (int cell = 0; cell < starts[i].length - 1; cell++) {
                fullest[i] = Math.max(fullest[i], order.size(cell));
            }
            if (bounded) {
                fastest[i] = kernel.largestSquare(velocity[i], origin, 0, p.size());
            }
        }
        for (int c = 0; c < channels.length; c++) {
            PairChannel channel = channels[c].channel;
            // every pair of like particles is met from both sides
            double share = channel.isLike() ? 0.5 : 1;
            channels[c].pairs = share * populations.get(channel.first).size() * fullest[channel.second];
        }
    }

    /** Sets the majorants; returns the candidates of all pairs per time. */
    private double bound() {
        double rate = 0;
        for (int c = 0; c < channels.length; c++) {
            PairChannel channel = channels[c].channel;
            double speed = Math.sqrt(fastest[channel.first]) + Math.sqrt(fastest[channel.second]);
            double square = bounded ? speed * speed : 1;
            rate += channels[c].bound(square, channel.heavierWeight * volume * neighbourhoods[c].sumOfBounds());
        }
        return rate;
    }

    /** Lets a random pair collide if it does; says whether a speed has outgrown its bound. */
    private boolean tryPair(CellChannel c, PartnerCells cells) {
        PairChannel channel = c.channel;
        int first = channel.first;
        int second = channel.second;
        long word = rng.nextLong();
        int i = CellCollisions.share(
                word >>> Integer.SIZE, populations.get(first).size());
        int place = CellCollisions.share(word & 0xFFFFFFFFL, fullest[second]);
        int neighbour = cells.draw();
        int cell = cells.cell(neighbour, position[first], i);
        int j = cell < 0 ? 0 : starts[second][cell] + place;
        double[][] a = velocity[first];
        double[][] b = velocity[second];
        if (cell < 0
                || j >= starts[second][cell + 1]
                || channel.isLike() && i == j
                || !cells.accepts(neighbour, position[first], i, position[second], j, distances.next())) {
            c.candidates++;
            return false;
        }
        double gx = b[0][j] - a[0][i];
        double gy = b[1][j] - a[1][i];
        double gz = a.length == 3 ? b[2][j] - a[2][i] : 0;
        if (!c.collides(Math.fma(gz, gz, Math.fma(gy, gy, gx * gx)))) {
            return false;
        }
        c.accepted++;
        change.draw(a, i, b, j, c.turned, c.turned ? c.cosine() : 0, rng.nextLong());
        double p = channel.firstShare;
        double q = -channel.secondShare;
        if (!channel.equalWeights) {
            double u = uniform();
            p = u < channel.firstTakesPart ? p : 0;
            q = u < channel.secondTakesPart ? q : 0;
        }
        change.give(a, i, p);
        change.give(b, j, q);
        if (!bounded) {
            return false;
        }
        boolean firstOutgrows = outgrows(first, i);
        boolean secondOutgrows = outgrows(second, j);
        return firstOutgrows || secondOutgrows;
    }

    /** Whether a particle has outgrown the bound of its species, which is raised then. */
    private boolean outgrows(int species, int k) {
        double square = ScalarKernel.largest(velocity[species], origin, k, k + 1);
        if (square <= fastest[species]) {
            return false;
        }
        fastest[species] = square * HEAD_ROOM * HEAD_ROOM;
        return true;
    }

    /** How far the candidates got, in the order of the mixture's pairs; nothing for those that are not delocalised. */
    public List<PairTally> tallies() {
        List<PairTally> tallies = new ArrayList<>(Collections.nCopies(pairs, PairTally.NONE));
        for (CellChannel c : channels) {
            tallies.set(
                    c.channel.index,
                    new PairTally(
                            c.candidates,
                            c.accepted,
                            c.continued,
                            c.clipped,
                            c.accepted * c.channel.collisionWeight()));
        }
        return tallies;
    }
}
