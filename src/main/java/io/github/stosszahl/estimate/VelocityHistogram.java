package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.Population;
import java.util.List;

/**
 * The density of one species on a velocity grid, from the counts of all replicas: f = w n/(R V), the average of f over the cell (and the integral over the
 * axes that the grid leaves out).
 *
 * <p>The standard error is w sqrt(n + 1)/(R V). A count of independent particles is Poisson to the order of one cell's share; n + 1 is the posterior variance of
 * its mean under a flat prior (and of the right size for empty cells, which the plain sqrt(n) calls exact).
 */
public final class VelocityHistogram {
    private final VelocityGrid grid;
    private final int[] counts;
    private final double unit;
    private final long outside;

    /**
     * @param grid with at most d axes
     * @param replicas the population of one species in every replica, all of the same weight
     */
    public VelocityHistogram(VelocityGrid grid, List<Population> replicas) {
        this.grid = grid;
        this.counts = new int[grid.cells()];
        this.unit = replicas.get(0).weight() / (replicas.size() * grid.cellVolume());
        long missed = 0;
        for (Population population : replicas) {
            missed += count(population);
        }
        this.outside = missed;
    }

    private long count(Population population) {
        int axes = grid.axes();
        double[] lower = grid.lower();
        double[] perWidth = new double[axes];
        double[][] v = new double[axes][];
        for (int a = 0; a < axes; a++) {
            perWidth[a] = 1 / grid.width(a);
            v[a] = population.velocity(a);
        }
        long missed = 0;
        for (int k = 0; k < population.size(); k++) {
            int cell = 0;
            boolean inside = true;
            for (int a = 0; a < axes; a++) {
                double position = (v[a][k] - lower[a]) * perWidth[a];
                inside &= position >= 0 && position < grid.bins();
                cell = cell * grid.bins() + (int) position;
            }
            if (inside) {
                counts[cell]++;
            } else {
                missed++;
            }
        }
        return missed;
    }

    /** The grid. */
    public VelocityGrid grid() {
        return grid;
    }

    /** f in a cell. */
    public Estimate density(int cell) {
        return new Estimate(counts[cell] * unit, Math.sqrt(counts[cell] + 1.0) * unit);
    }

    /** Particles of all replicas that lie outside the grid. */
    public long outside() {
        return outside;
    }
}
