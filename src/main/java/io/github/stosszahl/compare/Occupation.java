package io.github.stosszahl.compare;

import io.github.stosszahl.particles.OccupationCells;

/**
 * How the particles of a Fermi or Bose species vary in number: those of one occupation cell, of volume h^d, with the variance n (1 + alpha q f), those of different cells independently. A box
 * that holds only parts of cells is in between that and Poisson: by the share of its pairs of places that lie in one cell, on the average over the position of the cells.
 *
 * @param degeneracy alpha q: negative for Fermi, positive for Bose statistics, 0 for Maxwell
 * @param edge h
 */
public record Occupation(double degeneracy, double edge) {
    /** A Fermi cell that is full would not vary at all; what is known of f and of the cells is not that exact. */
    private static final double LEAST = 0.02;

    /** Independent particles. */
    public static final Occupation NONE = new Occupation(0, 1);

    /** The variance of the number of particles in a box over its mean. */
    double varianceRatio(double f, CellGrid grid, int box) {
        if (degeneracy == 0) {
            return 1;
        }
        double shared = 1;
        for (int a = 0; a < grid.axes(); a++) {
            shared *= OccupationCells.sharedWithin((grid.upper(box, a) - grid.lower(box, a)) / edge);
        }
        return Math.max(LEAST, 1 + degeneracy * shared * f);
    }
}
