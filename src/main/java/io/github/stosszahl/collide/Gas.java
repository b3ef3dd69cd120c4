package io.github.stosszahl.collide;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The particles of one replica and how they collide: what all visits of it share. */
final class Gas {

    /**
     * Least number of particles of a block, each counted as part of the heaviest weight. Within a visit a block stands for the whole gas, with a relative error of the order
     * of one over this number.
     */
    private static final double EFFECTIVE_PARTICLES = 4096;

    /** Blocks of many species may be so many times larger than others. */
    private static final double LARGEST_GROWTH = 2;

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
    /** Whether any pair jumps, and whether any diffuses. */
    final boolean jumps;

    final boolean diffuses;
    /** Whether any channel is. */
    final boolean blocked;
    /** Whether a species has Bose statistics. */
    final boolean enhanced;
    /** Of each species; null for Maxwell statistics. */
    final List<@Nullable OccupationNumbers> occupation = new ArrayList<>();

    Gas(Mixture mixture, Ensemble ensemble, Tuning tuning) {
        populations = ensemble.populations();
        dimension = mixture.dimension();
        channels = IntStream.range(0, mixture.pairs().size())
                .mapToObj(p -> new PairChannel(p, mixture.pairs().get(p), ensemble))
                .toList();
        origin = ensemble.centreOfMassVelocity();
        blocks = new Blocks(populations, blockCount(ensemble, tuning));
        bounds = new SpeedBounds(populations, blocks, origin);
        bounded = channels.stream().anyMatch(PairChannel::needsSpeedBounds);
        equalWeights = channels.stream().allMatch(channel -> channel.equalWeights);
        jumps = channels.stream().anyMatch(channel -> channel.jumps);
        diffuses = channels.stream().anyMatch(channel -> channel.diffusivity > 0);
        blocked = channels.stream().anyMatch(channel -> channel.blocked);
        enhanced = populations.stream().anyMatch(p -> p.species().statistics() == Statistics.BOSE);
        for (Population p : populations) {
            occupation.add(
                    p.cells().map(cells -> new OccupationNumbers(p, cells)).orElse(null));
        }
    }

    private static int blockCount(Ensemble ensemble, Tuning tuning) {
        List<Integer> sheets = ensemble.populations().stream()
                .flatMap(p -> p.cells().stream())
                .map(OccupationCells::sheets)
                .distinct()
                .toList();
        if (sheets.size() > 1) {
            throw new IllegalArgumentException("occupation cells of several numbers of sheets: " + sheets);
        }
        if (!sheets.isEmpty()) {
            return sheets.get(0);
        }
        double density = 0;
        double heaviest = 0;
        for (Population p : ensemble.populations()) {
            density += p.density();
            heaviest = Math.max(heaviest, p.weight());
        }
        // with many species blocks are larger, so that one of average size has runs that fill a vector
        double full = (double) Batch.LANES
                * tuning.particlesPerLane()
                * ensemble.populations().size();
        double size = Math.max(tuning.particlesPerBlock(), Math.min(full, LARGEST_GROWTH * tuning.particlesPerBlock()));
        double wanted = ensemble.size() / size;
        double even = size > tuning.particlesPerBlock() ? evenBelow(wanted) : evenAbove(wanted);
        double smallest = Math.min(EFFECTIVE_PARTICLES, tuning.particlesPerBlock() / 2.0);
        return (int) Math.max(1, Math.min(even, Math.floor(density / heaviest / smallest)));
    }

    /** A number of blocks that divides well between threads: 1, 2 or a multiple of four. */
    private static double evenAbove(double wanted) {
        return wanted <= 1 ? 1 : wanted <= 2 ? 2 : 4 * Math.ceil(wanted / 4);
    }

    private static double evenBelow(double wanted) {
        return wanted < 2 ? 1 : wanted < 4 ? 2 : 4 * Math.floor(wanted / 4);
    }

    /** Whether a partner has Bose statistics. */
    boolean isEnhanced(PairChannel channel) {
        return isBose(channel.first) || isBose(channel.second);
    }

    private boolean isBose(int species) {
        return populations.get(species).species().statistics() == Statistics.BOSE;
    }

    /** Candidates of all pairs per unit time under the present bounds. */
    double candidateRate() {
        double rate = 0;
        for (PairChannel channel : channels) {
            if (!channel.jumps) {
                continue;
            }
            double n = populations.get(channel.first).size();
            double m = populations.get(channel.second).size();
            double pairs = channel.isLike() ? 0.5 * n * (n - 1) : n * m;
            double fastest = bounds.overall(channel.first) + bounds.overall(channel.second);
            rate += pairs * channel.heavierWeight * channel.rate.majorant(fastest);
        }
        return rate;
    }
}
