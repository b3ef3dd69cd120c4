package io.github.stosszahl.math;

import org.hipparchus.special.Gamma;

/**
 * The complete Fermi-Dirac and Bose-Einstein integrals F_s(eta) = (1/Gamma(s)) int_0^inf x^(s-1)/(e^(x - eta) - alpha) dx, which are alpha Li_s(alpha e^eta); for
 * alpha = 0, e^eta. Their derivative is F_s' = F_(s-1).
 *
 * <p>With x = exp(w - e^(-w)) the trapezoidal rule in w is the double-exponential formula of Takahasi and Mori 1974 for half-infinite integrals: it converges
 * exponentially for integrands that are singular at 0, and all orders share the nodes. Relative errors are about 1e-14.
 */
public final class OccupationIntegral {
    private static final double STEP = 1.0 / 96;
    private static final double LOWEST = -5;
    private static final int NODES = 960;
    private static final double[] LOG_X = new double[NODES];
    private static final double[] X = new double[NODES];
    /** dx/dw / x times the step. */
    private static final double[] WEIGHT = new double[NODES];

    /** From here on the Fermi edge is narrow, and is integrated about itself; what lies below x = 0 is of order e^-eta. */
    private static final double DEGENERATE = 40;

    static {
        for (int k = 0; k < NODES; k++) {
            double w = LOWEST + k * STEP;
            LOG_X[k] = w - Math.exp(-w);
            X[k] = Math.exp(LOG_X[k]);
            WEIGHT[k] = STEP * (1 + Math.exp(-w));
        }
    }

    private OccupationIntegral() {}

    /**
     * F_s(eta).
     *
     * @param order s, at least 0; F_0 = 1/(e^(-eta) - alpha)
     * @param eta logarithm of the fugacity; not positive for alpha = 1, and negative there if s &lt;= 1
     * @param alpha -1 (Fermi), 0 (Maxwell) or 1 (Bose)
     * @throws IllegalArgumentException if eta is NaN, or too large for alpha = 1
     */
    public static double of(double order, double eta, int alpha) {
        if (!(alpha == 1 ? eta < 0 || (eta == 0 && order > 1) : eta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("no F_" + order + " at eta = " + eta + " for alpha = " + alpha);
        }
        if (alpha == 0) {
            return Math.exp(eta);
        }
        if (order == 0) {
            return alpha == 1 ? -Math.exp(eta) / Math.expm1(eta) : 1 / (Math.exp(-eta) + 1);
        }
        if (order == 1) {
            return alpha == 1 ? -logOneMinusExp(eta) : Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta)));
        }
        return eta > DEGENERATE ? degenerate(order, eta) : direct(order, eta, alpha);
    }

    /** log(1 - e^eta) for eta &lt; 0, without cancellation at either end. */
    private static double logOneMinusExp(double eta) {
        return eta > -0.5 ? Math.log(-Math.expm1(eta)) : Math.log1p(-Math.exp(eta));
    }

    private static double direct(double order, double eta, int alpha) {
        // z int x^(s-1)/(e^x - alpha z) dx: e^x - z = expm1(x) - expm1(eta) loses nothing near condensation
        double shift = alpha == 1 ? -Math.expm1(eta) : 1 + Math.exp(eta);
        double sum = 0;
        for (int k = 0; k < NODES && X[k] < 700; k++) {
            sum += WEIGHT[k] * Math.exp(order * LOG_X[k]) / (Math.expm1(X[k]) + shift);
        }
        return Math.exp(eta) * sum / Gamma.gamma(order);
    }

    /** int_0^eta x^(s-1) dx, plus what is excited above the edge, less the holes below it. */
    private static double degenerate(double order, double eta) {
        double sum = 0;
        for (int k = 0; k < NODES && X[k] < DEGENERATE; k++) {
            double t = X[k] / eta;
            double difference = Math.pow(1 + t, order - 1) - Math.pow(1 - t, order - 1);
            sum += WEIGHT[k] * t * difference / (Math.exp(X[k]) + 1);
        }
        return Math.pow(eta, order) * (1 / order + sum) / Gamma.gamma(order);
    }
}
