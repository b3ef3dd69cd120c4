package io.github.stosszahl.transport;

import io.github.stosszahl.model.Grid;
import io.github.stosszahl.particles.Population;
import java.util.List;

/** Free flight in space without walls, where the grid follows the gas. */
public final class FreeFlight {
    /** Share of its extent that a grid is larger than the gas, so that rounding leaves no particle outside. */
    private static final double MARGIN = 1e-9;

    private FreeFlight() {}

    /** Moves particles from..to-1. */
    public static void fly(Population particles, int from, int to, double time) {
        for (int a = 0; a < particles.spaceDimension(); a++) {
            double[] x = particles.position(a);
            double[] v = particles.velocity(a);
            for (int k = from; k < to; k++) {
                x[k] += v[k] * time;
            }
        }
    }

    /**
     * The smallest grid that covers all particles.
     *
     * @param populations at least one of them not empty
     * @param cells number of cells along each axis
     */
    public static Grid cover(List<Population> populations, int[] cells) {
        double[] lower = new double[cells.length];
        double[] upper = new double[cells.length];
        for (int a = 0; a < cells.length; a++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (Population p : populations) {
                double[] x = p.position(a);
                for (int k = 0; k < p.size(); k++) {
                    least = Math.min(least, x[k]);
                    most = Math.max(most, x[k]);
                }
            }
            double extent = most > least ? most - least : 1;
            lower[a] = least - MARGIN * extent;
            upper[a] = most + MARGIN * extent;
        }
        return new Grid(lower, upper, cells);
    }

    /** Finds the cells of particles from..to-1, which the grid covers. */
    public static void locate(Population particles, Grid grid, int from, int to, int[] cell) {
        int[] cells = grid.cells();
        double[] lower = grid.lower();
        for (int a = 0; a < cells.length; a++) {
            double[] x = particles.position(a);
            double start = lower[a];
            double scale = 1 / grid.edge(a);
            int n = cells[a];
            for (int k = from; k < to; k++) {
                int place = Math.min((int) ((x[k] - start) * scale), n - 1);
                cell[k] = a == 0 ? place : cell[k] * n + place;
            }
        }
    }
}
