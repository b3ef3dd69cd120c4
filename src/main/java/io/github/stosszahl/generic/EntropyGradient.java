package io.github.stosszahl.generic;

import io.github.stosszahl.estimate.LogDensity;

/** phi = dH/df = log(q f/tau) of one species (2.3), log f for Maxwell statistics, as a function of the velocity; known or estimated. It may be asked by several threads. */
public interface EntropyGradient {
    /**
     * phi at a velocity. A constant that is the same everywhere does not matter for Maxwell statistics.
     *
     * @param fold the value must not rest on the particles k with k modulo {@link LogDensity#FOLDS} = fold
     * @param velocity three components, in the plane the third is 0
     */
    double at(int fold, double[] velocity);

    /** A number of the same size and correlation between velocities as the error of {@link #at}, independent of it; 0 where phi is known. */
    default double noise(int fold, double[] velocity) {
        return 0;
    }

    /** log f as estimated from the particles. */
    static EntropyGradient of(LogDensity log) {
        return new EntropyGradient() {
            @Override
            public double at(int fold, double[] velocity) {
                return log.at(fold, placed(velocity));
            }

            @Override
            public double noise(int fold, double[] velocity) {
                return log.noise(fold, placed(velocity));
            }

            private double[] placed(double[] velocity) {
                double[] z = new double[3];
                log.place(velocity, z);
                return z;
            }
        };
    }
}
