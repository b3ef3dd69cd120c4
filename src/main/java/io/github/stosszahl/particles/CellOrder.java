package io.github.stosszahl.particles;

import io.github.stosszahl.model.Grid;

/**
 * The cells that the particles of a population are sorted into: those of cell c are start(c)..start(c + 1) - 1.
 *
 * @param grid the cells
 * @param starts starts[c], of length one more than the number of cells; live
 */
public record CellOrder(Grid grid, int[] starts) {
    /** The first particle of a cell, which may be that of the next one. */
    public int start(int cell) {
        return starts[cell];
    }

    /** Number of particles of a cell. */
    public int size(int cell) {
        return starts[cell + 1] - starts[cell];
    }
}
