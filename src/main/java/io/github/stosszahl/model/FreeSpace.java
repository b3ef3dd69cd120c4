package io.github.stosszahl.model;

/**
 * All of R^dx, without walls. Particles collide within the cells of a grid that covers the gas and grows with it. The gas is counted as if in a unit volume.
 *
 * @param cells number of cells along each axis, of length dx from 1 to 3
 */
public record FreeSpace(int[] cells) implements Space {
    /** @throws IllegalArgumentException if a number is not positive or there are too many or too few */
    public FreeSpace {
        cells = cells.clone();
        if (cells.length < 1 || cells.length > 3) {
            throw new IllegalArgumentException("free space has 1 to 3 axes, got " + cells.length);
        }
        for (int n : cells) {
            Require.positive("cells", n);
        }
    }

    @Override
    public int[] cells() {
        return cells.clone();
    }

    @Override
    public int dimension() {
        return cells.length;
    }

    @Override
    public double volume() {
        return 1;
    }
}
