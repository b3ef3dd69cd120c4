package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.Population;
import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;

/**
 * Entropy H = int (f log f - f) dv of Maxwell statistics and Fisher information I(f) = int |grad f|^2/f dv (1.11) of one population, per unit volume, from its
 * particles alone, which must be exchangeable and independent up to their common constraints.
 *
 * <p>Three thirds of the sample give kernel densities at a ladder of bandwidths ({@link DensityLadder}); scores are fitted to some thirds and evaluated on the
 * others ({@link ScoreMatching}). A second value of I, from kernel densities extrapolated to bandwidth zero and free of their noise, shares the lattice but not the
 * method. Memory does not grow with the structure of the sample: 8 bytes times d N for coordinates (twice while they are sorted) and some 30 arrays of at most
 * 84^3 (d = 3) or 320^2 (d = 2) points, 200 MB for N = 1e6, d = 3.
 *
 * <p>Not yet part of any output: in d = 3 at N = 1e5 the entropy of sums of Gaussians comes out 0.002 to 0.01 too low, which its standard error does not cover.
 *
 * @param entropy H; empty if it could not be estimated
 * @param fisher I by score matching; empty if it could not be estimated
 * @param kernelFisher I by extrapolated kernel densities; empty if it could not be estimated
 * @param reason why values are missing; empty if entropy and fisher are there
 */
public record DensityFunctionals(
        Optional<Estimate> entropy,
        Optional<Estimate> fisher,
        Optional<Estimate> kernelFisher,
        Optional<String> reason) {
    /** Fewer particles than this show nothing of a density. */
    public static final int FEWEST_PARTICLES = 100;

    private static final double AGREEMENT = 3;

    /**
     * Estimates the functionals; never throws on account of the velocities.
     *
     * @param population its velocities are only read
     */
    public static DensityFunctionals of(Population population) {
        return of(FittedDensity.of(population));
    }

    static DensityFunctionals of(FittedDensity density) {
        if (density.fit().isEmpty()) {
            return none(density.reason());
        }
        try {
            DensityLadder ladder = density.fit().get().ladder();
            ScoreMatching.Result particle = density.fit().get().matching().estimate();
            double n = density.density();
            Estimate entropy = scaled(particle.entropy(), n, n * (Math.log(n) - 1));
            Estimate fisher = scaled(particle.fisher(), n, 0);
            if (!isFinite(entropy) || !isFinite(fisher)) {
                return none("the estimate is not finite");
            }
            Optional<Estimate> kernel =
                    ladder.kernelFisher(particle.fisher().standardError()).map(e -> scaled(e, n, 0));
            return new DensityFunctionals(Optional.of(entropy), Optional.of(fisher), kernel, Optional.empty());
        } catch (NoEstimateException | MathRuntimeException e) {
            return none(String.valueOf(e.getMessage()));
        }
    }

    private static DensityFunctionals none(String reason) {
        return new DensityFunctionals(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(reason));
    }

    private static Estimate scaled(Estimate estimate, double factor, double shift) {
        return new Estimate(factor * estimate.value() + shift, factor * estimate.standardError());
    }

    private static boolean isFinite(Estimate estimate) {
        return Double.isFinite(estimate.value()) && Double.isFinite(estimate.standardError());
    }

    /** Whether the two values of I, if both are there, differ by at most three standard errors of their difference. */
    public boolean fisherMethodsAgree() {
        if (fisher.isEmpty() || kernelFisher.isEmpty()) {
            return true;
        }
        Estimate one = fisher.get();
        Estimate other = kernelFisher.get();
        return Math.abs(one.value() - other.value())
                <= AGREEMENT * Math.hypot(one.standardError(), other.standardError());
    }
}
