package io.github.stosszahl.collide;

import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.CellIndex;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;

/**
 * The particles of a Fermi or Bose species in each cell of each block: blocks are the sheets of {@link OccupationCells}. In space there is one block, for the cell of space that is
 * worked on.
 */
final class OccupationNumbers {
    final OccupationCells cells;
    /** Gives classical bosons the last cell. */
    final CellIndex index;
    /** +1 for Bose, -1 for Fermi statistics. */
    final int sign;
    /** g. */
    final int capacity;
    /** 1/g. */
    final double unit;
    /** [block][cell]. */
    final int[][] counts;

    /** No particles. */
    OccupationNumbers(Statistics statistics, OccupationCells cells) {
        this.cells = cells;
        sign = statistics.sign();
        index = cells.index(statistics);
        capacity = cells.capacity();
        unit = 1.0 / capacity;
        counts = new int[cells.sheets()][cells.count() + 1];
    }

    OccupationNumbers(Population population, OccupationCells cells) {
        this(population.species().statistics(), cells);
        double[] x = population.velocity(0);
        double[] y = population.velocity(1);
        double[] z = population.velocity(population.dimension() - 1);
        for (int block = 0; block < counts.length; block++) {
            int end = cells.start(population.size(), block + 1);
            for (int k = cells.start(population.size(), block); k < end; k++) {
                counts[block][cell(x[k], y[k], z[k])]++;
            }
        }
    }

    /** The cell of a velocity. */
    int cell(double x, double y, double z) {
        return index.of(x, y, z);
    }

    /** 1 + alpha m/g. */
    double factor(int cell, int m) {
        return cell == cells.count() ? 1 : 1 + sign * m * unit;
    }
}
