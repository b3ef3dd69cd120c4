package io.github.stosszahl.generic;

import io.github.stosszahl.estimate.CrossFittedLogit;
import io.github.stosszahl.estimate.LogDensity;

/** phi = dH/df = log(q f/tau) of one species (2.3), log f for Maxwell statistics, as a function of the velocity; known or estimated. It may be asked by several threads. */
public interface EntropyGradient {
    /**
     * phi at a velocity. A constant that is the same everywhere does not matter for Maxwell statistics.
     *
     * @param fold the value must not rest on the particles k with k modulo {@link LogDensity#FOLDS} = fold
     * @param velocity three components, in the plane the third is 0
     * @param out gets phi, and a number of the same size and correlation between velocities as the error of it, independent of it; 0 where phi is known
     */
    void at(int fold, double[] velocity, double[] out);

    /** log f as estimated from the particles. */
    static EntropyGradient of(LogDensity log) {
        return (fold, velocity, out) -> {
            double[] z = new double[3];
            log.place(velocity, z);
            out[0] = log.at(fold, z);
            out[1] = log.noise(fold, z);
        };
    }

    /** log(q f/tau) as estimated from the particles. */
    static EntropyGradient of(CrossFittedLogit logit) {
        return logit::at;
    }
}
