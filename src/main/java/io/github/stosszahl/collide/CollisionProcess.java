package io.github.stosszahl.collide;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Ensemble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * The homogeneous jump process of one ensemble, exact in time.
 *
 * <p>While the majorants stand, candidates of all pairs together are a Poisson process; their number in an interval is Poisson, and each belongs to a pair
 * with probability proportional to that pair's rate. A collision may create a speed that the majorants do not cover. The process is then stopped at that
 * candidate, the c-th of C: given C, its time is the c-th order statistic of C uniform times, a Beta(c, C - c + 1) share of the interval. What comes after
 * a stopping time is independent of it, so the rest of the interval starts anew with the new majorants. Nothing is lost and nothing is biased.
 */
public final class CollisionProcess {
    /** Largest expected number of candidates between two looks at the interruption flag. */
    private static final double CANDIDATES_PER_CHUNK = 1 << 18;

    private final List<SpeedBound> bounds = new ArrayList<>();
    private final PairChannel[] channels;
    private final double[] cumulatedRates;

    /**
     * @param mixture the pairs that collide
     * @param ensemble the particles, one population per species of the mixture; changed in place
     */
    public CollisionProcess(Mixture mixture, Ensemble ensemble) {
        double[] origin = ensemble.centreOfMassVelocity();
        ensemble.populations().forEach(population -> bounds.add(new SpeedBound(population, origin)));
        channels = mixture.pairs().stream()
                .map(pair -> channel(pair, ensemble, origin))
                .toArray(PairChannel[]::new);
        cumulatedRates = new double[channels.length];
        renewMajorants();
    }

    private PairChannel channel(CollidingPair pair, Ensemble ensemble, double[] origin) {
        return new PairChannel(
                ensemble.populations().get(pair.first()),
                ensemble.populations().get(pair.second()),
                pair.kernel(),
                bounds.get(pair.first()),
                bounds.get(pair.second()),
                origin);
    }

    /** Candidates of all pairs per unit time under the present majorants. */
    public double candidateRate() {
        return channels.length == 0 ? 0 : cumulatedRates[channels.length - 1];
    }

    /** Takes speed bounds and majorants anew from the particles: the bounds only grow otherwise. */
    public void tightenMajorants() {
        bounds.forEach(SpeedBound::refresh);
        renewMajorants();
    }

    /**
     * Runs the process for a time.
     *
     * @param duration not negative
     * @param rng the stream to draw from
     * @param interrupted asked now and then; once it is true the process stops where it is
     */
    public void advance(double duration, UniformRandomProvider rng, BooleanSupplier interrupted) {
        double left = duration;
        while (left > 0 && candidateRate() > 0 && !interrupted.getAsBoolean()) {
            double chunk = Math.min(left, CANDIDATES_PER_CHUNK / candidateRate());
            double done = advanceChunk(chunk, rng);
            left = done < left ? left - done : 0;
        }
    }

    /** Runs until the chunk is over or a majorant has to be renewed; returns the time that passed. */
    private double advanceChunk(double chunk, UniformRandomProvider rng) {
        int count = PoissonSampler.of(rng, candidateRate() * chunk).sample();
        for (int c = 1; c <= count; c++) {
            if (choose(rng).propose(rng)) {
                renewMajorants();
                return chunk * orderStatistic(c, count, rng);
            }
        }
        return chunk;
    }

    private PairChannel choose(UniformRandomProvider rng) {
        if (channels.length == 1) {
            return channels[0];
        }
        double target = rng.nextDouble() * candidateRate();
        int at = Arrays.binarySearch(cumulatedRates, target);
        int index = at >= 0 ? at + 1 : -at - 1;
        // the first entry above the target has a positive rate; rounding may leave none above
        while (index < channels.length - 1 && cumulatedRates[index] <= target) {
            index++;
        }
        while (index > 0 && channels[index].candidateRate() == 0) {
            index--;
        }
        return channels[index];
    }

    private void renewMajorants() {
        double sum = 0;
        for (int c = 0; c < channels.length; c++) {
            channels[c].renewMajorant();
            sum += channels[c].candidateRate();
            cumulatedRates[c] = sum;
        }
    }

    /** The c-th smallest of n uniform numbers, Beta(c, n - c + 1) as a ratio of gamma variates. */
    private static double orderStatistic(int c, int n, UniformRandomProvider rng) {
        double below = AhrensDieterMarsagliaTsangGammaSampler.of(rng, c, 1).sample();
        double above =
                AhrensDieterMarsagliaTsangGammaSampler.of(rng, n - c + 1.0, 1).sample();
        return below / (below + above);
    }

    /** The tallies since the start, in the order of the mixture's pairs. */
    public List<PairTally> tallies() {
        return Arrays.stream(channels).map(PairChannel::tally).toList();
    }
}
