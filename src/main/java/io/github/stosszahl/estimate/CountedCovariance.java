package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Covariances of functions of the velocity for particles whose occupation is counted in cells, of a homogeneous gas.
 *
 * <p>The number n of particles in a cell of g places, those of all sheets, varies as n tau, tau = 1 + alpha n/g; their places in it are independent. With S(phi) the sum of phi over the particles of a cell, sums over all particles have covariances whose
 * estimate without bias, for the binomial law of fermions and the negative binomial one of bosons, is
 *
 * <pre>  (g sum phi psi + alpha sum over cells of S(phi) S(psi))/(g + alpha),</pre>
 *
 * if their number is free. It is given; conditioned on it,
 *
 * <pre>  N C(phi, psi) = that - N &lt;tau phi&gt; &lt;tau psi&gt;/&lt;tau&gt;,</pre>
 *
 * where tau of a particle is 1 + alpha (n - 1)/(g + alpha), whose product with n has the mean Var n.
 */
final class CountedCovariance {
    /** Cells of a piece of work: of fixed size, so that the number of threads does not matter. */
    private static final int BLOCK = 1 << 12;

    private final int size;
    private final int functions;
    private final int invariants;
    private final OccupiedCells occupied;
    private final double[][] columns;
    private final Functions values;
    private final double within;
    private final double between;
    /** 0: &lt;tau&gt;; then of every function &lt;tau phi&gt; and the means of the first term with itself and with the first functions. */
    private final double[] means;

    /** The functions. */
    @FunctionalInterface
    interface Functions {
        /**
         * Their values for a particle, less their means; called by several threads.
         *
         * @param row the values of the columns
         */
        void at(double[] row, double[] out);
    }

    /**
     * @param columns what the functions are of: columns[c][particle]
     * @param functions their number
     * @param invariants covariances are wanted with so many first ones
     */
    CountedCovariance(
            Population population,
            OccupationCells cells,
            double[][] columns,
            int functions,
            int invariants,
            Functions values) {
        this.size = population.size();
        this.functions = functions;
        this.invariants = invariants;
        this.columns = columns;
        this.values = values;
        int sign = population.species().statistics().sign();
        double g = places(cells);
        within = g / (g + sign);
        between = sign / (g + sign);
        occupied = new OccupiedCells(population, cells);
        means = means();
    }

    /** Whether the counts of cells say how much they vary: those of the only place of a cell, 0 or 1, do not. */
    static boolean known(Population population, OccupationCells cells) {
        return places(cells) + population.species().statistics().sign() > 0;
    }

    private static double places(OccupationCells cells) {
        return (double) cells.capacity() * cells.sheets();
    }

    private double[] means() {
        double[][] blocks = IntStream.range(0, (occupied.count() - 1) / BLOCK + 1)
                .parallel()
                .mapToObj(block -> sums(block * BLOCK, Math.min(occupied.count(), (block + 1) * BLOCK)))
                .toArray(double[][]::new);
        double[] total = new double[index(functions)];
        for (double[] block : blocks) {
            for (int q = 0; q < total.length; q++) {
                total[q] += block[q] / size;
            }
        }
        return total;
    }

    private double[] sums(int from, int to) {
        double[] sum = new double[index(functions)];
        int origin = occupied.start(from);
        double[][] ordered = new double[columns.length][];
        for (int c = 0; c < columns.length; c++) {
            // by itself, so that the memory works on many of them at a time
            ordered[c] = occupied.inOrder(columns[c], origin, occupied.start(to));
        }
        double[] row = new double[columns.length];
        double[] phi = new double[functions];
        double[] ofCell = new double[functions];
        for (int cell = from; cell < to; cell++) {
            Arrays.fill(ofCell, 0);
            for (int place = occupied.start(cell); place < occupied.start(cell + 1); place++) {
                for (int c = 0; c < row.length; c++) {
                    row[c] = ordered[c][place - origin];
                }
                values.at(row, phi);
                for (int p = 0; p < functions; p++) {
                    ofCell[p] += phi[p];
                }
                addProducts(sum, within, phi);
            }
            addProducts(sum, between, ofCell);
            int n = occupied.start(cell + 1) - occupied.start(cell);
            double tau = 1 + between * (n - 1);
            sum[0] += n * tau;
            for (int p = 0; p < functions; p++) {
                sum[index(p)] += tau * ofCell[p];
            }
        }
        return sum;
    }

    private void addProducts(double[] sum, double factor, double[] phi) {
        for (int p = 0; p < functions; p++) {
            double scaled = factor * phi[p];
            int q = index(p);
            sum[q + 1] += scaled * phi[p];
            for (int g = 0; g < invariants; g++) {
                sum[q + 2 + g] += scaled * phi[g];
            }
        }
    }

    private int index(int function) {
        return 1 + function * (invariants + 2);
    }

    /** C(phi, phi). */
    double variance(int function) {
        int k = index(function);
        return Math.max(0, means[k + 1] - means[k] * means[k] / means[0]);
    }

    /** C of a function with one of the first. */
    double covariance(int function, int invariant) {
        int k = index(function);
        return means[k + 2 + invariant] - means[k] * means[index(invariant)] / means[0];
    }
}
