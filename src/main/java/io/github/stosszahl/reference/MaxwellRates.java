package io.github.stosszahl.reference;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.RateLaw;
import java.util.Optional;

/**
 * The numbers that collisions of Maxwell molecules enter the moment equations by. Diffusion on the sphere of directions is the limit of many small angles in them.
 *
 * @param momentum momentum[i][j] = n_j alpha_ij &lt;1 - cos theta&gt;, the rate at which the mean relative velocity of pairs decays; 0 for
 *     pairs that do not collide
 * @param stress stress[i][j] = n_j alpha_ij &lt;1 - cos^2 theta&gt;
 */
record MaxwellRates(double[][] momentum, double[][] stress) {
    private static final int SPEEDS = 4096;
    private static final double SLOWEST = 1e-9;
    private static final double FASTEST = 1e9;

    /** The rates of a mixture at given densities; empty unless all its pairs are Maxwell molecules. */
    static Optional<MaxwellRates> of(Mixture mixture, double[] density) {
        int n = density.length;
        MaxwellRates rates = new MaxwellRates(new double[n][n], new double[n][n]);
        for (CollidingPair pair : mixture.pairs()) {
            if (!isConstant(pair.kernel().rate())) {
                return Optional.empty();
            }
            double alpha = pair.kernel().rate().alpha(0);
            double momentum = alpha * pair.kernel().momentumTransfer(mixture.dimension());
            double stress = alpha * pair.kernel().stressTransfer(mixture.dimension());
            rates.set(pair.first(), pair.second(), density, momentum, stress);
            rates.set(pair.second(), pair.first(), density, momentum, stress);
        }
        return Optional.of(rates);
    }

    private void set(int i, int j, double[] density, double momentumRate, double stressRate) {
        momentum[i][j] = density[j] * momentumRate;
        stress[i][j] = density[j] * stressRate;
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
