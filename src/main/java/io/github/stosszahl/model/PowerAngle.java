package io.github.stosszahl.model;

import io.github.stosszahl.math.ArrayMath;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.integration.IterativeLegendreGaussIntegrator;

/**
 * The cut-off power law sin^(d-2)(theta) b(theta) proportional to theta^(-nu) on [thetaMin, pi], zero below thetaMin (the beta of the paper's appendix A).
 *
 * @param exponent nu, in [0, 2]
 * @param thetaMin smallest deviation angle, in [0, pi); positive if nu is at least 1
 */
public record PowerAngle(double exponent, double thetaMin) implements AngleLaw {
    /** @throws IllegalArgumentException if a parameter is outside the range given above */
    public PowerAngle {
        if (!(exponent >= 0 && exponent <= 2)) {
            throw new IllegalArgumentException("nu must be in [0, 2], got " + exponent);
        }
        if (!(thetaMin >= 0 && thetaMin < Math.PI)) {
            throw new IllegalArgumentException("thetaMin must be in [0, pi), got " + thetaMin);
        }
        if (exponent >= 1 && thetaMin == 0) {
            throw new IllegalArgumentException("thetaMin must be positive for nu >= 1: the total rate is infinite");
        }
    }

    @Override
    public double cosTheta(double uniform) {
        double theta;
        if (exponent == 1) {
            theta = thetaMin * Math.pow(Math.PI / thetaMin, uniform);
        } else {
            double power = 1 - exponent;
            double low = Math.pow(thetaMin, power);
            theta = Math.pow(low + uniform * (Math.pow(Math.PI, power) - low), 1 / power);
        }
        return Math.cos(theta);
    }

    @Override
    public void cosines(ArrayMath math, double[] uniforms, int n) {
        if (exponent == 1) {
            double low = Math.log(thetaMin) / Math.log(2);
            double span = Math.log(Math.PI / thetaMin) / Math.log(2);
            for (int k = 0; k < n; k++) {
                uniforms[k] = low + uniforms[k] * span;
            }
            math.exp2(uniforms, n);
        } else {
            double power = 1 - exponent;
            double low = Math.pow(thetaMin, power);
            double span = Math.pow(Math.PI, power) - low;
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
            double high = Math.pow(Math.PI, power);
            return integral(s -> g.value(Math.pow(s, 1 / power)), low, high) / (high - low);
        }
        double low = Math.log(thetaMin);
        double high = Math.log(Math.PI);
        UnivariateFunction weight = s -> Math.exp((1 - exponent) * s);
        return integral(s -> weight.value(s) * g.value(Math.exp(s)), low, high) / integral(weight, low, high);
    }

    private static double integral(UnivariateFunction f, double low, double high) {
        return new IterativeLegendreGaussIntegrator(24, 1e-12, 1e-13).integrate(100_000, f, low, high);
    }
}
