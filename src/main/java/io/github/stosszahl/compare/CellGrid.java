package io.github.stosszahl.compare;

import io.github.stosszahl.model.EmpiricalDistribution;
import java.util.Arrays;

/** Rectangular cells that fill a box of velocity space, with edges of any spacing. Cells are counted with the last axis fastest. */
public final class CellGrid {
    private final double[][] edges;
    private final double[] perWidth;
    private final int[] stride;
    private final int cells;

    /**
     * @param edges edges[a]: the cell edges of axis a, strictly increasing, at least two
     * @throws IllegalArgumentException if an axis has no cell, edges do not increase, or the cells are too many for an array
     */
    public CellGrid(double[][] edges) {
        this.edges = new double[edges.length][];
        this.perWidth = new double[edges.length];
        this.stride = new int[edges.length];
        long count = 1;
        for (int a = edges.length - 1; a >= 0; a--) {
            double[] e = edges[a].clone();
            if (e.length < 2) {
                throw new IllegalArgumentException("axis " + a + " has no cell");
            }
            for (int k = 1; k < e.length; k++) {
                if (!(e[k] > e[k - 1] && e[k] - e[k - 1] < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("cell edges must increase, got " + e[k - 1] + ", " + e[k]);
                }
            }
            this.edges[a] = e;
            perWidth[a] = (e.length - 1) / (e[e.length - 1] - e[0]);
            stride[a] = (int) count;
            count *= e.length - 1L;
            if (count > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("too many cells");
            }
        }
        cells = (int) count;
    }

    /** Number of axes. */
    public int axes() {
        return edges.length;
    }

    /** Number of cells. */
    public int cells() {
        return cells;
    }

    /** Number of cells along an axis. */
    public int cells(int axis) {
        return edges[axis].length - 1;
    }

    /** Index of a cell along an axis. */
    public int index(int cell, int axis) {
        return cell / stride[axis] % cells(axis);
    }

    /** From a cell to the next one along an axis. */
    public int stride(int axis) {
        return stride[axis];
    }

    /** The edges of an axis; a fresh array. */
    public double[] edges(int axis) {
        return edges[axis].clone();
    }

    /** Lower edge of a cell along an axis. */
    public double lower(int cell, int axis) {
        return edges[axis][index(cell, axis)];
    }

    /** Upper edge of a cell along an axis. */
    public double upper(int cell, int axis) {
        return edges[axis][index(cell, axis) + 1];
    }

    /** Volume of a cell. */
    public double volume(int cell) {
        double volume = 1;
        for (int a = 0; a < edges.length; a++) {
            volume *= upper(cell, a) - lower(cell, a);
        }
        return volume;
    }

    /** The interval of an axis that a coordinate lies in, lower edge included; -1 if none. */
    public int interval(int axis, double coordinate) {
        double[] e = edges[axis];
        int last = e.length - 1;
        if (!(coordinate >= e[0] && coordinate < e[last])) {
            return -1;
        }
        // right at once on equal cells, up to rounding
        int k = Math.min((int) ((coordinate - e[0]) * perWidth[axis]), last - 1);
        if (coordinate >= e[k] && coordinate < e[k + 1]) {
            return k;
        }
        int at = Arrays.binarySearch(e, coordinate);
        return at >= 0 ? at : -at - 2;
    }

    /** Numbers of particles in the cells; weights do not count. */
    public int[] counts(EmpiricalDistribution particles) {
        int[] counts = new int[cells];
        for (int k = 0; k < particles.size(); k++) {
            int cell = 0;
            for (int a = 0; a < edges.length && cell >= 0; a++) {
                int at = interval(a, particles.velocity(a, k));
                cell = at < 0 ? -1 : cell + at * stride[a];
            }
            if (cell >= 0) {
                counts[cell]++;
            }
        }
        return counts;
    }

    /** Blocks of 2^level cells along every axis, fewer at the upper end where the number is not a multiple. */
    CellGrid coarsened(int level) {
        double[][] coarse = new double[edges.length][];
        for (int a = 0; a < edges.length; a++) {
            int blocks = (cells(a) - 1 >> level) + 1;
            coarse[a] = new double[blocks + 1];
            for (int k = 0; k <= blocks; k++) {
                coarse[a][k] = edges[a][Math.min(k << level, cells(a))];
            }
        }
        return new CellGrid(coarse);
    }

    /** The block of {@code coarse}, this grid coarsened, that a cell belongs to. */
    int block(int cell, CellGrid coarse, int level) {
        int block = 0;
        for (int a = 0; a < edges.length; a++) {
            block += (index(cell, a) >> level) * coarse.stride[a];
        }
        return block;
    }
}
