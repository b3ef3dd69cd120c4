package io.github.stosszahl.transport;

import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.particles.Population;

/** {@link Motion} in plain Java. */
final class ScalarMotion implements Motion {
    private final double[] lower;
    private final double[] upper;
    private final double[] period;
    /** Cells per length. */
    private final double[] density;

    private final int[] cells;

    ScalarMotion(Box box) {
        Grid grid = box.grid();
        lower = grid.lower();
        upper = grid.upper();
        cells = grid.cells();
        density = densities(grid);
        period = periods(box);
    }

    /** The lengths of the box, or zeros if not all of its faces are periodic. */
    static double[] periods(Box box) {
        boolean periodic = box.faces().stream().allMatch(Box.Faces::isPeriodic);
        double[] period = new double[box.dimension()];
        for (int a = 0; a < period.length && periodic; a++) {
            period[a] = box.grid().upper()[a] - box.grid().lower()[a];
        }
        return period;
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
            move(particles.position(a), particles.velocity(a), a, from, to, time);
            locate(particles.position(a), a, from, to, cell);
        }
    }

    private void move(double[] x, double[] v, int axis, int from, int to, double time) {
        double low = lower[axis];
        double high = upper[axis];
        double length = period[axis];
        for (int k = from; k < to; k++) {
            double at = x[k] + v[k] * time;
            double back = at < low ? length : 0;
            x[k] = at + (at >= high ? -length : back);
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
