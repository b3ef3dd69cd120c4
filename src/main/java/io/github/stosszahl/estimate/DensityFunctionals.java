package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.Population;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.exception.MathRuntimeException;

/**
 * Entropy H, by default int (f log f - f) dv of Maxwell statistics, and Fisher information I(f) = int |grad f|^2/f dv (1.11) of one population, per unit volume, from its
 * particles alone, which must be exchangeable and independent up to their common constraints.
 *
 * <p>Three thirds of the sample give kernel densities at a ladder of bandwidths ({@link DensityLadder}); scores are fitted to some thirds and evaluated on the
 * others, which gives I ({@link ScoreMatching}). H is the mean of the log densities that the thirds give each other ({@link LogDensity}), unless distances of nearest neighbours contradict it ({@link NeighbourEntropy}). Second values
 * come from kernel densities extrapolated to bandwidth zero and free of their noise ({@link KernelFunctionals}), which share the lattice but not the method, and
 * from a histogram ({@link HistogramEntropy}), which shares nothing but the principal axes.
 *
 * <p>Memory does not grow with the structure of the sample: 8 bytes times d N for coordinates, twice that for a moment, and some 76 arrays of at most
 * 84^3 (d = 3) or 320^2 (d = 2) points, 410 MB for N = 1e6, d = 3.
 *
 * @param entropy H by cross-fitted log densities, or by nearest neighbours where these contradict it or particles are few; empty if it could not be estimated
 * @param fisher I by score matching; empty if it could not be estimated
 * @param kernelFisher I by extrapolated kernel densities; empty if it could not be estimated
 * @param kernelEntropy H by extrapolated kernel densities; empty if it could not be estimated
 * @param histogramEntropy H by extrapolated histograms; empty if it could not be estimated
 * @param reason why values are missing; empty if entropy and fisher are there and the kernel densities could have the bandwidth asked for
 */
public record DensityFunctionals(
        Optional<Estimate> entropy,
        Optional<Estimate> fisher,
        Optional<Estimate> kernelFisher,
        Optional<Estimate> kernelEntropy,
        Optional<Estimate> histogramEntropy,
        Optional<String> reason) {
    /** Fewer particles than this show nothing of a density. */
    public static final int FEWEST_PARTICLES = 100;

    private static final double AGREEMENT = 3;

    /**
     * Estimates the functionals with automatic bandwidths; never throws on account of the velocities.
     *
     * @param population its velocities are only read
     */
    public static DensityFunctionals of(Population population) {
        return of(population, OptionalDouble.empty());
    }

    /**
     * Estimates the functionals; never throws on account of the velocities.
     *
     * @param population its velocities are only read
     * @param bandwidth the finest bandwidth of the kernel densities that kernelFisher and kernelEntropy come from, in standard deviations along each principal
     *     axis of the sample; empty for the automatic one. The other values do not depend on it
     */
    public static DensityFunctionals of(Population population, OptionalDouble bandwidth) {
        return of(FittedDensity.of(population), bandwidth);
    }

    static DensityFunctionals of(FittedDensity density, OptionalDouble bandwidth) {
        if (density.fit().isEmpty()) {
            return none(density.reason());
        }
        try {
            PrincipalAxes axes = density.fit().get().axes();
            DensityLadder ladder = density.fit().get().ladder();
            ScoreMatching matching = density.fit().get().matching();
            ScoreMatching.Result matched = matching.estimate();
            Estimate fisher = matched.fisher();
            Estimate entropy = new NeighbourEntropy(
                            axes,
                            ladder.lattice(),
                            matching.scores(matched.coefficients()),
                            fisher.standardError() / fisher.value(),
                            density.logDensity())
                    .checked();
            double n = density.density();
            double shift = n * (Math.log(n) - 1);
            if (!isFinite(scaled(entropy, n, shift)) || !isFinite(scaled(fisher, n, 0))) {
                return none("the estimate is not finite");
            }
            Optional<KernelFunctionals> kernels = Optional.empty();
            Optional<String> reason = Optional.empty();
            try {
                kernels = Optional.of(
                        bandwidth.isPresent() ? ladder.kernels(axes, bandwidth.getAsDouble()) : ladder.kernels());
            } catch (NoEstimateException e) {
                reason = Optional.ofNullable(e.getMessage());
            }
            return new DensityFunctionals(
                    Optional.of(scaled(entropy, n, shift)),
                    Optional.of(scaled(fisher, n, 0)),
                    kernels.flatMap(k -> k.fisher(fisher.standardError())).map(e -> scaled(e, n, 0)),
                    kernels.flatMap(k -> k.entropy(entropy.standardError())).map(e -> scaled(e, n, shift)),
                    HistogramEntropy.of(axes, entropy.standardError()).map(e -> scaled(e, n, shift)),
                    reason);
        } catch (NoEstimateException | MathRuntimeException e) {
            return none(String.valueOf(e.getMessage()));
        }
    }

    private static DensityFunctionals none(String reason) {
        return new DensityFunctionals(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(reason));
    }

    /** With the entropy of Fermi or Bose statistics, which there is no second method for, if the species has them. */
    DensityFunctionals withEntropyOf(Population population) {
        if (population.species().statistics() == Statistics.MAXWELL) {
            return this;
        }
        QuantumEntropy quantum = QuantumEntropy.of(population);
        return new DensityFunctionals(
                quantum.entropy(),
                fisher,
                kernelFisher,
                Optional.empty(),
                Optional.empty(),
                fisher.isPresent() && quantum.reason().isPresent() ? quantum.reason() : reason);
    }

    private static Estimate scaled(Estimate estimate, double factor, double shift) {
        return new Estimate(factor * estimate.value() + shift, factor * estimate.standardError());
    }

    private static boolean isFinite(Estimate estimate) {
        return Double.isFinite(estimate.value()) && Double.isFinite(estimate.standardError());
    }

    /** Whether the two values of I, if both are there, differ by at most three standard errors of their difference. */
    public boolean fisherMethodsAgree() {
        return agree(fisher, kernelFisher);
    }

    /** Whether the two other values of H, as far as they are there, differ from the first by at most three standard errors of the difference. */
    public boolean entropyMethodsAgree() {
        return agree(entropy, kernelEntropy) && agree(entropy, histogramEntropy);
    }

    private static boolean agree(Optional<Estimate> first, Optional<Estimate> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return true;
        }
        Estimate one = first.get();
        Estimate other = second.get();
        return Math.abs(one.value() - other.value())
                <= AGREEMENT * Math.hypot(one.standardError(), other.standardError());
    }
}
