package io.github.stosszahl.collide;

import io.github.stosszahl.particles.Population;
import java.util.List;

/**
 * Bounds of the speeds of every species in every block, measured from a velocity that is the same for all, so that two bounds add up to one of |v_i - v_j|.
 * Threads may work on different blocks at a time.
 */
final class SpeedBounds {
    /** Head room left when a speed outgrows its bound, so that a growing tail doesn't renew it at every collision. */
    private static final double HEAD_ROOM = 1.02;

    /** [species][axis][particle]. */
    private final double[][][] velocities;

    private final Blocks blocks;
    private final double[] origin;
    /** [species][block]. */
    private final double[][] square;

    SpeedBounds(List<Population> populations, Blocks blocks, double[] origin) {
        velocities = populations.stream().map(SpeedBounds::components).toArray(double[][][]::new);
        this.blocks = blocks;
        this.origin = origin;
        square = new double[populations.size()][blocks.count()];
        PairKernel kernel = new ScalarKernel();
        for (int b = 0; b < blocks.count(); b++) {
            refresh(b, kernel);
        }
    }

    private static double[][] components(Population p) {
        double[][] v = new double[p.dimension()][];
        for (int a = 0; a < v.length; a++) {
            v[a] = p.velocity(a);
        }
        return v;
    }

    /** Takes the bounds of a block anew from its particles: they only grow otherwise. */
    void refresh(int block, PairKernel kernel) {
        for (int i = 0; i < square.length; i++) {
            square[i][block] =
                    kernel.largestSquare(velocities[i], origin, blocks.start(i, block), blocks.start(i, block + 1));
        }
    }

    /** The square of the bound. */
    double square(int species, int block) {
        return square[species][block];
    }

    /** The bound of a species over all blocks, a speed. */
    double overall(int species) {
        double largest = 0;
        for (double s : square[species]) {
            largest = Math.max(largest, s);
        }
        return Math.sqrt(largest);
    }

    /** Raises the bound of a block if one of its particles from..to-1 is faster. */
    void raise(int species, int block, int from, int to) {
        double largest = ScalarKernel.largest(velocities[species], origin, from, to);
        if (largest > square[species][block]) {
            square[species][block] = largest * HEAD_ROOM * HEAD_ROOM;
        }
    }
}
