package io.github.stosszahl.estimate;

import java.util.Arrays;

/**
 * The density in principal axes that corrections start from: the standard normal one, or for tails that are heavier the sum of two centred normal densities of variances s with the second, fourth and
 * sixth radial moments of the sample,
 *
 * <pre>  E[s] = 1,   E[s^2] = E|z|^4/(d (d + 2)),   E[s^3] = E|z|^6/(d (d + 2) (d + 4)),</pre>
 *
 * that is the Gaussian quadrature with two nodes of the distribution of s. Where the particles become so few that kernel densities end, a normal density would leave a cliff in heavy tails.
 *
 * @param d dimension
 * @param share of the wide one; 0 for the normal density
 * @param wide its variance
 * @param narrow the variance of the other one
 */
record StartDensity(int d, double share, double wide, double narrow) {
    /** Standard deviations by which E[s^2] must exceed that of a normal sample. */
    private static final double SIGNIFICANT = 4;
    /** Where so small a part or so narrow a core makes the sixth moment, single particles do. */
    private static final double LEAST = 1e-3;

    static StartDensity of(PrincipalAxes axes) {
        int d = axes.dimension();
        double[] square = new double[axes.size()];
        for (double[] z : axes.coordinates()) {
            for (int k = 0; k < square.length; k++) {
                square[k] += z[k] * z[k];
            }
        }
        double second = Arrays.stream(square).map(x -> x * x).sum() / square.length / (d * (d + 2.0));
        double third = Arrays.stream(square).map(x -> x * x * x).sum() / square.length / (d * (d + 2.0) * (d + 4.0));
        double ofNormal = Math.sqrt(((d + 4.0) * (d + 6.0) / (d * (d + 2.0)) - 1) / square.length);
        StartDensity normal = new StartDensity(d, 0, 1, 1);
        if (!(second > 1 + SIGNIFICANT * ofNormal)) {
            return normal;
        }
        // the nodes are the roots of s^2 - sum s + product
        double sum = (third - second) / (second - 1);
        double product = sum - second;
        double half = Math.sqrt(sum * sum / 4 - product);
        double wide = sum / 2 + half;
        double narrow = product / wide;
        double share = (1 - narrow) / (wide - narrow);
        return share > LEAST && narrow > LEAST ? new StartDensity(d, share, wide, narrow) : normal;
    }

    boolean isNormal() {
        return share == 0;
    }

    /**
     * The density after smoothing with a normal one.
     *
     * @param square |z|^2
     * @param added variance of what it is smoothed with
     */
    double at(double square, double added) {
        double core = normal(square, narrow + added);
        return share == 0 ? core : (1 - share) * core + share * normal(square, wide + added);
    }

    private double normal(double square, double variance) {
        double ofPlane = 1 / (2 * Math.PI * variance);
        return (d == 2 ? ofPlane : ofPlane * Math.sqrt(ofPlane)) * Math.exp(-square / (2 * variance));
    }
}
