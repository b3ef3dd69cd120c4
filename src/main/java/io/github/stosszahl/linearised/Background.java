package io.github.stosszahl.linearised;

import io.github.stosszahl.model.Linearisation;
import io.github.stosszahl.model.Linearisation.About;
import io.github.stosszahl.model.Mixture;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;

/** The state of one species about which the equation is linearised, rho(v), on the ball of its velocities. */
final class Background {
    /** Points per axis in a cell that the sphere cuts. */
    private static final int POINTS = 8;

    final double[] centre;
    final double radius;
    /** rho at the centre, and the variance on each axis; infinite for a constant. */
    private final double height;

    private final double variance;
    /** The integral of rho over the ball. */
    final double mass;
    /** Over all velocities; infinite for a constant. */
    final double amount;

    /** @param density n_i of the Maxwellian; without meaning for the constant */
    Background(Linearisation linearisation, Mixture mixture, int species, double density) {
        double unit = linearisation.unit(mixture.species().get(species), mixture.boltzmannConstant());
        int d = mixture.dimension();
        centre = linearisation.velocity();
        radius = linearisation.radius() * unit;
        if (linearisation.about() == About.CONSTANT) {
            variance = Double.POSITIVE_INFINITY;
            amount = Double.POSITIVE_INFINITY;
            height = 1;
            mass = Math.pow(Math.PI, 0.5 * d) / Gamma.gamma(0.5 * d + 1) * Math.pow(radius, d);
        } else {
            variance = unit * unit;
            amount = density;
            height = density / Math.pow(2 * Math.PI * variance, 0.5 * d);
            mass = density * Gamma.regularizedGammaP(0.5 * d, 0.5 * radius * radius / variance);
        }
    }

    /** Whether rho is a Maxwellian. */
    boolean isMaxwellian() {
        return variance < Double.POSITIVE_INFINITY;
    }

    /** Of a Maxwellian, on each axis. */
    double variance() {
        return variance;
    }

    /** Whether a velocity is in the ball. */
    boolean contains(double[] v) {
        double square = 0;
        for (int a = 0; a < centre.length; a++) {
            double c = v[a] - centre[a];
            square = Math.fma(c, c, square);
        }
        return square <= radius * radius;
    }

    /** rho, in the ball and outside. */
    double density(double[] v) {
        double square = 0;
        for (int a = 0; a < centre.length; a++) {
            double c = v[a] - centre[a];
            square = Math.fma(c, c, square);
        }
        return height * Math.exp(-0.5 * square / variance);
    }

    /** Draws a velocity in the ball from rho. */
    void sample(UniformRandomProvider rng, ZigguratSampler.NormalizedGaussian gaussian, double[] v) {
        double deviation = Math.sqrt(variance);
        do {
            for (int a = 0; a < centre.length; a++) {
                v[a] = centre[a]
                        + (isMaxwellian() ? deviation * gaussian.sample() : radius * (2 * rng.nextDouble() - 1));
            }
        } while (!contains(v));
    }

    /** The integral of rho over the part of a cell that is in the ball. */
    double mass(double[] lower, double edge) {
        int d = centre.length;
        if (isMaxwellian()) {
            // what the ball leaves out is nothing: it has many thermal speeds
            double product = height * Math.pow(2 * Math.PI * variance, 0.5 * d);
            double scale = 1 / Math.sqrt(2 * variance);
            for (int a = 0; a < d; a++) {
                double from = (lower[a] - centre[a]) * scale;
                product *= 0.5 * Erf.erf(from, from + edge * scale);
            }
            return product;
        }
        double nearest = 0;
        double farthest = 0;
        for (int a = 0; a < d; a++) {
            double from = lower[a] - centre[a];
            double near = Math.max(0, Math.max(from, -from - edge));
            double far = Math.max(Math.abs(from), Math.abs(from + edge));
            nearest += near * near;
            farthest += far * far;
        }
        double volume = Math.pow(edge, d);
        double square = radius * radius;
        return farthest <= square ? volume : nearest >= square ? 0 : volume * share(lower, edge);
    }

    /** The share of a cell that is in the ball, by points in equal distances. */
    private double share(double[] lower, double edge) {
        int d = centre.length;
        double[] v = new double[d];
        int count = d == 2 ? POINTS * POINTS : POINTS * POINTS * POINTS;
        int inside = 0;
        for (int point = 0; point < count; point++) {
            int index = point;
            for (int a = 0; a < d; a++) {
                v[a] = lower[a] + edge * (index % POINTS + 0.5) / POINTS;
                index /= POINTS;
            }
            inside += contains(v) ? 1 : 0;
        }
        return (double) inside / count;
    }
}
