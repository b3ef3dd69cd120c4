package io.github.stosszahl.estimate;

import java.util.stream.IntStream;
import org.hipparchus.special.Gamma;

/**
 * int f log f of the density of one particle from the distances r of its k-th nearest neighbours in principal axes (Kozachenko and Leonenko, Problems of Information
 * Transmission 23 (1987) 95): with V r^d the volume of the ball,
 *
 * <pre>  E[log f] = E[psi(k) - log((N - 1) V r^d) - log b],   b = (mean of f in the ball)/(f at its centre).         (1)</pre>
 *
 * <p>Without b the bias is O((k/N)^(2/d)), 0.01 for N = 1e5, d = 3. Here b comes from the score s of f, linear in the ball:
 *
 * <pre>  log b = log 0F1(d/2 + 1; |s|^2 r^2/4) + r^2 div s/(2 (d + 2)),                                              (2)</pre>
 *
 * where the first term is the mean of exp(s.y), and s comes from the parts of the sample to which the particle does not belong ({@link ScoreMatching.Scores}).
 * What is left is O((k/N)^(4/d)). It follows structure down to r, finer than the kernels of {@link LogDensity}, whose mean has less noise: so (1) is the check of that.
 *
 * <p>The centres of balls are M of the N particles, and all of them if the two contradict each other. With T the terms of (1) and L the log densities, (1) is the mean of L over all particles and that of
 * T - L over the centres. T - L has only the noise of the distances. Neighbours share their balls, so that the variance of the mean is by psi'(k)/N larger than that of independent terms: a sum over pairs, of which
 * every one counts twice, has for large k the variance 2/k where independent terms have psi'(k) = 1/k. Two errors are added in squares: what (2) has
 * beyond the order of r^2, and the uncertainty of I as that of all of (2).
 */
final class NeighbourEntropy {
    /** k for d = 2 and 3. */
    private static final int[] NEIGHBOURS = {0, 0, 16, 8};
    /** About so many centres, and all particles up to this number. */
    private static final int CENTRES = 50_000;
    /** Below this number of particles the errors of log densities are too small, by a factor of up to 1.8, and their mean is no better than (1). */
    private static final int FEW = 10_000;
    /** So many standard errors are chance. */
    private static final double AGREEMENT = 3;

    private static final int BLOCK = 1 << 10;

    private final int d;
    private final double size;
    private final PrincipalAxes axes;
    private final Lattice lattice;
    private final ScoreMatching.Scores scores;
    private final double uncertainty;
    private final LogDensity log;
    private final NearestNeighbours tree;

    /**
     * @param uncertainty relative error of the scores' mean square
     */
    NeighbourEntropy(
            PrincipalAxes axes, Lattice lattice, ScoreMatching.Scores scores, double uncertainty, LogDensity log) {
        this.axes = axes;
        this.lattice = lattice;
        this.scores = scores;
        this.uncertainty = uncertainty;
        this.log = log;
        d = axes.dimension();
        size = axes.size();
        tree = new NearestNeighbours(axes.coordinates());
    }

    /**
     * Distances about some centres.
     *
     * @param difference mean of T - L
     * @param differenceVariance variance of T - L
     * @param variance variance of T
     * @param bias that of (1), an estimate of its size
     */
    private record Distances(int centres, double difference, double differenceVariance, double variance, double bias) {}

    /** Measures the distances about every so many particles; not finite if more than {@link #NEIGHBOURS} velocities are equal. */
    private Distances measure(int step) {
        int neighbours = NEIGHBOURS[d];
        double[][] z = axes.coordinates();
        int folds = DensityLadder.FOLDS;
        int number = (axes.size() - 1) / step + 1;
        double constant = Gamma.digamma(neighbours)
                - Math.log(size - 1)
                - d / 2.0 * Math.log(Math.PI)
                + Gamma.logGamma(d / 2.0 + 1);
        double[][] blocks = IntStream.range(0, (number - 1) / BLOCK + 1)
                .parallel()
                .mapToObj(block -> {
                    double[] sums = new double[6];
                    double[] place = new double[3];
                    // the nearest one is the centre itself
                    NearestNeighbours.Finder finder = tree.finder(neighbours + 1);
                    for (int i = block * BLOCK; i < Math.min(number, (block + 1) * BLOCK); i++) {
                        int k = i * step;
                        log.place(k, place);
                        double square = finder.about(place)[neighbours];
                        double slope = square * lattice.interpolated(scores.square()[k % folds], z, k);
                        double bend = square * lattice.interpolated(scores.divergence()[k % folds], z, k);
                        double leading = (slope + bend) / (2 * (d + 2));
                        double excess = logMeanExponential(d, slope) - slope / (2 * (d + 2));
                        double term = constant - d / 2.0 * Math.log(square) - leading - excess;
                        double beyond = term - log.at(k % folds, place);
                        sums[0] += term;
                        sums[1] += term * term;
                        sums[2] += beyond;
                        sums[3] += beyond * beyond;
                        sums[4] += leading;
                        sums[5] += excess;
                    }
                    return sums;
                })
                .toArray(double[][]::new);
        double[] mean = new double[6];
        for (double[] block : blocks) {
            for (int q = 0; q < mean.length; q++) {
                mean[q] += block[q] / number;
            }
        }
        return new Distances(
                number,
                mean[2],
                mean[3] - mean[2] * mean[2],
                mean[1] - mean[0] * mean[0],
                Math.hypot(mean[4] * uncertainty, mean[5]));
    }

    /**
     * The estimate of {@link LogDensity#entropy} if (1) does not contradict it, and otherwise that by (1) with all particles as centres.
     *
     * <p>It does not if the two differ by at most three standard errors of the noise of their difference and the error that the former states for its bias; to the error is added, in squares,
     * the bias that (1) may have, since less does not show in the difference. So few particles as below {@link #FEW} keep (1).
     */
    Estimate checked() {
        int stride = axes.size() / CENTRES;
        // of all thirds
        int step = Math.max(1, stride % DensityLadder.FOLDS == 0 ? stride + 1 : stride);
        Distances distances = measure(step);
        if (step > 1 && !agree(distances)) {
            // one contradiction in 400 is chance: then (1) would be off by three of its standard errors
            distances = measure(1);
        }
        Estimate mean = log.entropy();
        if (size >= FEW && agree(distances)) {
            return new Estimate(mean.value(), Math.hypot(mean.standardError(), distances.bias()));
        }
        double sampling = distances.variance() / size + shared();
        return new Estimate(mean.value() + beyond(distances), Math.hypot(Math.sqrt(sampling), distances.bias()));
    }

    private boolean agree(Distances distances) {
        double noise = Math.sqrt(distances.differenceVariance() / distances.centres() + shared());
        return Math.abs(beyond(distances)) <= AGREEMENT * noise + log.missing();
    }

    /** What (1) is above the estimate by log densities. */
    private double beyond(Distances distances) {
        return distances.difference() - 2 * log.missing();
    }

    /** What neighbours that share their balls add to the variance. */
    private double shared() {
        return Gamma.trigamma(NEIGHBOURS[d]) / size;
    }

    /** Logarithm of the mean of exp(s.y) in the ball |y| &lt; r, 0F1(d/2 + 1; q/4) with q = |s|^2 r^2; its leading term where noise makes q negative. */
    private static double logMeanExponential(int d, double q) {
        double rest = 0;
        if (q > 0) {
            double term = 1;
            for (int m = 1; term > 1e-16 * rest; m++) {
                term *= q / 4 / (m * (d / 2.0 + m));
                rest += term;
            }
            return Math.log1p(rest);
        }
        return q / (2 * (d + 2));
    }
}
