package io.github.stosszahl.compare;

import io.github.stosszahl.model.EmpiricalDistribution;

/**
 * Particles in the cells of a solver's density.
 *
 * <p>Across a slice of point values a count in one window would be the average of f over it and not the value in the slice. So neighbouring windows on either side are counted too, and the
 * value is taken from the parabola through the three averages, n_0 - (n_+ - 2 n_0 + n_-)/24 for each such axis: right to order h^4 of the window without assuming anything of f, at the price of a
 * variance larger by 17 % for each axis.
 */
public final class CellCounts {
    private static final double PARABOLA = 1.0 / 24;

    private final double[] value;
    private final double[] square;
    private final double spread;
    private final double unit;
    private final double total;

    private CellCounts(double[] value, double[] square, double spread, double unit, double total) {
        this.value = value;
        this.square = square;
        this.spread = spread;
        this.unit = unit;
        this.total = total;
    }

    /**
     * Counts the particles of an output file.
     *
     * @param particles of equal weight
     * @throws IllegalArgumentException if the dimensions differ
     */
    public static CellCounts of(EmpiricalDistribution particles, SolverDensity density) {
        CellGrid grid = density.grid();
        int d = grid.axes();
        if (particles.dimension() != d) {
            throw new IllegalArgumentException(
                    "particles have " + particles.dimension() + " components, the grid " + d);
        }
        boolean parabola = density.kind() == SolverDensity.Values.POINT;
        int across = 0;
        for (int a = 0; a < d; a++) {
            across += parabola && grid.cells(a) == 1 ? 1 : 0;
        }
        double centre = 1 + 2 * across * PARABOLA;
        double[] value = new double[grid.cells()];
        double[] square = new double[grid.cells()];
        for (int k = 0; k < particles.size(); k++) {
            int cell = 0;
            int beside = 0;
            for (int a = 0; a < d && cell >= 0; a++) {
                double v = particles.velocity(a, k);
                int at = grid.interval(a, v);
                if (at < 0 && parabola && grid.cells(a) == 1) {
                    double lower = grid.lower(0, a);
                    double width = grid.upper(0, a) - lower;
                    at = v >= lower - width && v < lower + 2 * width ? 0 : -1;
                    beside++;
                }
                cell = at < 0 ? -1 : cell + at * grid.stride(a);
            }
            // a corner, beside the slice along two axes, does not count
            if (cell >= 0 && beside < 2) {
                double coefficient = beside == 0 ? centre : -PARABOLA;
                value[cell] += coefficient;
                square[cell] += coefficient * coefficient;
            }
        }
        double spread = centre * centre + 2 * across * PARABOLA * PARABOLA;
        return new CellCounts(value, square, spread, particles.weight(0), particles.size());
    }

    /**
     * The counts behind a density file of a run on the same grid.
     *
     * @param f the density in every cell
     * @param weight of a particle
     * @param total number of particles in the run, inside and outside
     */
    public static CellCounts ofDensity(double[] f, CellGrid grid, double weight, double total) {
        double[] value = new double[f.length];
        for (int cell = 0; cell < f.length; cell++) {
            value[cell] = Math.rint(f[cell] * grid.volume(cell) / weight);
        }
        return new CellCounts(value, value.clone(), 1, weight, total);
    }

    /** The count of a cell, with the parabola taken into account. */
    double value(int cell) {
        return value[cell];
    }

    /** The sum of the squared coefficients: its mean is the variance of {@link #value} for independent particles. */
    double square(int cell) {
        return square[cell];
    }

    /** The ratio of the means of {@link #square} and {@link #value}: 1 unless there is a parabola. */
    double spread() {
        return spread;
    }

    /** w: real particles per volume that one stands for. */
    double unit() {
        return unit;
    }

    /** All particles of the species. */
    public double total() {
        return total;
    }
}
