package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.CellOrder;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;

/**
 * Sums over the particles of every cell of space: their number, and the sums of v_a, v_a v_b (a &lt;= b) and |v|^2 v_a. One array per sum, one element per cell.
 */
final class CellSums {
    private final int d;
    private final double[][] sums;

    /**
     * @param dimension velocity dimension d
     * @param cells number of cells
     */
    CellSums(int dimension, int cells) {
        d = dimension;
        sums = new double[count(dimension)][cells];
    }

    /** Number of sums of a cell: 1 + d + d(d + 1)/2 + d. */
    static int count(int dimension) {
        return 1 + 2 * dimension + dimension * (dimension + 1) / 2;
    }

    /**
     * Adds the particles of a population, which are in the order of cells.
     *
     * @param population of the same dimension, sorted into the same number of cells
     */
    void add(Population population) {
        CellOrder order = population.order().orElseThrow();
        double[] term = new double[sums.length];
        double[] total = new double[sums.length];
        double[] v = new double[d];
        int cells = sums[0].length;
        for (int cell = 0; cell < cells; cell++) {
            Arrays.fill(total, 0);
            for (int k = order.start(cell); k < order.start(cell + 1); k++) {
                read(population, k, v);
                terms(v, 1, term);
                for (int s = 0; s < term.length; s++) {
                    total[s] += term[s];
                }
            }
            for (int s = 0; s < total.length; s++) {
                sums[s][cell] += total[s];
            }
        }
    }

    static void read(Population population, int k, double[] v) {
        for (int a = 0; a < v.length; a++) {
            v[a] = population.velocity(a)[k];
        }
    }

    /** What one particle adds, times a factor. */
    static void terms(double[] v, double factor, double[] out) {
        double square = 0;
        for (double component : v) {
            square += component * component;
        }
        int s = 0;
        out[s++] = factor;
        for (double component : v) {
            out[s++] = factor * component;
        }
        for (int a = 0; a < v.length; a++) {
            for (int b = a; b < v.length; b++) {
                out[s++] = factor * v[a] * v[b];
            }
        }
        for (double component : v) {
            out[s++] = factor * square * component;
        }
    }

    /** Adds other sums, of the same cells. */
    void add(CellSums other) {
        for (int s = 0; s < sums.length; s++) {
            for (int cell = 0; cell < sums[s].length; cell++) {
                sums[s][cell] += other.sums[s][cell];
            }
        }
    }

    /** Adds the sums of a cell, times a factor, to others. */
    void addTo(double[] out, int cell, double factor) {
        for (int s = 0; s < sums.length; s++) {
            out[s] += factor * sums[s][cell];
        }
    }
    /** Number of sums of a cell. */
    int count() {
        return sums.length;
    }
}
