package io.github.stosszahl.compare;

import io.github.stosszahl.compare.LocalRule.Functional;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The density f of one species at one time as a deterministic code gives it: values on the nodes of a rectangular grid of any spacing, one cell around each. An axis with one node only
 * makes it a slice.
 *
 * <p>Between cell averages, values at nodes and integrals it goes by polynomials of degree four through five neighbours along each axis, which on equal cells is right to order h^6 (f
 * resolved by the grid). On equal cells the integrals are then the sums over the nodes, up to what lies at the ends.
 */
public final class SolverDensity {
    /** What the numbers of the code are. */
    public enum Values {
        /** f at the node. */
        POINT,
        /** The average of f over the cell. */
        AVERAGE
    }

    private static final int DEGREE = 4;

    private final CellGrid grid;
    private final double[][] nodes;
    private final double[] given;
    private final Values kind;
    private final List<Integer> axes = new ArrayList<>();

    /**
     * @param nodes nodes[a]: the nodes of axis a, increasing
     * @param edges edges[a]: the edges of the cells around them; across a slice, of the window in which particles are counted
     * @param f at every node, last axis fastest
     * @throws IllegalArgumentException if the lengths do not fit
     */
    public SolverDensity(double[][] nodes, double[][] edges, double[] f, Values kind) {
        this.grid = new CellGrid(edges);
        this.nodes = nodes.clone();
        this.given = f.clone();
        this.kind = kind;
        for (int a = 0; a < nodes.length; a++) {
            if (nodes[a].length != grid.cells(a)) {
                throw new IllegalArgumentException("axis " + a + " has not one node for each cell");
            }
            if (nodes[a].length > 1) {
                axes.add(a);
            }
        }
        if (f.length != grid.cells() || axes.isEmpty()) {
            throw new IllegalArgumentException("f has " + f.length + " values for " + grid.cells() + " cells");
        }
    }

    /** The cells. */
    public CellGrid grid() {
        return grid;
    }

    /** Whether only part of the axes has more than one node. */
    public boolean isSlice() {
        return axes.size() < nodes.length;
    }

    /** What was given. */
    public Values kind() {
        return kind;
    }

    /** The averages of f over the cells; of a slice given as points, over the axes that lie in it. */
    public double[] averages() {
        return averages(DEGREE);
    }

    private double[] averages(int degree) {
        return kind == Values.AVERAGE ? given.clone() : through(Functional.VALUE, Functional.AVERAGE, degree, given);
    }

    private double[] through(Functional source, Functional target, int degree, double[] values) {
        double[] result = values.clone();
        for (int a : axes) {
            result = LocalRule.of(source, target, nodes[a], grid.edges(a), degree)
                    .along(grid, a, result);
        }
        return result;
    }

    /**
     * How sure the averages are: the relative L2 distance between those by polynomials of degree four and two. 0 if averages were given.
     */
    public double conversionDoubt() {
        double[] fine = averages(DEGREE);
        double[] coarse = averages(DEGREE / 2);
        double difference = 0;
        double square = 0;
        for (int cell = 0; cell < fine.length; cell++) {
            difference += (fine[cell] - coarse[cell]) * (fine[cell] - coarse[cell]) * grid.volume(cell);
            square += fine[cell] * fine[cell] * grid.volume(cell);
        }
        return square > 0 ? Math.sqrt(difference / square) : 0;
    }

    /** f at the nodes. */
    private double[] points() {
        return kind == Values.POINT ? given : through(Functional.AVERAGE, Functional.VALUE, DEGREE, given);
    }

    /**
     * Integrals over a full grid: number density, mean velocity and so on, as far as the grid reaches.
     *
     * @param entropyDensity h(f) of the entropy int h(f) dv, for f &gt; 0
     */
    public Integrals integrals(DoubleUnaryOperator entropyDensity) {
        return new Integrals(entropyDensity);
    }

    /** Integrals of f over the nodes of a full grid. */
    public final class Integrals {
        private final double[] f = points();
        private final double[] measure = new double[f.length];
        private final double[] mean = new double[nodes.length];
        private final double density;
        private final double entropy;
        private final double fisher;

        private Integrals(DoubleUnaryOperator entropyDensity) {
            double[][] weights = new double[nodes.length][];
            for (int a = 0; a < nodes.length; a++) {
                double[] edges = grid.edges(a);
                double[] widths = new double[nodes[a].length];
                for (int k = 0; k < widths.length; k++) {
                    widths[k] = edges[k + 1] - edges[k];
                }
                weights[a] = LocalRule.of(Functional.VALUE, Functional.AVERAGE, nodes[a], edges, DEGREE)
                        .columnSums(widths);
            }
            double sum = 0;
            double h = 0;
            for (int cell = 0; cell < f.length; cell++) {
                measure[cell] = 1;
                for (int a = 0; a < nodes.length; a++) {
                    measure[cell] *= weights[a][grid.index(cell, a)];
                }
                sum += measure[cell] * f[cell];
                for (int a = 0; a < nodes.length; a++) {
                    mean[a] += measure[cell] * f[cell] * velocity(cell, a);
                }
                if (f[cell] > 0) {
                    h += measure[cell] * entropyDensity.applyAsDouble(f[cell]);
                }
            }
            density = sum;
            for (int a = 0; a < nodes.length; a++) {
                mean[a] /= sum;
            }
            entropy = h;
            fisher = fisherSum();
        }

        /** 4 int |grad sqrt f|^2 dv, the derivatives by polynomials. */
        private double fisherSum() {
            double[] root = new double[f.length];
            for (int cell = 0; cell < f.length; cell++) {
                root[cell] = Math.sqrt(Math.max(0, f[cell]));
            }
            double sum = 0;
            for (int a = 0; a < nodes.length; a++) {
                double[] slope = LocalRule.of(Functional.VALUE, Functional.DERIVATIVE, nodes[a], grid.edges(a), DEGREE)
                        .along(grid, a, root);
                for (int cell = 0; cell < f.length; cell++) {
                    sum += 4 * measure[cell] * slope[cell] * slope[cell];
                }
            }
            return sum;
        }

        private double velocity(int cell, int axis) {
            return nodes[axis][grid.index(cell, axis)];
        }

        /** n. */
        public double density() {
            return density;
        }

        /** u along an axis. */
        public double velocity(int axis) {
            return mean[axis];
        }

        /** &lt;(v_a - u_a)(v_b - u_b)&gt;. */
        public double covariance(int a, int b) {
            double sum = 0;
            for (int cell = 0; cell < f.length; cell++) {
                sum += measure[cell] * f[cell] * (velocity(cell, a) - mean[a]) * (velocity(cell, b) - mean[b]);
            }
            return sum / density;
        }

        /** &lt;|v - u|^2 (v_a - u_a)&gt;/2. */
        public double heatFlux(int axis) {
            double sum = 0;
            for (int cell = 0; cell < f.length; cell++) {
                double square = 0;
                for (int a = 0; a < nodes.length; a++) {
                    double c = velocity(cell, a) - mean[a];
                    square += c * c;
                }
                sum += measure[cell] * f[cell] * square * (velocity(cell, axis) - mean[axis]);
            }
            return sum / (2 * density);
        }

        /** &lt;|v|^(2 power)&gt;. */
        public double speedPower(int power) {
            double sum = 0;
            for (int cell = 0; cell < f.length; cell++) {
                double square = 0;
                for (int a = 0; a < nodes.length; a++) {
                    square += velocity(cell, a) * velocity(cell, a);
                }
                sum += measure[cell] * f[cell] * Math.pow(square, power);
            }
            return sum / density;
        }

        /** int h(f) dv. */
        public double entropy() {
            return entropy;
        }

        /** int |grad f|^2/f dv. */
        public double fisher() {
            return fisher;
        }
    }
}
