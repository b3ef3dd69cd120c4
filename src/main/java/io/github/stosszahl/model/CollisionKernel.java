package io.github.stosszahl.model;

import java.util.Optional;

/**
 * How the particles of one pair of species turn their relative velocity u, per unit partner density: it jumps at the rate alpha(|u|) by angles of the law b, B = alpha b of (1.7), and it
 * performs a Brownian motion on the sphere of its directions with the generator kappa alpha(|u|) Delta. The Boltzmann equation has jumps only; the Landau equation (1.8) only the motion, with
 * kappa = (1/m_i + 1/m_j)^2; jumps whose smallest angles are replaced by diffusion have both.
 *
 * @param rate alpha
 * @param angle b; empty if there are no jumps
 * @param diffusivity kappa, not negative; 0 if there is no diffusion
 */
public record CollisionKernel(RateLaw rate, Optional<AngleLaw> angle, double diffusivity) {
    /** @throws IllegalArgumentException if nothing happens to u, or if the jumps have no bounded rate */
    public CollisionKernel {
        if (!(diffusivity >= 0 && diffusivity < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("diffusivity must be finite and not negative, got " + diffusivity);
        }
        if (angle.isEmpty() && diffusivity == 0) {
            throw new IllegalArgumentException("a kernel has jumps or diffusion or both");
        }
        if (angle.isPresent() && !(rate.majorant(1) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("jumps need a rate that is bounded at r = 0, such as one with a cutoff");
        }
    }

    /** The kernel of (1.7): jumps only. */
    public CollisionKernel(RateLaw rate, AngleLaw angle) {
        this(rate, Optional.of(angle), 0);
    }

    /** The kernel of the Landau equation (1.8), with m_i A_ij = |u|^2 alpha_ij. */
    public static CollisionKernel landau(RateLaw rate, double firstMass, double secondMass) {
        double inverseMasses = 1 / firstMass + 1 / secondMass;
        return new CollisionKernel(rate, Optional.empty(), inverseMasses * inverseMasses);
    }

    /** Whether u jumps. */
    public boolean jumps() {
        return angle.isPresent();
    }

    /** Whether the direction of u performs a Brownian motion. */
    public boolean diffuses() {
        return diffusivity > 0;
    }

    /**
     * What the kernel does to the mean of u: it decays at alpha times this.
     *
     * @param dimension d
     * @return (1 - &lt;cos theta&gt;) + (d - 1) kappa
     */
    public double momentumTransfer(int dimension) {
        return angle.map(b -> 1 - b.meanCos()).orElse(0.0) + (dimension - 1) * diffusivity;
    }

    /**
     * What the kernel does to the mean of u u: its traceless part decays at alpha times d/(d - 1) times this.
     *
     * @param dimension d
     * @return (1 - &lt;cos^2 theta&gt;) + 2 (d - 1) kappa
     */
    public double stressTransfer(int dimension) {
        return angle.map(b -> 1 - b.meanSquaredCos()).orElse(0.0) + 2 * (dimension - 1) * diffusivity;
    }
}
