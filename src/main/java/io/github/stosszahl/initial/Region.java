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
        sample(rng, lower, upper, x);
    }

    /** Draws a position in a part of the region. */
    void sample(UniformRandomProvider rng, double[] from, double[] to, double[] x) {
        double[] s = new double[x.length];
        do {
            for (int a = 0; a < x.length; a++) {
                // rounding must not leave the region
                x[a] = Math.min(Math.fma(rng.nextDouble(), to[a] - from[a], from[a]), Math.nextDown(to[a]));
                s[a] = (x[a] - lower[a]) / (upper[a] - lower[a]);
            }
        } while (profile.isPresent()
                && rng.nextDouble() * profile.get().largest() >= profile.get().at(s));
    }

    /** The mean of the factor over a part of the region. */
    double factor(double[] from, double[] to) {
        if (profile.isEmpty()) {
            return 1;
        }
        double[] s = new double[from.length];
        double[] t = new double[from.length];
        for (int a = 0; a < s.length; a++) {
            s[a] = (from[a] - lower[a]) / (upper[a] - lower[a]);
            t[a] = (to[a] - lower[a]) / (upper[a] - lower[a]);
        }
        return profile.get().mean(s, t);
    }
}
