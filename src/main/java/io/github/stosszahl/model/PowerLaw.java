package io.github.stosszahl.model;

import io.github.stosszahl.math.ArrayMath;
import java.util.Arrays;
import org.hipparchus.special.Gamma;

/**
 * alpha(r) = C max(r, cutoff)^gamma. Hard spheres, VHS and VSS rates are of this form.
 *
 * @param coefficient C, positive
 * @param exponent gamma, finite
 * @param cutoff relative speed below which alpha is held constant, only for gamma &lt; 0; 0 for none: alpha is then unbounded for gamma &lt; 0
 */
public record PowerLaw(double coefficient, double exponent, double cutoff) implements RateLaw {
    private static final double COULOMB = -3;

    /** @throws IllegalArgumentException if a parameter is outside the range given above */
    public PowerLaw {
        Require.positive("coefficient", coefficient);
        Require.finite("exponent", exponent);
        if (!(cutoff >= 0 && cutoff < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cutoff must be finite and not negative, got " + cutoff);
        }
        if (exponent >= 0 && cutoff != 0) {
            throw new IllegalArgumentException("a cutoff belongs to negative exponents only, got " + cutoff);
        }
    }

    /** alpha(r) = C r^gamma without a cutoff. */
    public static PowerLaw of(double coefficient, double exponent) {
        return new PowerLaw(coefficient, exponent, 0);
    }

    /**
     * Hard spheres: alpha(r) = sigma r with the total cross-section sigma = pi D^2 (d = 3) or 2 D (d = 2).
     *
     * @param dimension velocity dimension, 2 or 3
     * @param diameter distance of the centres at contact, (D_i + D_j)/2 for a pair
     */
    public static PowerLaw hardSphere(int dimension, double diameter) {
        Require.dimension(dimension);
        Require.positive("diameter", diameter);
        return of(dimension == 3 ? Math.PI * diameter * diameter : 2 * diameter, 1);
    }

    /**
     * Variable hard (and soft) spheres, d = 3: sigma(r) = pi D^2 (2 k_B T_ref/(m_r r^2))^(omega - 1/2) / Gamma(5/2 - omega), Bird 1994, (4.63) with (3.60).
     *
     * @param diameter reference diameter D of the pair at T_ref
     * @param omega viscosity exponent, in [1/2, 5/2)
     * @param referenceTemperature T_ref times k_B, an energy
     * @param reducedMass m_r = m_i m_j/(m_i + m_j)
     * @param cutoff see {@link PowerLaw}: only for omega &gt; 1, which makes gamma = 2 - 2 omega negative, else 0
     */
    public static PowerLaw variableHardSphere(
            double diameter, double omega, double referenceTemperature, double reducedMass, double cutoff) {
        Require.positive("diameter", diameter);
        Require.positive("reference temperature", referenceTemperature);
        Require.positive("reduced mass", reducedMass);
        if (!(omega >= 0.5 && omega < 2.5)) {
            throw new IllegalArgumentException("omega must be in [0.5, 2.5), got " + omega);
        }
        double speedScale = Math.pow(2 * referenceTemperature / reducedMass, omega - 0.5);
        return new PowerLaw(
                Math.PI * diameter * diameter * speedScale / Gamma.gamma(2.5 - omega), 2 - 2 * omega, cutoff);
    }

    @Override
    public double alpha(double r) {
        if (exponent == 0) {
            return coefficient;
        }
        if (exponent == 1) {
            return coefficient * r;
        }
        return coefficient * Math.pow(Math.max(r, cutoff), exponent);
    }

    @Override
    public double slope(double r) {
        return exponent == 0 || r < cutoff ? 0 : coefficient * exponent * Math.pow(r, exponent - 1);
    }

    @Override
    public void alphas(ArrayMath math, double[] squaredSpeeds, int n) {
        double smallest = cutoff * cutoff;
        for (int k = 0; k < n; k++) {
            squaredSpeeds[k] = Math.max(squaredSpeeds[k], smallest);
        }
        if (exponent == 0) {
            Arrays.fill(squaredSpeeds, 0, n, coefficient);
        } else if (exponent == COULOMB) {
            for (int k = 0; k < n; k++) {
                double inverse = 1 / squaredSpeeds[k];
                squaredSpeeds[k] = coefficient * inverse * Math.sqrt(inverse);
            }
        } else {
            math.power(squaredSpeeds, n, 0.5 * exponent);
            for (int k = 0; k < n; k++) {
                squaredSpeeds[k] *= coefficient;
            }
        }
    }

    @Override
    public PowerLaw scaled(double factor) {
        return new PowerLaw(factor * coefficient, exponent, cutoff);
    }

    @Override
    public double majorant(double rMax) {
        return alpha(exponent > 0 ? rMax : 0);
    }

    @Override
    public Trend trend() {
        if (exponent == 0) {
            return Trend.CONSTANT;
        }
        return exponent > 0 ? Trend.INCREASING : Trend.DECREASING;
    }

    @Override
    public boolean isProportional() {
        return exponent == 1;
    }

    @Override
    public void speeds(ArrayMath math, double[] rates, int n) {
        double scale = 1 / coefficient;
        for (int k = 0; k < n; k++) {
            rates[k] *= scale;
        }
        if (exponent != 1) {
            math.power(rates, n, 1 / exponent);
        }
    }

    @Override
    public double validFrom() {
        return cutoff;
    }

    /** |gamma|, whatever the cutoff: below it alpha is constant. */
    @Override
    public double steepness() {
        return Math.abs(exponent);
    }
}
