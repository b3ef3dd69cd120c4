package io.github.stosszahl.collide;

import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;

/** The particles of a Fermi or Bose species in each cell of each block: blocks are the sheets of {@link OccupationCells}. */
final class OccupationNumbers {
    final OccupationCells cells;
    /** +1 for Bose, -1 for Fermi statistics. */
    final int sign;
    /** g. */
    final int capacity;
    /** 1/g. */
    final double unit;
    /** [block][cell]. */
    final int[][] counts;

    OccupationNumbers(Population population, OccupationCells cells) {
        this.cells = cells;
        sign = population.species().statistics().sign();
        capacity = cells.capacity();
        unit = 1.0 / capacity;
        counts = new int[cells.sheets()][cells.count()];
        double[] x = population.velocity(0);
        double[] y = population.velocity(1);
        double[] z = population.velocity(population.dimension() - 1);
        for (int block = 0; block < counts.length; block++) {
            int end = cells.start(population.size(), block + 1);
            for (int k = cells.start(population.size(), block); k < end; k++) {
                counts[block][cells.cell(x[k], y[k], z[k])]++;
            }
        }
    }
}
