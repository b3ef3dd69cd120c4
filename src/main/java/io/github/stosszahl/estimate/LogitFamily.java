package io.github.stosszahl.estimate;

/** Functions of z, a point of the principal axes, that {@link LogitFit} makes phi of. */
interface LogitFamily {
    /** Functions of one variable that are not zero at a point. */
    int MOST = 4;

    /** Memory for values, of one thread. */
    final class Scratch {
        final double[] values = new double[MOST];
        final double[] unit = new double[3];
    }

    /** Number of functions. */
    int size();

    /** The sum of the functions at a point z of length r; their coefficients begin at an index. */
    double sum(double[] c, int index, double[] z, double r, Scratch scratch);

    /** Adds an amount times the values of the functions at a point z of length r to numbers that begin at an index. */
    void add(double[] into, int index, double amount, double[] z, double r, Scratch scratch);

    /** Adds the sum of the functions to phi[node][direction]; their coefficients begin at an index. */
    void addTo(double[][] phi, PolarGrid grid, double[] c, int index);

    /**
     * Subtracts integrals of the functions over the grid from numbers that begin at an index.
     *
     * @param weight weight[node][direction]
     */
    void subtractMeans(PolarGrid grid, double[][] weight, double[] from, int index);
}
