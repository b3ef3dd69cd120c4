package io.github.stosszahl.estimate;

/** Functions of one shape, few of which are not zero at a point, or which share factors: products of two are summed fast. */
interface LogitBasis extends LogitFamily {
    /** Integrals of products of two functions over the grid with weight[node][direction]. */
    double[][] products(PolarGrid grid, double[][] weight);
}
