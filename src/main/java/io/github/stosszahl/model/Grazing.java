package io.github.stosszahl.model;

import java.util.Optional;

/**
 * The grazing family of the paper's appendix A: beta^eps(theta) = (pi/eps)^3 beta(pi theta/eps) in place of sin^(d-2)(theta) b(theta), with beta(s) proportional to s^(-nu) on [0, pi/2] and
 * normalised so that the Landau equation with the same alpha is the limit eps to 0,
 *
 * <pre>  int s^2 beta(s) ds = 2 (d - 1)/|S^(d-2)| (1/m_i + 1/m_j)^2,</pre>
 *
 * <p>(A.2) with |S^0| = 2. Deviations go up to eps/2; those below a cutoff are replaced by the diffusion that does the same to the mean relative velocity.
 *
 * @param epsilon eps, in (0, 2 pi]
 * @param exponent nu, in [0, 2]
 * @param thetaMin the cutoff, in [0, eps/2); positive if nu is at least 1, as the rate of all deviations is infinite
 */
public record Grazing(double epsilon, double exponent, double thetaMin) {
    /** @throws IllegalArgumentException if a parameter is outside the range given above */
    public Grazing {
        if (!(epsilon > 0 && epsilon <= 2 * Math.PI)) {
            throw new IllegalArgumentException("epsilon must be in (0, 2 pi], got " + epsilon);
        }
        new PowerAngle(exponent, thetaMin, 0.5 * epsilon);
    }

    /**
     * The kernel of a pair of species. Its rate is alpha times |S^(d-2)| (pi/eps)^2 int beta ds, the integral over deviations above the cutoff.
     *
     * @param alpha of the Landau equation that is the limit
     * @param dimension d
     */
    public CollisionKernel kernel(RateLaw alpha, int dimension, double firstMass, double secondMass) {
        PowerAngle angle = new PowerAngle(exponent, thetaMin, 0.5 * epsilon);
        double inverseMasses = 1 / firstMass + 1 / secondMass;
        // in theta = eps s/pi: the rate per theta^(-nu) is that for which int theta^2 over [0, eps/2] is 2 (d - 1)
        // (1/m_i + 1/m_j)^2
        double perMass = 2
                * (dimension - 1)
                * inverseMasses
                * inverseMasses
                * (3 - exponent)
                / Math.pow(0.5 * epsilon, 3 - exponent);
        return new CollisionKernel(
                alpha.scaled(perMass * angle.mass()), Optional.of(angle), angle.diffusivityBelow(dimension));
    }
}
