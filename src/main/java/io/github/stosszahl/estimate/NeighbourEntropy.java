package io.github.stosszahl.estimate;

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
 * What is left is O((k/N)^(4/d)).
 *
 * <p>Neighbours share their balls, so that the variance of the mean of (1) is by psi'(k)/N larger than that of independent terms: a sum over pairs, of which
 * every one counts twice, has for large k the variance 2/k where independent terms have psi'(k) = 1/k. Two errors are added in squares: what (2) has
 * beyond the order of r^2, and the uncertainty of I as that of all of (2).
 */
final class NeighbourEntropy {
    /** k for d = 2 and 3. */
    private static final int[] NEIGHBOURS = {0, 0, 16, 8};

    /** One in so many particles may share its velocity with another one. */
    private static final int TWINS = 1000;

    private NeighbourEntropy() {}

    /**
     * Estimates int f log f dv.
     *
     * @param uncertainty relative error of the scores' mean square
     * @throws NoEstimateException if velocities occur more than once
     */
    static Estimate of(PrincipalAxes axes, Lattice lattice, ScoreMatching.Scores scores, double uncertainty)
            throws NoEstimateException {
        int d = axes.dimension();
        int neighbours = NEIGHBOURS[d];
        double n = axes.size();
        double[][] z = axes.coordinates();
        int folds = DensityLadder.FOLDS;
        double[] sums = new NearestNeighbours(z).sum(neighbours, 5, (k, squares, into) -> {
            double square = squares[neighbours - 1];
            double slope = square * lattice.interpolated(scores.square()[k % folds], z, k);
            double bend = square * lattice.interpolated(scores.divergence()[k % folds], z, k);
            double leading = (slope + bend) / (2 * (d + 2));
            double excess = logMeanExponential(d, slope) - slope / (2 * (d + 2));
            double term = -d / 2.0 * Math.log(square) - leading - excess;
            into[0] += term;
            into[1] += term * term;
            into[2] += leading;
            into[3] += excess;
            into[4] += squares[0] == 0 ? 1 : 0;
        });
        if (sums[4] > n / TWINS || !Double.isFinite(sums[0])) {
            throw new NoEstimateException(
                    (long) sums[4] + " of " + axes.size()
                            + " particles have the velocity of another one, as rounded or resampled ones do: they show no density");
        }
        double mean = sums[0] / n;
        double logVolumeOfBall = d / 2.0 * Math.log(Math.PI) - Gamma.logGamma(d / 2.0 + 1);
        double value = Gamma.digamma(neighbours) - Math.log(n - 1) - logVolumeOfBall + mean - axes.logVolume();
        double sampling = (sums[1] / n - mean * mean + Gamma.trigamma(neighbours)) / n;
        double leading = sums[2] / n * uncertainty;
        double excess = sums[3] / n;
        return new Estimate(value, Math.sqrt(sampling + leading * leading + excess * excess));
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
