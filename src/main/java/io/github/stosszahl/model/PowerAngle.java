package io.github.stosszahl.model;

import io.github.stosszahl.math.ArrayMath;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.integration.IterativeLegendreGaussIntegrator;

/**
 * The cut-off power law sin^(d-2)(theta) b(theta) proportional to theta^(-nu) on [thetaMin, thetaMax], zero elsewhere (the beta of the paper's appendix A).
 *
 * @param exponent nu, in [0, 2]
 * @param thetaMin smallest deviation angle, not negative; positive if nu is at least 1
 * @param thetaMax largest deviation angle, above thetaMin, at most pi
 */
public record PowerAngle(double exponent, double thetaMin, double thetaMax) implements AngleLaw {
    /** Terms of the series of the cosine that matter up to pi. */
    private static final int TERMS = 16;

    /** @throws IllegalArgumentException if a parameter is outside the range given above */
    public PowerAngle {
        if (!(exponent >= 0 && exponent <= 2)) {
            throw new IllegalArgumentException("nu must be in [0, 2], got " + exponent);
        }
        if (!(thetaMax > 0 && thetaMax <= Math.PI)) {
            throw new IllegalArgumentException("thetaMax must be in (0, pi], got " + thetaMax);
        }
        if (!(thetaMin >= 0 && thetaMin < thetaMax)) {
            throw new IllegalArgumentException("thetaMin must be in [0, " + thetaMax + "), got " + thetaMin);
        }
        if (exponent >= 1 && thetaMin == 0) {
            throw new IllegalArgumentException("thetaMin must be positive for nu >= 1: the total rate is infinite");
        }
    }

    /** The law up to thetaMax = pi. */
    public PowerAngle(double exponent, double thetaMin) {
        this(exponent, thetaMin, Math.PI);
    }

    /** The integral of theta^(-nu) over the angles of the law. */
    double mass() {
        double power = 1 - exponent;
        return exponent == 1
                ? Math.log(thetaMax / thetaMin)
                : (Math.pow(thetaMax, power) - Math.pow(thetaMin, power)) / power;
    }

    /**
     * The diffusivity kappa of a {@link CollisionKernel} that does to the mean relative velocity what angles below thetaMin would do if the power law went on to 0: (d - 1) kappa is the integral of
     * (1 - cos theta) theta^(-nu) over [0, thetaMin], over that of theta^(-nu) above.
     *
     * @param dimension d
     */
    public double diffusivityBelow(int dimension) {
        double sum = 0;
        double term = -1;
        for (int k = 1; k <= TERMS; k++) {
            term *= -thetaMin * thetaMin / ((2 * k - 1.0) * (2 * k));
            sum += term / (2 * k + 1 - exponent);
        }
        return thetaMin == 0 ? 0 : sum * Math.pow(thetaMin, 1 - exponent) / (mass() * (dimension - 1));
    }

    @Override
    public double cosTheta(double uniform) {
        double theta;
        if (exponent == 1) {
            theta = thetaMin * Math.pow(thetaMax / thetaMin, uniform);
        } else {
            double power = 1 - exponent;
            double low = Math.pow(thetaMin, power);
            theta = Math.pow(low + uniform * (Math.pow(thetaMax, power) - low), 1 / power);
        }
        return Math.cos(theta);
    }

    @Override
    public void cosines(ArrayMath math, double[] uniforms, int n) {
        if (exponent == 1) {
            double low = Math.log(thetaMin) / Math.log(2);
            double span = Math.log(thetaMax / thetaMin) / Math.log(2);
            for (int k = 0; k < n; k++) {
                uniforms[k] = low + uniforms[k] * span;
            }
            math.exp2(uniforms, n);
        } else {
            double power = 1 - exponent;
            double low = Math.pow(thetaMin, power);
            double span = Math.pow(thetaMax, power) - low;
            for (int k = 0; k < n; k++) {
                uniforms[k] = low + uniforms[k] * span;
            }
            math.power(uniforms, n, 1 / power);
        }
        math.cos(uniforms, n);
    }

    @Override
    public double meanCos() {
        return mean(Math::cos);
    }

    @Override
    public double meanSquaredCos() {
        return mean(theta -> Math.cos(theta) * Math.cos(theta));
    }

    /** The mean of g(theta); with theta = s^q, q = 1/(1 - nu) for nu &lt; 1 and theta = e^s otherwise the integrands are smooth. */
    private double mean(UnivariateFunction g) {
        if (exponent < 1) {
            double power = 1 - exponent;
            double low = Math.pow(thetaMin, power);
            double high = Math.pow(thetaMax, power);
            return integral(s -> g.value(Math.pow(s, 1 / power)), low, high) / (high - low);
        }
        double low = Math.log(thetaMin);
        double high = Math.log(thetaMax);
        UnivariateFunction weight = s -> Math.exp((1 - exponent) * s);
        return integral(s -> weight.value(s) * g.value(Math.exp(s)), low, high) / integral(weight, low, high);
    }

    private static double integral(UnivariateFunction f, double low, double high) {
        return new IterativeLegendreGaussIntegrator(24, 1e-12, 1e-13).integrate(100_000, f, low, high);
    }
}
