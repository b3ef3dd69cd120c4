package io.github.stosszahl.compare;

import org.hipparchus.special.Beta;
import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;

/** Upper tails of distributions, accurate also where they are tiny. */
final class Tails {
    private Tails() {}

    /** P(X &gt; x) of the gamma distribution with this mean and variance; chi-squared if the variance is twice the mean. */
    static double gamma(double mean, double variance, double x) {
        return x <= 0 ? 1 : Gamma.regularizedGammaQ(mean * mean / variance, x * mean / variance);
    }

    /** P(X &gt; x) of the shifted gamma distribution (Pearson's type III) with mean 0 and these cumulants, the third one positive. */
    static double shiftedGamma(double variance, double third, double x) {
        double shape = 4 * variance * variance * variance / (third * third);
        double at = shape + x * Math.sqrt(shape / variance);
        return at <= 0 ? 1 : Gamma.regularizedGammaQ(shape, at);
    }

    /** The x with {@link #shiftedGamma} equal to a probability. */
    static double shiftedGammaQuantile(double variance, double third, double probability) {
        double low = 0;
        double high = 100 * Math.sqrt(variance);
        while (high - low > 1e-9 * high) {
            double middle = 0.5 * (low + high);
            if (shiftedGamma(variance, third, middle) > probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** P(|Z| &gt; z) of a standard normal Z. */
    static double normalBothSides(double z) {
        return Erf.erfc(Math.abs(z) / Math.sqrt(2));
    }

    /** P(|T| &gt; t) of Student's t. */
    static double studentBothSides(double t, double degrees) {
        return Beta.regularizedBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
    }

    /** The z that a standard normal variable exceeds with a probability. */
    static double normalQuantile(double upperTail) {
        return Math.sqrt(2) * Erf.erfcInv(2 * upperTail);
    }

    /** E|X - mean| of a Poisson variable (De Moivre). */
    static double poissonDeviation(double mean) {
        if (!(mean > 0)) {
            return 0;
        }
        double k = Math.floor(mean);
        return 2 * Math.exp((k + 1) * Math.log(mean) - mean - Gamma.logGamma(k + 1));
    }
}
