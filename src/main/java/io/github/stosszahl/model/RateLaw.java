package io.github.stosszahl.model;

import io.github.stosszahl.math.ArrayMath;

/** The rate law alpha(r) of (1.7): total collision rate of a pair at relative speed r per unit partner density. */
public interface RateLaw {
    /**
     * @param r relative speed, at least 0
     * @return alpha(r), not negative; infinite at most at r = 0, and then the law serves diffusion only, see {@link CollisionKernel}
     */
    double alpha(double r);

    /**
     * alpha'(r); where alpha has a kink, that on the side of larger r.
     *
     * @param r relative speed, positive
     */
    double slope(double r);

    /**
     * @param rMax largest relative speed that occurs
     * @return a bound of alpha on [0, rMax], as sharp as the law allows; infinite if there is none
     */
    double majorant(double rMax);

    /**
     * {@link #alpha} of many relative speeds.
     *
     * @param math does the arithmetic
     * @param squaredSpeeds r^2, positive normal numbers, replaced in place by alpha(r); see {@link ArrayMath} about its length
     * @param n how many
     */
    default void alphas(ArrayMath math, double[] squaredSpeeds, int n) {
        for (int k = 0; k < n; k++) {
            squaredSpeeds[k] = alpha(Math.sqrt(squaredSpeeds[k]));
        }
    }

    /**
     * The law factor alpha(r).
     *
     * @param factor positive and finite
     */
    RateLaw scaled(double factor);

    /** How alpha depends on r. */
    enum Trend {
        /** Not at all. */
        CONSTANT,
        /** alpha increases strictly and {@link #speeds} inverts it. */
        INCREASING,
        /** alpha decreases strictly where it is below its largest value, and {@link #speeds} inverts it. */
        DECREASING,
        /** Anything else. */
        GENERAL
    }

    /** How alpha depends on r. */
    Trend trend();

    /** Whether alpha is a multiple of r. */
    default boolean isProportional() {
        return false;
    }

    /**
     * Replaces rates by the relative speeds at which alpha takes them.
     *
     * @param math does the arithmetic
     * @param rates values in (0, majorant], replaced in place; see {@link ArrayMath} about its length
     * @param n how many
     * @throws UnsupportedOperationException if the law is constant or general
     */
    default void speeds(ArrayMath math, double[] rates, int n) {
        throw new UnsupportedOperationException("the law cannot be inverted");
    }

    /**
     * The relative speed below which alpha(r) is not the physical law but its continuation (the cutoff of a soft potential, the start of a table). The
     * engine counts such candidates so that a run can report how many it met.
     */
    default double validFrom() {
        return 0;
    }

    /** The relative speed above which alpha(r) is a continuation. */
    default double validTo() {
        return Double.POSITIVE_INFINITY;
    }

    /** The largest |r alpha'(r)|/alpha(r), which the condition of Theorem 3.1 bounds; infinite if alpha vanishes somewhere but not all around. */
    double steepness();
}
