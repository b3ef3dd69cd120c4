package io.github.stosszahl.model;

import java.util.OptionalDouble;

/**
 * A distribution f(v) on R^d that a species starts from. Masses enter only through the thermal speeds that the caller puts in, so that the same values
 * serve in dimensionless and in SI units.
 */
public sealed interface VelocityDistribution
        permits Maxwellian,
                Bkw,
                UniformShell,
                EquilibriumDistribution,
                IsotropicDistribution,
                MixtureDistribution,
                GridDistribution,
                EmpiricalDistribution {
    /** d, 2 or 3. */
    int dimension();

    /** Number density n, the integral of f. */
    double density();

    /** Mean velocity u, of length d; a fresh array. */
    double[] meanVelocity();

    /** The d x d matrix of central second moments &lt;(v - u)(v - u)&gt;; a fresh array. */
    double[][] covariance();

    /**
     * f(v)/n, the probability density at a velocity.
     *
     * @param v of length d
     * @return empty if the distribution is a sum of point masses, at every v alike
     */
    OptionalDouble probabilityDensity(double[] v);

    /** A velocity where the probability density is largest, of length d; a fresh array. Without meaning for point masses. */
    double[] peak();
}
