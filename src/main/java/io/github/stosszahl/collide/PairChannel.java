package io.github.stosszahl.collide;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.particles.Population;
import org.apache.commons.rng.UniformRandomProvider;

/** The collisions of one pair of species: proposes pairs of particles, accepts them by alpha over its majorant, and applies (1.5). */
final class PairChannel {
    private static final double[] NO_THIRD_AXIS = new double[0];

    private final RateLaw rate;
    private final AngleLaw angle;
    private final boolean sameSpecies;
    private final boolean spatial;
    private final boolean isotropic;
    private final SpeedBound firstBound;
    private final SpeedBound secondBound;
    private final double[] ax;
    private final double[] ay;
    private final double[] az;
    private final double[] bx;
    private final double[] by;
    private final double[] bz;
    /** m_j/(m_i + m_j) and m_i/(m_i + m_j): the shares of the change of relative velocity that the partners get. */
    private final double firstShare;

    private final double secondShare;
    /** Probabilities that a partner takes part in an accepted event: 1 for the lighter weight, w_min/w_max for the heavier. */
    private final double firstTakesPart;

    private final double secondTakesPart;
    /** Number of pairs times max(w_i, w_j). */
    private final double pairRate;

    private final double collisionWeight;
    /** What the collisions do to momentum and energy is kept here; only pairs of unequal weights do anything. */
    private final boolean equalWeights;

    private final double firstImpulse;
    private final double secondImpulse;
    private final double[] origin;
    private final double[][] variation;
    private final double[] change;
    private double majorant;
    private long candidates;
    private long accepted;
    private long continued;

    /** The post-collision relative velocity |u| omega of the last scattering. */
    private double wx;

    private double wy;
    private double wz;

    PairChannel(
            Population first,
            Population second,
            CollisionKernel kernel,
            SpeedBound firstBound,
            SpeedBound secondBound,
            double[] origin) {
        this.rate = kernel.rate();
        this.angle = kernel.angle();
        this.sameSpecies = first == second;
        this.spatial = first.dimension() == 3;
        this.isotropic = angle.isIsotropic();
        this.firstBound = firstBound;
        this.secondBound = secondBound;
        this.ax = first.velocity(0);
        this.ay = first.velocity(1);
        this.az = spatial ? first.velocity(2) : NO_THIRD_AXIS;
        this.bx = second.velocity(0);
        this.by = second.velocity(1);
        this.bz = spatial ? second.velocity(2) : NO_THIRD_AXIS;
        double mass = first.mass() + second.mass();
        this.firstShare = second.mass() / mass;
        this.secondShare = first.mass() / mass;
        double heavier = Math.max(first.weight(), second.weight());
        this.equalWeights = first.hasWeightOf(second);
        this.firstTakesPart = equalWeights ? 1 : second.weight() / heavier;
        this.secondTakesPart = equalWeights ? 1 : first.weight() / heavier;
        this.collisionWeight = Math.min(first.weight(), second.weight());
        double reducedMass = first.mass() * firstShare;
        this.firstImpulse = first.weight() * reducedMass;
        this.secondImpulse = second.weight() * reducedMass;
        this.origin = origin;
        this.variation = first.invariantVariation();
        this.change = new double[origin.length + 1];
        double pairs = sameSpecies ? 0.5 * first.size() * (first.size() - 1.0) : (double) first.size() * second.size();
        this.pairRate = pairs * heavier;
        renewMajorant();
    }

    /** Takes the majorant from the present speed bounds. */
    void renewMajorant() {
        majorant = rate.majorant(firstBound.value() + secondBound.value());
    }

    /** Candidates per unit time under the present majorant. */
    double candidateRate() {
        return pairRate * majorant;
    }

    PairTally tally() {
        return new PairTally(candidates, accepted, continued, accepted * collisionWeight);
    }

    /**
     * Proposes one pair and lets it collide if it is accepted.
     *
     * @return whether a speed outgrew its bound, so that the majorants have to be renewed before the next candidate
     */
    boolean propose(UniformRandomProvider rng) {
        candidates++;
        int k = rng.nextInt(ax.length);
        int l;
        if (sameSpecies) {
            l = rng.nextInt(bx.length - 1);
            if (l >= k) {
                l++;
            }
        } else {
            l = rng.nextInt(bx.length);
        }
        double ux = ax[k] - bx[l];
        double uy = ay[k] - by[l];
        double uz = spatial ? az[k] - bz[l] : 0;
        double r = Math.sqrt(ux * ux + uy * uy + uz * uz);
        if (rate.isContinuedAt(r)) {
            continued++;
        }
        double alpha = rate.alpha(r);
        if (alpha < majorant && rng.nextDouble() * majorant >= alpha) {
            return false;
        }
        accepted++;
        scatter(ux, uy, uz, r, rng);
        boolean firstMoves = firstTakesPart == 1 || rng.nextDouble() < firstTakesPart;
        boolean secondMoves = secondTakesPart == 1 || rng.nextDouble() < secondTakesPart;
        if (firstMoves) {
            ax[k] += firstShare * (wx - ux);
            ay[k] += firstShare * (wy - uy);
            if (spatial) {
                az[k] += firstShare * (wz - uz);
            }
        }
        if (secondMoves) {
            bx[l] -= secondShare * (wx - ux);
            by[l] -= secondShare * (wy - uy);
            if (spatial) {
                bz[l] -= secondShare * (wz - uz);
            }
        }
        if (!equalWeights) {
            addVariation(k, l, firstMoves, secondMoves, wx - ux, wy - uy, wz - uz);
        }
        boolean firstOutgrown = firstBound.outgrownBy(k);
        boolean secondOutgrown = secondBound.outgrownBy(l);
        return firstOutgrown || secondOutgrown;
    }

    /** Adds the products of the changes of momentum and energy per volume by a collision whose relative velocity changed by g. */
    private void addVariation(int k, int l, boolean firstMoved, boolean secondMoved, double gx, double gy, double gz) {
        double first = firstMoved ? firstImpulse : 0;
        double second = secondMoved ? secondImpulse : 0;
        double g2 = gx * gx + gy * gy + gz * gz;
        // (v' - o)^2 - (v - o)^2 = 2 (v' - v).(v' - o) - (v' - v)^2
        double firstWork = gx * (ax[k] - origin[0]) + gy * (ay[k] - origin[1]) - firstShare * g2 / 2;
        double secondWork = gx * (bx[l] - origin[0]) + gy * (by[l] - origin[1]) + secondShare * g2 / 2;
        change[0] = (first - second) * gx;
        change[1] = (first - second) * gy;
        if (spatial) {
            firstWork += gz * (az[k] - origin[2]);
            secondWork += gz * (bz[l] - origin[2]);
            change[2] = (first - second) * gz;
        }
        change[change.length - 1] = first * firstWork - second * secondWork;
        for (int a = 0; a < change.length; a++) {
            for (int b = 0; b < change.length; b++) {
                variation[a][b] += change[a] * change[b];
            }
        }
    }

    /** Sets (wx, wy, wz) = |u| omega with omega distributed by b about u. */
    private void scatter(double ux, double uy, double uz, double r, UniformRandomProvider rng) {
        if (isotropic && spatial) {
            // Marsaglia 1972: a point of the disc gives a point of the sphere
            double p;
            double q;
            double s;
            do {
                p = 2 * rng.nextDouble() - 1;
                q = 2 * rng.nextDouble() - 1;
                s = p * p + q * q;
            } while (s >= 1);
            double root = 2 * r * Math.sqrt(1 - s);
            wx = p * root;
            wy = q * root;
            wz = r * (1 - 2 * s);
            return;
        }
        double cosine = angle.cosTheta(rng.nextDouble());
        double sine = Math.sqrt(Math.max(0, (1 - cosine) * (1 + cosine)));
        if (!spatial) {
            double signed = rng.nextBoolean() ? sine : -sine;
            wx = cosine * ux - signed * uy;
            wy = cosine * uy + signed * ux;
            wz = 0;
            return;
        }
        double p;
        double q;
        double s;
        do {
            p = 2 * rng.nextDouble() - 1;
            q = 2 * rng.nextDouble() - 1;
            s = p * p + q * q;
        } while (s >= 1 || s == 0);
        // (p + iq)^2/s has a uniform azimuth
        double cosAzimuth = sine * (p * p - q * q) / s;
        double sinAzimuth = sine * 2 * p * q / s;
        double across = Math.sqrt(uy * uy + uz * uz);
        if (across == 0) {
            wx = cosine * ux;
            wy = r * cosAzimuth;
            wz = r * sinAzimuth;
            return;
        }
        // Bird 1994, (2.22)
        wx = cosine * ux + sinAzimuth * across;
        wy = cosine * uy + (r * uz * cosAzimuth - ux * uy * sinAzimuth) / across;
        wz = cosine * uz - (r * uy * cosAzimuth + ux * uz * sinAzimuth) / across;
    }
}
