package io.github.stosszahl.reference;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.RateLaw;
import java.util.Optional;

/**
 * The numbers that collisions of Maxwell molecules enter the moment equations by.
 *
 * @param lambda lambda[i][j] = n_j alpha_ij, the rate at which one particle of i collides with particles of j; 0 for
 *     pairs that do not collide
 * @param meanCos c1[i][j] = &lt;cos theta&gt;
 * @param meanSquaredCos c2[i][j] = &lt;cos^2 theta&gt;
 */
record MaxwellRates(double[][] lambda, double[][] meanCos, double[][] meanSquaredCos) {
    private static final int SPEEDS = 4096;
    private static final double SLOWEST = 1e-9;
    private static final double FASTEST = 1e9;

    /** The rates of a mixture at given densities; empty unless all its pairs are Maxwell molecules. */
    static Optional<MaxwellRates> of(Mixture mixture, double[] density) {
        int n = density.length;
        MaxwellRates rates = new MaxwellRates(new double[n][n], new double[n][n], new double[n][n]);
        for (CollidingPair pair : mixture.pairs()) {
            RateLaw rate = pair.kernel().rate();
            if (!isConstant(rate)) {
                return Optional.empty();
            }
            rates.set(
                    pair.first(),
                    pair.second(),
                    density,
                    rate.alpha(0),
                    pair.kernel().angle());
            rates.set(
                    pair.second(),
                    pair.first(),
                    density,
                    rate.alpha(0),
                    pair.kernel().angle());
        }
        return Optional.of(rates);
    }

    private void set(int i, int j, double[] density, double alpha, AngleLaw angle) {
        lambda[i][j] = density[j] * alpha;
        meanCos[i][j] = angle.meanCos();
        meanSquaredCos[i][j] = angle.meanSquaredCos();
    }

    private static boolean isConstant(RateLaw rate) {
        double ratio = Math.pow(FASTEST / SLOWEST, 1.0 / (SPEEDS - 1));
        double speed = SLOWEST;
        for (int k = 0; k < SPEEDS; k++) {
            if (rate.alpha(speed) != rate.alpha(0)) {
                return false;
            }
            speed *= ratio;
        }
        return true;
    }
}
