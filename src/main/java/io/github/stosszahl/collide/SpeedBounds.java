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

    private final List<Population> populations;
    private final Blocks blocks;
    private final double[] origin;
    /** [species][block]. */
    private final double[][] square;

    SpeedBounds(List<Population> populations, Blocks blocks, double[] origin) {
        this.populations = populations;
        this.blocks = blocks;
        this.origin = origin;
        square = new double[populations.size()][blocks.count()];
        for (int b = 0; b < blocks.count(); b++) {
            refresh(b);
        }
    }

    /** Takes the bounds of a block anew from its particles: they only grow otherwise. */
    void refresh(int block) {
        for (int i = 0; i < square.length; i++) {
            square[i][block] = largest(i, blocks.start(i, block), blocks.start(i, block + 1));
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
        double largest = largest(species, from, to);
        if (largest > square[species][block]) {
            square[species][block] = largest * HEAD_ROOM * HEAD_ROOM;
        }
    }

    private double largest(int species, int from, int to) {
        Population p = populations.get(species);
        return origin.length == 3
                ? largest(p.velocity(0), p.velocity(1), p.velocity(2), from, to)
                : largest(p.velocity(0), p.velocity(1), from, to);
    }

    private double largest(double[] x, double[] y, double[] z, int from, int to) {
        double largest = 0;
        for (int k = from; k < to; k++) {
            double cx = x[k] - origin[0];
            double cy = y[k] - origin[1];
            double cz = z[k] - origin[2];
            largest = Math.max(largest, Math.fma(cz, cz, Math.fma(cy, cy, cx * cx)));
        }
        return largest;
    }

    private double largest(double[] x, double[] y, int from, int to) {
        double largest = 0;
        for (int k = from; k < to; k++) {
            double cx = x[k] - origin[0];
            double cy = y[k] - origin[1];
            largest = Math.max(largest, Math.fma(cy, cy, cx * cx));
        }
        return largest;
    }
}
