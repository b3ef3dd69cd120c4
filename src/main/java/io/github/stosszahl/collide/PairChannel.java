package io.github.stosszahl.collide;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;

/** What the collisions of one pair of species need to know. */
final class PairChannel {
    /** Its place in the mixture's list of pairs. */
    final int index;

    final int first;
    final int second;
    final RateLaw rate;
    final RateLaw.Trend trend;
    final boolean spatial;
    /** m_j/(m_i + m_j) and m_i/(m_i + m_j): the shares of the change of relative velocity that the partners get. */
    final double firstShare;

    final double secondShare;
    /** Candidates per pair of particles and unit of the majorant: max(w_i, w_j). */
    final double heavierWeight;

    final boolean equalWeights;
    /** Of the slots whose shares are kept: those of the first vector if they are all the same. */
    final int shareMask;
    /** Whether occupied cells may forbid a collision. */
    final boolean blocked;

    /** Whether u jumps. */
    final boolean jumps;
    /** Of the jumps. */
    final AngleLaw angle;
    /** kappa: 0 if the direction of u does not diffuse. */
    final double diffusivity;
    /** Probabilities that a partner takes part in an accepted event: 1 for the lighter weight, w_min/w_max for the heavier. */
    final double firstTakesPart;

    final double secondTakesPart;
    private final double collisionWeight;
    private final boolean local;

    PairChannel(int index, CollidingPair pair, Ensemble ensemble) {
        this.index = index;
        Population a = ensemble.populations().get(pair.first());
        Population b = ensemble.populations().get(pair.second());
        first = pair.first();
        second = pair.second();
        rate = pair.kernel().rate();
        trend = rate.trend();
        spatial = a.dimension() == 3;
        jumps = pair.kernel().jumps();
        angle = pair.kernel().angle().orElse(new IsotropicAngle(a.dimension()));
        diffusivity = pair.kernel().diffusivity();
        double mass = a.mass() + b.mass();
        firstShare = b.mass() / mass;
        secondShare = a.mass() / mass;
        heavierWeight = Math.max(a.weight(), b.weight());
        collisionWeight = Math.min(a.weight(), b.weight());
        equalWeights = a.hasWeightOf(b);
        shareMask = equalWeights ? 0 : -1;
        blocked = a.cells().isPresent() || b.cells().isPresent();
        local = pair.delocalisation().isEmpty();
        firstTakesPart = equalWeights ? 1 : b.weight() / heavierWeight;
        secondTakesPart = equalWeights ? 1 : a.weight() / heavierWeight;
    }

    boolean isLike() {
        return first == second;
    }

    /** Whether partners are at the same position. */
    boolean isLocal() {
        return local;
    }

    /** Whether the majorant depends on the speeds that occur. */
    boolean needsSpeedBounds() {
        return jumps && (trend == RateLaw.Trend.INCREASING || trend == RateLaw.Trend.GENERAL);
    }

    /** Whether omega has to be turned into the direction of u. */
    boolean isTurned() {
        return !angle.isIsotropic();
    }

    /** Sets what is the same for all candidates of this channel; to be called when a batch has served another one. */
    void occupy(Batch batch) {
        Arrays.fill(batch.limit, Double.NEGATIVE_INFINITY);
        Arrays.fill(batch.firstShare, firstShare);
        Arrays.fill(batch.secondShare, -secondShare);
    }

    /**
     * Draws limits and shares of a batch, which do not depend on its particles. A candidate will be accepted if alpha is above a number that is uniform between
     * low and high.
     */
    void prepare(PairKernel kernel, VisitKeys keys, long counter, double low, double high, Batch batch) {
        int n = batch.candidates;
        if (trend != RateLaw.Trend.CONSTANT) {
            drawLimits(kernel, keys, counter, low, high, batch, n);
        }
        prepare(kernel, keys, counter, batch);
    }

    /** Draws the shares of a batch whose candidates alpha has been asked about before. */
    void prepare(PairKernel kernel, VisitKeys keys, long counter, Batch batch) {
        batch.directionKey = keys.direction;
        batch.angleKey = keys.angle;
        batch.occupationKey = keys.occupation;
        batch.counter = counter;
        if (!equalWeights) {
            drawShares(kernel, keys, counter, batch, batch.candidates);
        }
    }

    private void drawLimits(
            PairKernel kernel, VisitKeys keys, long counter, double low, double high, Batch batch, int n) {
        double[] limit = batch.limit;
        if (rate.isProportional()) {
            double slope = rate.slope(1);
            kernel.uniforms(keys.acceptance, counter, low / slope, high / slope, limit, n);
            return;
        }
        kernel.uniforms(keys.acceptance, counter, low, high, limit, n);
        if (trend != RateLaw.Trend.GENERAL) {
            rate.speeds(kernel.math(), limit, n);
        }
        if (trend == RateLaw.Trend.DECREASING) {
            for (int k = 0; k < n; k++) {
                limit[k] = -limit[k];
            }
        }
    }

    private void drawShares(PairKernel kernel, VisitKeys keys, long counter, Batch batch, int n) {
        drawShare(kernel, keys, counter, firstTakesPart, firstShare, batch.firstShare, n);
        drawShare(kernel, keys, counter, secondTakesPart, -secondShare, batch.secondShare, n);
    }

    private static void drawShare(
            PairKernel kernel, VisitKeys keys, long counter, double probability, double share, double[] out, int n) {
        if (probability == 1) {
            Arrays.fill(out, 0, n, share);
            return;
        }
        kernel.uniforms(keys.participation, counter, 0, 1, out, n);
        for (int k = 0; k < n; k++) {
            out[k] = out[k] < probability ? share : 0;
        }
    }

    /** Collisions per unit volume that an accepted pair stands for. */
    double collisionWeight() {
        return collisionWeight;
    }
}
