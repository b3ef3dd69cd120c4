package io.github.stosszahl.transport;

import io.github.stosszahl.particles.Population;

/** Moves particles as if there were no walls, but through periodic faces, once along each axis, where a box has no others. There is a scalar and a vector form; both do the same IEEE 754 operations, so that positions and cells agree bit by bit. They have the scratch memory of one thread. */
interface Motion {
    /** Stands for the cell of a particle outside the box, or so near to a face that rounding puts it there. */
    int OUTSIDE = -1;

    /**
     * Moves particles from..to-1 along straight lines and finds their cells.
     *
     * @param time how long they fly
     * @param cell cell[k] gets the cell that particle k ends in, or {@link #OUTSIDE}
     */
    void move(Population particles, int from, int to, double time, int[] cell);
}
