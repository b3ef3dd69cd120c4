package io.github.stosszahl.scenario;

/**
 * What a run estimates of the densities at its output times.
 *
 * @param entropy H
 * @param fisher both Fisher sums
 * @param dissipation D
 * @param generic the GENERIC structure
 */
public record EstimatorPlan(boolean entropy, boolean fisher, boolean dissipation, boolean generic) {
    /** Whether there is any functional to estimate. */
    public boolean any() {
        return entropy || fisher || dissipation;
    }

    /** Whether any functional of a single density is asked for. */
    public boolean densityFunctionals() {
        return entropy || fisher;
    }
}
