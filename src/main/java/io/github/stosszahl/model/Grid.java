package io.github.stosszahl.model;

/**
 * A rectangular region of space that is divided into equal cells. Cells are numbered with the last axis running fastest.
 *
 * @param lower lower corner, of length dx from 1 to 3
 * @param upper upper corner, above the lower one on every axis
 * @param cells number of cells along each axis, positive
 */
public record Grid(double[] lower, double[] upper, int[] cells) {
    /** @throws IllegalArgumentException if lengths differ, an edge is not positive and finite, or the number of all cells is not an int */
    public Grid {
        lower = lower.clone();
        upper = upper.clone();
        cells = cells.clone();
        int dimension = lower.length;
        if (dimension < 1 || dimension > 3 || upper.length != dimension || cells.length != dimension) {
            throw new IllegalArgumentException("corners and cells need one number for each of 1 to 3 axes");
        }
        long count = 1;
        for (int a = 0; a < dimension; a++) {
            Require.finite("lower corner", lower[a]);
            Require.positive("edge", upper[a] - lower[a]);
            if (cells[a] < 1) {
                throw new IllegalArgumentException("cells must be at least 1, got " + cells[a]);
            }
            count = Math.multiplyExact(count, cells[a]);
        }
        if (count > Integer.MAX_VALUE - 1) {
            throw new IllegalArgumentException("too many cells: " + count);
        }
    }

    @Override
    public double[] lower() {
        return lower.clone();
    }

    @Override
    public double[] upper() {
        return upper.clone();
    }

    @Override
    public int[] cells() {
        return cells.clone();
    }

    /** dx. */
    public int dimension() {
        return lower.length;
    }

    /** Length, area or volume of the region. */
    public double volume() {
        double volume = 1;
        for (int a = 0; a < lower.length; a++) {
            volume *= upper[a] - lower[a];
        }
        return volume;
    }

    /** Number of all cells. */
    public int count() {
        int count = 1;
        for (int n : cells) {
            count *= n;
        }
        return count;
    }

    /** Edge of a cell along an axis. */
    public double edge(int axis) {
        return (upper[axis] - lower[axis]) / cells[axis];
    }

    /** The middle of a cell along an axis. */
    public double centre(int cell, int axis) {
        return lower[axis] + (index(cell, axis) + 0.5) * edge(axis);
    }

    /** The place of a cell along an axis, from 0. */
    public int index(int cell, int axis) {
        int rest = cell;
        for (int a = cells.length - 1; a > axis; a--) {
            rest /= cells[a];
        }
        return rest % cells[axis];
    }
}
