package io.github.stosszahl.initial;

import io.github.stosszahl.model.VelocityDistribution;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A rectangular part of space in which f(x, v) is f(v) times a factor that depends on x, and has the mean 1.
 *
 * @param lower lower corner, of length dx
 * @param upper upper corner
 * @param distribution f(v), with the mean density of the region
 * @param profile the factor; empty if it is 1
 */
public record Region(
        double[] lower, double[] upper, VelocityDistribution distribution, Optional<CosineProfile> profile) {
    /** @throws IllegalArgumentException if an edge is not positive */
    public Region {
        lower = lower.clone();
        upper = upper.clone();
        for (int a = 0; a < lower.length; a++) {
            if (!(lower[a] < upper[a])) {
                throw new IllegalArgumentException("a region needs a positive volume");
            }
        }
    }

    @Override
    public double[] lower() {
        return lower.clone();
    }

    @Override
    public double[] upper() {
        return upper.clone();
    }

    /** Length, area or volume. */
    public double volume() {
        double volume = 1;
        for (int a = 0; a < lower.length; a++) {
            volume *= upper[a] - lower[a];
        }
        return volume;
    }

    /** Number of real particles. */
    public double content() {
        return distribution.density() * volume();
    }

    /** Draws a position. */
    void sample(UniformRandomProvider rng, double[] x) {
        do {
            for (int a = 0; a < x.length; a++) {
                x[a] = rng.nextDouble();
            }
        } while (profile.isPresent()
                && rng.nextDouble() * profile.get().largest() >= profile.get().at(x));
        for (int a = 0; a < x.length; a++) {
            // rounding must not leave the region
            x[a] = Math.min(Math.fma(x[a], upper[a] - lower[a], lower[a]), Math.nextDown(upper[a]));
        }
    }
}
