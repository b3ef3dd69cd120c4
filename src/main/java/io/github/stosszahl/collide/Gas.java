package io.github.stosszahl.collide;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.List;
import java.util.stream.IntStream;

/** The particles of one replica and how they collide: what all visits of it share. */
final class Gas {

    /**
     * Least number of particles of a block, each counted as part of the heaviest weight. Within a visit a block stands for the whole gas, with a relative error of the order
     * of one over this number.
     */
    private static final double EFFECTIVE_PARTICLES = 4096;

    final List<Population> populations;
    final List<PairChannel> channels;
    final int dimension;
    /** The velocity from which speeds are measured. */
    final double[] origin;

    final Blocks blocks;
    final SpeedBounds bounds;
    /** Whether a majorant depends on the speeds that occur. */
    final boolean bounded;

    final boolean equalWeights;

    Gas(Mixture mixture, Ensemble ensemble, Tuning tuning) {
        populations = ensemble.populations();
        dimension = mixture.dimension();
        channels = IntStream.range(0, mixture.pairs().size())
                .mapToObj(p -> new PairChannel(p, mixture.pairs().get(p), ensemble))
                .toList();
        origin = ensemble.centreOfMassVelocity();
        blocks = new Blocks(populations, blockCount(ensemble, tuning.particlesPerBlock()));
        bounds = new SpeedBounds(populations, blocks, origin);
        bounded = channels.stream().anyMatch(PairChannel::needsSpeedBounds);
        equalWeights = channels.stream().allMatch(channel -> channel.equalWeights);
    }

    private static int blockCount(Ensemble ensemble, int particlesPerBlock) {
        double density = 0;
        double heaviest = 0;
        for (Population p : ensemble.populations()) {
            density += p.density();
            heaviest = Math.max(heaviest, p.weight());
        }
        double wanted = Math.ceil(ensemble.size() / (double) particlesPerBlock);
        // an even number, and a multiple of four when there are more than two, divides well between threads
        double even = wanted <= 1 ? 1 : wanted <= 2 ? 2 : 4 * Math.ceil(wanted / 4);
        double smallest = Math.min(EFFECTIVE_PARTICLES, particlesPerBlock / 2.0);
        return (int) Math.max(1, Math.min(even, Math.floor(density / heaviest / smallest)));
    }

    /** Candidates of all pairs per unit time under the present bounds. */
    double candidateRate() {
        double rate = 0;
        for (PairChannel channel : channels) {
            double n = populations.get(channel.first).size();
            double m = populations.get(channel.second).size();
            double pairs = channel.isLike() ? 0.5 * n * (n - 1) : n * m;
            double fastest = bounds.overall(channel.first) + bounds.overall(channel.second);
            rate += pairs * channel.heavierWeight * channel.rate.majorant(fastest);
        }
        return rate;
    }
}
