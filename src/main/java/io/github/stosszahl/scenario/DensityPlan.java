package io.github.stosszahl.scenario;

import java.util.Optional;

/**
 * Which density files a run writes.
 *
 * @param times observation times at which they are written, increasing; each is one of the scenario's output times
 * @param bins cells along each axis of the velocity grid, at least 2; bins^d is at most 2^28
 * @param box corners of the grid; if empty the writer chooses them
 */
public record DensityPlan(double[] times, int bins, Optional<VelocityBox> box) {
    /** Copies the array. */
    public DensityPlan {
        times = times.clone();
    }

    @Override
    public double[] times() {
        return times.clone();
    }

    /**
     * A box in velocity space.
     *
     * @param lower lower corner, of length d
     * @param upper upper corner, greater on each axis
     */
    public record VelocityBox(double[] lower, double[] upper) {
        /** Copies the arrays. */
        public VelocityBox {
            lower = lower.clone();
            upper = upper.clone();
        }

        @Override
        public double[] lower() {
            return lower.clone();
        }

        @Override
        public double[] upper() {
            return upper.clone();
        }
    }
}
