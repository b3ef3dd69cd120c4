package io.github.stosszahl.linearised;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The jump process of signed particles of one replica. A particle of sign s meets the background at its rate: it takes its new velocity, and leaves a particle of sign s at the new velocity of its
 * partner and one of sign -s at the old one. Each such event conserves mass, momentum and energy to rounding, and the mean of many is the equation; there is no time step. When the particles have
 * become {@link #GROWTH} times as many, those of opposite sign cancel.
 */
final class LinearisedProcess {
    private static final double GROWTH = 1.5;
    /** Events between two looks at whether the run is interrupted. */
    private static final int PATIENCE = 1 << 16;

    private final List<SignedParticles> species;
    private final List<Cancellation> cancellations;
    private final List<Encounter> encounters;
    private final double[] v;
    private int size;
    private int sizeAfterCancelling;
    private long candidates;
    private long events;
    private int mostParticles;

    /** Cancels at once. */
    LinearisedProcess(
            List<SignedParticles> species,
            List<Cancellation> cancellations,
            List<Encounter> encounters,
            UniformRandomProvider rng) {
        this.species = species;
        this.cancellations = cancellations;
        this.encounters = encounters;
        this.v = new double[species.get(0).v.length];
        cancel(rng);
        mostParticles = size;
    }

    long candidates() {
        return candidates;
    }

    long events() {
        return events;
    }

    /** The most particles that there were at a time. */
    int mostParticles() {
        return mostParticles;
    }

    /** Lets events happen for a time. */
    void advance(double duration, UniformRandomProvider rng, BooleanSupplier interrupted) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        ZigguratSampler.Exponential exponential = ZigguratSampler.Exponential.of(rng);
        double time = 0;
        for (long done = 0; done % PATIENCE != 0 || !interrupted.getAsBoolean(); done++) {
            double total = 0;
            for (Encounter encounter : encounters) {
                total += rate(encounter);
            }
            if (total == 0) {
                return;
            }
            time += exponential.sample() / total;
            if (time > duration) {
                return;
            }
            react(choose(total * rng.nextDouble()), rng, gaussian);
            if (size > GROWTH * sizeAfterCancelling) {
                mostParticles = Math.max(mostParticles, size);
                cancel(rng);
            }
        }
    }

    private double rate(Encounter encounter) {
        return encounter.candidateRate() * species.get(encounter.first()).size;
    }

    private Encounter choose(double place) {
        double left = place;
        for (Encounter encounter : encounters) {
            left -= rate(encounter);
            if (left < 0) {
                return encounter;
            }
        }
        return encounters.get(encounters.size() - 1);
    }

    private void react(Encounter encounter, UniformRandomProvider rng, ZigguratSampler.NormalizedGaussian gaussian) {
        SignedParticles own = species.get(encounter.first());
        SignedParticles partners = species.get(encounter.second());
        int k = rng.nextInt(own.size);
        own.get(k, v);
        candidates++;
        if (encounter.meet(v, rng, gaussian) <= rng.nextDouble()) {
            return;
        }
        events++;
        double sign = own.sign[k];
        own.set(k, encounter.after);
        partners.add(encounter.partnerAfter, sign);
        partners.add(encounter.partnerBefore, -sign);
        size += 2;
    }

    private void cancel(UniformRandomProvider rng) {
        size = 0;
        for (int i = 0; i < species.size(); i++) {
            cancellations.get(i).cancel(species.get(i), rng);
            size += species.get(i).size;
        }
        sizeAfterCancelling = size;
    }
}
