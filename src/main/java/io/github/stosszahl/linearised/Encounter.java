package io.github.stosszahl.linearised;

import io.github.stosszahl.math.ScalarMath;
import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.Deflection;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.random.SphereHeatKernel;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * What a particle of species i does with the background of species j: draws a partner from it and turns the relative velocity, by (1.5). Where directions diffuse the turn is that of a time tau =
 * kappa alpha(|u|) n dt, at the rate 1/dt; so rates have no bound to care for.
 */
final class Encounter {
    private final int first;
    private final int second;
    private final Background own;
    private final Background partner;
    private final RateLaw rate;
    private final Optional<AngleLaw> angle;
    private final double firstShare;
    private final double secondShare;
    private final double timePerRate;
    /** Candidates per particle and time. */
    private final double candidateRate;

    private final double largestAlpha;
    private final SphereHeatKernel heatKernel = SphereHeatKernel.get();
    private final double[] tau = new double[ScalarMath.LANES];
    private final double[] product = new double[ScalarMath.LANES];
    private final double[] haversine = new double[ScalarMath.LANES];
    private final double[] u;
    private final double[] direction;
    /** After {@link #meet}: the partner before, and both after. */
    final double[] partnerBefore;

    final double[] after;
    final double[] partnerAfter;

    /** @param step dt where directions diffuse, else without meaning */
    Encounter(
            int first,
            int second,
            double firstMass,
            double secondMass,
            Background own,
            Background partner,
            CollisionKernel kernel,
            double step) {
        this.first = first;
        this.second = second;
        this.own = own;
        this.partner = partner;
        this.rate = kernel.rate();
        this.angle = kernel.angle();
        firstShare = secondMass / (firstMass + secondMass);
        secondShare = -firstMass / (firstMass + secondMass);
        int d = own.centre.length;
        u = new double[d];
        direction = new double[d];
        partnerBefore = new double[d];
        after = new double[d];
        partnerAfter = new double[d];
        if (kernel.diffuses()) {
            candidateRate = 1 / step;
            timePerRate = kernel.diffusivity() * partner.mass * step;
            largestAlpha = Double.NaN;
        } else {
            largestAlpha = rate.majorant(own.radius + partner.radius);
            candidateRate = partner.mass * largestAlpha;
            timePerRate = Double.NaN;
        }
    }

    int first() {
        return first;
    }

    int second() {
        return second;
    }

    /** Candidates per particle and time. */
    double candidateRate() {
        return candidateRate;
    }

    /**
     * Draws a candidate.
     *
     * @param v the particle
     * @return the probability that it takes place; 0 if it leads out of a ball
     */
    double meet(double[] v, UniformRandomProvider rng, ZigguratSampler.NormalizedGaussian gaussian) {
        partner.sample(rng, gaussian, partnerBefore);
        double square = 0;
        for (int a = 0; a < u.length; a++) {
            u[a] = v[a] - partnerBefore[a];
            square = Math.fma(u[a], u[a], square);
        }
        double speed = Math.sqrt(square);
        double cosine = cosine(speed, rng);
        Deflection.turn(u, u.length, speed, cosine, rng.nextDouble(), direction);
        for (int a = 0; a < u.length; a++) {
            double change = speed * direction[a] - u[a];
            after[a] = Math.fma(firstShare, change, v[a]);
            partnerAfter[a] = Math.fma(secondShare, change, partnerBefore[a]);
        }
        if (!own.contains(after) || !partner.contains(partnerAfter)) {
            return 0;
        }
        return angle.isPresent() ? rate.alpha(speed) / largestAlpha : 1;
    }

    private double cosine(double speed, UniformRandomProvider rng) {
        if (angle.isPresent()) {
            return angle.get().cosTheta(rng.nextDouble());
        }
        double time = Math.min(timePerRate * rate.alpha(Math.max(speed, Double.MIN_NORMAL)), SphereHeatKernel.LONGEST);
        double e = -Math.log1p(-rng.nextDouble());
        if (u.length == 2) {
            return Math.cos(2 * Math.sqrt(time * e) * Math.cos(2 * Math.PI * rng.nextDouble()));
        }
        tau[0] = time;
        product[0] = time * e;
        heatKernel.haversines(tau, product, haversine, 1);
        return 1 - 2 * haversine[0];
    }
}
