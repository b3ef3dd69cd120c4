package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.CellIndex;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;

/** The particles of a homogeneous gas in the order of their occupation cells, those of all sheets together. Bosons outside the cube, which are classical, are alone. */
final class OccupiedCells {
    private final int[] particle;
    /** The first particle of every cell that has any, and their number. */
    private final int[] start;

    OccupiedCells(Population population, OccupationCells cells) {
        int size = population.size();
        double[] x = population.velocity(0);
        double[] y = population.velocity(1);
        double[] z = population.velocity(population.dimension() - 1);
        int outside = cells.count();
        CellIndex index = cells.index(population.species().statistics());
        int[] cell = new int[size];
        int[] next = new int[outside + 2];
        for (int k = 0; k < size; k++) {
            cell[k] = index.of(x[k], y[k], z[k]);
            next[cell[k] + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        particle = new int[size];
        for (int k = 0; k < size; k++) {
            particle[next[cell[k]]++] = k;
        }
        int[] starts = new int[size + 1];
        int occupied = 0;
        for (int i = 0; i < size; i++) {
            int here = cell[particle[i]];
            if (i == 0 || here == outside || here != cell[particle[i - 1]]) {
                starts[occupied++] = i;
            }
        }
        starts[occupied] = size;
        start = Arrays.copyOf(starts, occupied + 1);
    }

    /** Number of cells with particles. */
    int count() {
        return start.length - 1;
    }

    /** Where the particles of a cell begin, in the order of cells; those of cell {@link #count} would begin at their number. */
    int start(int cell) {
        return start[cell];
    }

    /** The values of the particles at places from..to-1 of this order. */
    double[] inOrder(double[] values, int from, int to) {
        double[] ordered = new double[to - from];
        for (int i = from; i < to; i++) {
            ordered[i - from] = values[particle[i]];
        }
        return ordered;
    }
}
