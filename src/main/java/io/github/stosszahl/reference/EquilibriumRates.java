package io.github.stosszahl.reference;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Gamma;

/**
 * Mean collision rates of Maxwellian gases. With &lt;alpha&gt; the mean over the relative velocity of a pair, one
 * particle of species i collides with n_j &lt;alpha_ij&gt; particles of species j per unit time, and there are n_i n_j
 * &lt;alpha_ij&gt; collisions per volume and time, half as many for i = j.
 */
public final class EquilibriumRates {
    /**
     * The mean is taken over speeds between these multiples of the standard deviation; the rest has probability below
     * 1e-23.
     */
    private static final double SLOWEST = 1e-12;

    private static final double FASTEST = 15;
    private static final int PANELS = 64;
    private static final int DEEPEST_BISECTION = 40;
    private static final double TOLERANCE = 1e-13;

    private EquilibriumRates() {}

    /**
     * &lt;alpha_ij&gt; of two species in equilibrium at one temperature.
     *
     * @param mixture the equation
     * @param i index of a species
     * @param j index of a species
     * @param temperature T, positive
     * @return the rate per unit partner density; 0 if the pair does not collide
     * @throws IllegalArgumentException if the temperature is not positive and finite
     */
    public static double meanRate(Mixture mixture, int i, int j, double temperature) {
        double inverseMasses = 1 / mixture.species().get(i).mass()
                + 1 / mixture.species().get(j).mass();
        double variance = mixture.boltzmannConstant() * temperature * inverseMasses;
        requirePositive(variance);
        return mixture.kernel(i, j)
                .map(kernel -> meanRate(mixture.dimension(), kernel.rate(), variance))
                .orElse(0.0);
    }

    /**
     * &lt;alpha(|u|)&gt; for a relative velocity u whose d components are independent and normal with mean 0. For alpha
     * = C r^gamma this is C (2 s)^(gamma/2) Gamma((d + gamma)/2)/Gamma(d/2); other laws are integrated numerically, to
     * about 1e-12.
     *
     * @param dimension d
     * @param rate alpha
     * @param variance s of each component of u: k_B T_i/m_i + k_B T_j/m_j, also for unequal temperatures; positive
     * @return the rate per unit partner density
     * @throws IllegalArgumentException if the variance is not positive and finite
     */
    public static double meanRate(int dimension, RateLaw rate, double variance) {
        requirePositive(variance);
        double halfDimension = 0.5 * dimension;
        if (rate instanceof PowerLaw law && law.cutoff() == 0) {
            double gamma = law.exponent();
            return law.coefficient()
                    * Math.pow(2 * variance, 0.5 * gamma)
                    * Math.exp(Gamma.logGamma(halfDimension + 0.5 * gamma) - Gamma.logGamma(halfDimension));
        }
        double deviation = Math.sqrt(variance);
        double normalisation = 2 / (Math.pow(2, halfDimension) * Gamma.gamma(halfDimension));
        // in y = log(r/sqrt(s)), where a cutoff far below the thermal speed is resolved as well as the thermal speed
        DoubleUnaryOperator integrand = y -> {
            double x = Math.exp(y);
            return normalisation * Math.exp(dimension * y - 0.5 * x * x) * rate.alpha(deviation * x);
        };
        return integral(integrand, Math.log(SLOWEST), Math.log(FASTEST));
    }

    private static void requirePositive(double variance) {
        if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("temperature or variance must be positive and finite, got " + variance);
        }
    }

    /** Adaptive, since tables and cutoffs have kinks at places that the rate law does not tell. */
    private static double integral(DoubleUnaryOperator f, double from, double to) {
        double width = (to - from) / PANELS;
        double scale = 0;
        for (int k = 0; k < PANELS; k++) {
            scale += lobatto(f, from + k * width, from + (k + 1) * width);
        }
        double sum = 0;
        for (int k = 0; k < PANELS; k++) {
            double low = from + k * width;
            sum += bisected(f, low, low + width, lobatto(f, low, low + width), TOLERANCE * scale, DEEPEST_BISECTION);
        }
        return sum;
    }

    private static double bisected(
            DoubleUnaryOperator f, double low, double high, double whole, double tolerance, int depth) {
        double middle = 0.5 * (low + high);
        double left = lobatto(f, low, middle);
        double right = lobatto(f, middle, high);
        if (depth == 0 || Math.abs(left + right - whole) <= tolerance) {
            return left + right;
        }
        return bisected(f, low, middle, left, 0.5 * tolerance, depth - 1)
                + bisected(f, middle, high, right, 0.5 * tolerance, depth - 1);
    }

    /**
     * Five-point Gauss-Lobatto quadrature; Abramowitz and Stegun, table 25.6. It uses the end points, without which a
     * kink close to an end would escape both the panel and its halves.
     */
    private static double lobatto(DoubleUnaryOperator f, double low, double high) {
        double middle = 0.5 * (low + high);
        double half = 0.5 * (high - low);
        double inner = half * Math.sqrt(3.0 / 7);
        return half
                * (32.0 / 45 * f.applyAsDouble(middle)
                        + 49.0 / 90 * (f.applyAsDouble(middle - inner) + f.applyAsDouble(middle + inner))
                        + 0.1 * (f.applyAsDouble(low) + f.applyAsDouble(high)));
    }
}
