package io.github.stosszahl.estimate;

/**
 * A rectangular grid of equal cells on the first axes of velocity space: all d of them, or fewer for a marginal density.
 *
 * @param lower lower corner, one entry per axis
 * @param upper upper corner, larger in every entry
 * @param bins cells per axis, at least 1; bins^axes must fit an int
 */
public record VelocityGrid(double[] lower, double[] upper, int bins) {
    /** @throws IllegalArgumentException if the corners are not ordered or the cells are too many */
    public VelocityGrid {
        lower = lower.clone();
        upper = upper.clone();
        if (lower.length != upper.length || lower.length < 1 || bins < 1) {
            throw new IllegalArgumentException("a grid needs two corners of the same dimension and at least one bin");
        }
        for (int a = 0; a < lower.length; a++) {
            if (!(lower[a] < upper[a] && Double.isFinite(upper[a] - lower[a]))) {
                throw new IllegalArgumentException("lower must be below upper, got " + lower[a] + " and " + upper[a]);
            }
        }
        if (Math.pow(bins, lower.length) > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(bins + " bins on " + lower.length + " axes are too many cells");
        }
    }

    /** Number of axes. */
    public int axes() {
        return lower.length;
    }

    /** Number of cells. */
    public int cells() {
        int cells = 1;
        for (int a = 0; a < axes(); a++) {
            cells *= bins;
        }
        return cells;
    }

    /** Centre of a cell along an axis; cells are counted with the last axis fastest. */
    public double centre(int cell, int axis) {
        int index = cell;
        for (int a = axes() - 1; a > axis; a--) {
            index /= bins;
        }
        return lower[axis] + (index % bins + 0.5) * width(axis);
    }

    /** Cell width along an axis. */
    public double width(int axis) {
        return (upper[axis] - lower[axis]) / bins;
    }

    /** Volume of a cell. */
    public double cellVolume() {
        double volume = 1;
        for (int a = 0; a < axes(); a++) {
            volume *= width(a);
        }
        return volume;
    }
}
