package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.exception.MathRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * What is fitted to the particles of one population: the one costly step that entropy, Fisher information and entropy dissipation share. It keeps coordinates and
 * lattices (see {@link DensityFunctionals}), so it should not outlive its snapshot; the particles must not move as long as it is used.
 */
public final class FittedDensity {
    /** All that was fitted. */
    record Fit(PrincipalAxes axes, DensityLadder ladder, ScoreMatching matching) {}

    /** One in so many particles may share its velocity with another one. */
    private static final int TWINS = 1000;
    /** An odd multiplier that mixes bits. */
    private static final long HASH = 0x9E3779B97F4A7C15L;

    private final double density;
    private final Optional<Fit> fit;
    private final String reason;
    private @Nullable LogDensity logDensity;

    private FittedDensity(double density, Optional<Fit> fit, String reason) {
        this.density = density;
        this.fit = fit;
        this.reason = reason;
    }

    /**
     * Fits; never throws on account of the velocities.
     *
     * @param population its velocities are only read
     */
    public static FittedDensity of(Population population) {
        double density = population.density();
        if (population.size() < DensityFunctionals.FEWEST_PARTICLES) {
            return new FittedDensity(
                    density,
                    Optional.empty(),
                    population.size() + " particles, fewer than " + DensityFunctionals.FEWEST_PARTICLES);
        }
        try {
            PrincipalAxes axes = new PrincipalAxes(population);
            requireDistinct(axes);
            DensityLadder ladder = new DensityLadder(axes);
            return new FittedDensity(density, Optional.of(new Fit(axes, ladder, new ScoreMatching(axes, ladder))), "");
        } catch (NoEstimateException | MathRuntimeException e) {
            return new FittedDensity(density, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Refuses samples in which velocities occur more than once, as rounded or resampled ones do.
     *
     * @throws NoEstimateException if they are more than a few
     */
    private static void requireDistinct(PrincipalAxes axes) throws NoEstimateException {
        long[] hash = new long[axes.size()];
        for (double[] z : axes.coordinates()) {
            for (int k = 0; k < hash.length; k++) {
                hash[k] = (hash[k] ^ Double.doubleToLongBits(z[k])) * HASH;
                hash[k] ^= hash[k] >>> 32;
            }
        }
        Arrays.parallelSort(hash);
        int twins = 0;
        for (int k = 1; k < hash.length; k++) {
            twins += hash[k] == hash[k - 1] ? 1 : 0;
        }
        if (twins > axes.size() / TWINS) {
            throw new NoEstimateException(
                    twins + " of " + axes.size()
                            + " particles have the velocity of another one, as rounded or resampled ones do: they show no density");
        }
    }

    /** Entropy and Fisher information. */
    public DensityFunctionals functionals() {
        return DensityFunctionals.of(this, OptionalDouble.empty());
    }

    /** Empty if nothing could be fitted. */
    Optional<Fit> fit() {
        return fit;
    }

    /** The log density of a fit, made once. Not to be called if there is none, and by one thread. */
    public LogDensity logDensity() {
        LogDensity log = logDensity;
        if (log == null) {
            log = new LogDensity(fit.orElseThrow());
            logDensity = log;
        }
        return log;
    }

    /** Why there is no fit; empty if there is one. */
    public String reason() {
        return reason;
    }

    /** n of the population. */
    double density() {
        return density;
    }
}
