package io.github.stosszahl.model;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Cell averages of f on a rectangular velocity grid. Within a cell f is linear, with the slopes of central differences, limited so that f stays
 * non-negative. Where the limit does not act, the variance of each axis is right to order h^4 in the cell width h, while a constant f in each cell would
 * add h^2/6; in the tails it acts (a Gaussian in cells of half a standard deviation gets 0.1 to 0.2 % too much variance).
 */
public final class GridDistribution implements VelocityDistribution {
    private final double[][] edges;
    private final double[] f;
    /** slope[a][cell]: relative change of f across the cell along axis a; the absolute values of a cell sum to at most 2. */
    private final double[][] slope;

    private final double[] mass;
    private final double density;

    /**
     * @param edges edges[a]: the cell edges of axis a, strictly increasing; d = edges.length axes
     * @param f cell averages, last axis fastest; as many as there are cells, not negative and not all zero
     * @throws IllegalArgumentException if the grid is not of that kind
     */
    public GridDistribution(double[][] edges, double[] f) {
        Require.dimension(edges.length);
        this.edges = new double[edges.length][];
        long cells = 1;
        for (int a = 0; a < edges.length; a++) {
            this.edges[a] = edges[a].clone();
            if (edges[a].length < 2) {
                throw new IllegalArgumentException("axis " + a + " has no cell");
            }
            for (int k = 0; k < edges[a].length; k++) {
                Require.finite("cell edge", edges[a][k]);
                if (k > 0 && !(edges[a][k] > edges[a][k - 1])) {
                    throw new IllegalArgumentException("cell edges must increase, got " + edges[a][k]);
                }
            }
            cells *= edges[a].length - 1L;
        }
        if (cells < 1 || cells != f.length) {
            throw new IllegalArgumentException("grid has " + cells + " cells but " + f.length + " values of f");
        }
        this.f = f.clone();
        this.mass = new double[f.length];
        double total = 0;
        for (int cell = 0; cell < f.length; cell++) {
            if (!(f[cell] >= 0 && f[cell] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("f must be finite and not negative, got " + f[cell]);
            }
            mass[cell] = f[cell] * volume(cell);
            total += mass[cell];
        }
        Require.positive("integral of f", total);
        this.density = total;
        this.slope = limitedSlopes();
    }

    /**
     * The distribution of values of f at the cell centres, such as those of a spectral or discrete-velocity solver: the cell averages are f + sum_a (h_a^2/24)
     * d^2f/dv_a^2, with second differences inside the grid and none at its ends. Where that would be negative, f is steeper than the grid resolves, and the
     * average is set to 0; the sum over all cells stays that of the values.
     *
     * @param edges as for the constructor; the centres are halfway between edges
     * @param values f at the centres, last axis fastest
     * @throws IllegalArgumentException as the constructor
     */
    public static GridDistribution ofPointValues(double[][] edges, double[] values) {
        GridDistribution grid = new GridDistribution(edges, values);
        double[] averages = new double[values.length];
        double total = 0;
        for (int cell = 0; cell < values.length; cell++) {
            double average = values[cell];
            for (int a = 0; a < edges.length; a++) {
                average += grid.width(cell, a) * grid.width(cell, a) / 24 * grid.secondDifference(cell, a);
            }
            averages[cell] = Math.max(0, average);
            total += averages[cell] * grid.volume(cell);
        }
        for (int cell = 0; cell < values.length; cell++) {
            averages[cell] *= grid.density / total;
        }
        return new GridDistribution(edges, averages);
    }

    private double secondDifference(int cell, int axis) {
        int k = index(cell, axis);
        if (k == 0 || k == edges[axis].length - 2) {
            return 0;
        }
        double below = centre(axis, k) - centre(axis, k - 1);
        double above = centre(axis, k + 1) - centre(axis, k);
        double rise = (f[cell + stride(axis)] - f[cell]) / above;
        double fall = (f[cell] - f[cell - stride(axis)]) / below;
        return 2 * (rise - fall) / (above + below);
    }

    private double volume(int cell) {
        double volume = 1;
        for (int a = 0; a < edges.length; a++) {
            volume *= width(cell, a);
        }
        return volume;
    }

    private double[][] limitedSlopes() {
        double[][] slopes = new double[edges.length][f.length];
        for (int cell = 0; cell < f.length; cell++) {
            double sum = 0;
            for (int a = 0; a < edges.length; a++) {
                int k = index(cell, a);
                boolean inside = k > 0 && k < edges[a].length - 2;
                if (inside && f[cell] > 0) {
                    double rise = f[cell + stride(a)] - f[cell - stride(a)];
                    double run = centre(a, k + 1) - centre(a, k - 1);
                    slopes[a][cell] = rise / run * width(cell, a) / f[cell];
                }
                sum += Math.abs(slopes[a][cell]);
            }
            if (sum > 2) {
                for (double[] axis : slopes) {
                    axis[cell] *= 2 / sum;
                }
            }
        }
        return slopes;
    }

    /** Number of cells. */
    public int cells() {
        return f.length;
    }

    /** Particles per volume in a cell: f times its velocity volume. */
    public double mass(int cell) {
        return mass[cell];
    }

    /** Relative change of f across the cell along an axis, see the class comment. */
    public double slope(int cell, int axis) {
        return slope[axis][cell];
    }

    /** Lower edge of a cell along an axis. */
    public double lower(int cell, int axis) {
        return edges[axis][index(cell, axis)];
    }

    /** Width of a cell along an axis. */
    public double width(int cell, int axis) {
        int k = index(cell, axis);
        return edges[axis][k + 1] - edges[axis][k];
    }

    private double centre(int axis, int k) {
        return 0.5 * (edges[axis][k] + edges[axis][k + 1]);
    }

    private int stride(int axis) {
        int stride = 1;
        for (int b = axis + 1; b < edges.length; b++) {
            stride *= edges[b].length - 1;
        }
        return stride;
    }

    private int index(int cell, int axis) {
        return cell / stride(axis) % (edges[axis].length - 1);
    }

    /** Mean of v_axis over the cell: its centre, moved by slope * width/12. */
    private double cellMean(int cell, int axis) {
        return centre(axis, index(cell, axis)) + slope[axis][cell] * width(cell, axis) / 12;
    }

    /** Mean of (v_a - u_a)(v_b - u_b) over the cell with f linear in it. */
    private double cellSecondMoment(int cell, int a, int b, double[] u) {
        double fromA = centre(a, index(cell, a)) - u[a];
        double fromB = centre(b, index(cell, b)) - u[b];
        double shiftA = slope[a][cell] * width(cell, a) / 12;
        double shiftB = slope[b][cell] * width(cell, b) / 12;
        double within = a == b ? width(cell, a) * width(cell, a) / 12 : 0;
        return fromA * fromB + fromA * shiftB + fromB * shiftA + within;
    }

    @Override
    public int dimension() {
        return edges.length;
    }

    @Override
    public double density() {
        return density;
    }

    @Override
    public OptionalDouble probabilityDensity(double[] v) {
        int cell = 0;
        for (int a = 0; a < edges.length; a++) {
            int at = Arrays.binarySearch(edges[a], v[a]);
            int k = at >= 0 ? at : -at - 2;
            if (k < 0 || k > edges[a].length - 2) {
                return OptionalDouble.of(0);
            }
            cell += k * stride(a);
        }
        double profile = 1;
        for (int a = 0; a < edges.length; a++) {
            profile += slope[a][cell] * ((v[a] - lower(cell, a)) / width(cell, a) - 0.5);
        }
        return OptionalDouble.of(f[cell] * profile / density);
    }

    @Override
    public double[] peak() {
        int highest = 0;
        double largest = 0;
        for (int cell = 0; cell < f.length; cell++) {
            double top = 1;
            for (double[] axis : slope) {
                top += 0.5 * Math.abs(axis[cell]);
            }
            if (f[cell] * top > largest) {
                largest = f[cell] * top;
                highest = cell;
            }
        }
        double[] v = new double[edges.length];
        for (int a = 0; a < v.length; a++) {
            // a corner, but inside the cell however it is rounded
            v[a] = lower(highest, a) + (0.5 + 0.499999 * Math.signum(slope[a][highest])) * width(highest, a);
        }
        return v;
    }

    @Override
    public double[] meanVelocity() {
        double[] u = new double[edges.length];
        for (int cell = 0; cell < f.length; cell++) {
            for (int a = 0; a < u.length; a++) {
                u[a] += mass[cell] / density * cellMean(cell, a);
            }
        }
        return u;
    }

    @Override
    public double[][] covariance() {
        double[] u = meanVelocity();
        double[][] c = new double[u.length][u.length];
        for (int cell = 0; cell < f.length; cell++) {
            double share = mass[cell] / density;
            for (int a = 0; a < u.length; a++) {
                for (int b = 0; b < u.length; b++) {
                    c[a][b] += share * cellSecondMoment(cell, a, b, u);
                }
            }
        }
        return c;
    }
}
