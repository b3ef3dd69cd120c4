package io.github.stosszahl.transport;

import io.github.stosszahl.model.Grid;
import io.github.stosszahl.particles.Population;

/** {@link Motion} in plain Java. */
final class ScalarMotion implements Motion {
    private final double[] lower;
    /** Cells per length. */
    private final double[] density;

    private final int[] cells;

    ScalarMotion(Grid grid) {
        lower = grid.lower();
        cells = grid.cells();
        density = densities(grid);
    }

    static double[] densities(Grid grid) {
        double[] density = new double[grid.dimension()];
        for (int a = 0; a < density.length; a++) {
            density[a] = 1 / grid.edge(a);
        }
        return density;
    }

    @Override
    public void move(Population particles, int from, int to, double time, int[] cell) {
        for (int a = 0; a < cells.length; a++) {
            move(particles.position(a), particles.velocity(a), from, to, time);
            locate(particles.position(a), a, from, to, cell);
        }
    }

    private static void move(double[] x, double[] v, int from, int to, double time) {
        for (int k = from; k < to; k++) {
            x[k] += v[k] * time;
        }
    }

    /** Adds an axis to the numbers of the cells. */
    private void locate(double[] x, int axis, int from, int to, int[] cell) {
        double start = lower[axis];
        double scale = density[axis];
        int n = cells[axis];
        boolean first = axis == 0;
        for (int k = from; k < to; k++) {
            double place = (x[k] - start) * scale;
            int before = first ? 0 : cell[k];
            // a place from -1 to 0 is cut to 0, too
            boolean inside = place >= 0 && place < n && before >= 0;
            cell[k] = inside ? before * n + (int) place : OUTSIDE;
        }
    }
}
