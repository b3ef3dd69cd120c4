package io.github.stosszahl.compare;

import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * A linear rule along one axis of a grid: every target is a combination of a few neighbouring source values that is right for polynomials up to a degree. The sources are values at the
 * nodes or averages over the cells, the targets averages over the cells, values or derivatives at the nodes.
 *
 * @param first first[k]: the first source that target k takes
 * @param weight weight[k]: the coefficients of the sources from there on
 */
record LocalRule(int[] first, double[][] weight) {
    /** What is known or wanted of a function on a cell. */
    enum Functional {
        VALUE,
        DERIVATIVE,
        AVERAGE
    }

    /**
     * @param nodes increasing
     * @param edges edges of the cells, one node in each
     * @param degree of the polynomials, as far as there are nodes
     */
    static LocalRule of(Functional source, Functional target, double[] nodes, double[] edges, int degree) {
        int n = nodes.length;
        int size = Math.min(degree + 1, n);
        int[] first = new int[n];
        double[][] weight = new double[n][];
        for (int k = 0; k < n; k++) {
            first[k] = Math.max(0, Math.min(k - degree / 2, n - size));
            // about the node and in units of the cell, so that the matrix is well conditioned
            double origin = nodes[k];
            double unit = edges[k + 1] - edges[k];
            RealMatrix known = MatrixUtils.createRealMatrix(size, size);
            double[] wanted = new double[size];
            for (int power = 0; power < size; power++) {
                for (int j = 0; j < size; j++) {
                    int s = first[k] + j;
                    known.setEntry(
                            power,
                            j,
                            apply(
                                    source,
                                    power,
                                    (nodes[s] - origin) / unit,
                                    (edges[s] - origin) / unit,
                                    (edges[s + 1] - origin) / unit));
                }
                wanted[power] = apply(target, power, 0, (edges[k] - origin) / unit, (edges[k + 1] - origin) / unit);
            }
            double[] solution = new LUDecomposition(known)
                    .getSolver()
                    .solve(MatrixUtils.createRealVector(wanted))
                    .toArray();
            for (int j = 0; target == Functional.DERIVATIVE && j < size; j++) {
                solution[j] /= unit;
            }
            weight[k] = solution;
        }
        return new LocalRule(first, weight);
    }

    /** A functional of x^power. */
    private static double apply(Functional functional, int power, double node, double lower, double upper) {
        return switch (functional) {
            case VALUE -> Math.pow(node, power);
            case DERIVATIVE -> power == 0 ? 0 : power * Math.pow(node, power - 1);
            case AVERAGE -> (Math.pow(upper, power + 1) - Math.pow(lower, power + 1)) / ((power + 1) * (upper - lower));
        };
    }

    /** The rule along an axis of a grid. */
    double[] along(CellGrid grid, int axis, double[] values) {
        double[] result = new double[values.length];
        int stride = grid.stride(axis);
        for (int cell = 0; cell < values.length; cell++) {
            int k = grid.index(cell, axis);
            int source = cell + (first[k] - k) * stride;
            double sum = 0;
            for (double w : weight[k]) {
                sum += w * values[source];
                source += stride;
            }
            result[cell] = sum;
        }
        return result;
    }

    /** The weight with which every source enters the sum of scale[k] times target k. */
    double[] columnSums(double[] scale) {
        double[] sums = new double[scale.length];
        for (int k = 0; k < scale.length; k++) {
            for (int j = 0; j < weight[k].length; j++) {
                sums[first[k] + j] += scale[k] * weight[k][j];
            }
        }
        return sums;
    }
}
