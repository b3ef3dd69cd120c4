package io.github.stosszahl.scenario;

import java.util.Optional;

/**
 * What a run writes beyond its time series.
 *
 * @param particleTimes observation times at which the particles are written, increasing; each is one of the scenario's
 *     output times
 * @param density the density files; empty if there are none
 */
public record OutputPlan(double[] particleTimes, Optional<DensityPlan> density) {
    /** Copies the array. */
    public OutputPlan {
        particleTimes = particleTimes.clone();
    }

    @Override
    public double[] particleTimes() {
        return particleTimes.clone();
    }
}
