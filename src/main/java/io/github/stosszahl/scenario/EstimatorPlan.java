package io.github.stosszahl.scenario;

/**
 * Which functionals of the densities a run estimates at its output times.
 *
 * @param entropy H
 * @param fisher both Fisher sums
 * @param dissipation D
 */
public record EstimatorPlan(boolean entropy, boolean fisher, boolean dissipation) {
    /** Whether there is anything to estimate. */
    public boolean any() {
        return entropy || fisher || dissipation;
    }

    /** Whether any functional of a single density is asked for. */
    public boolean densityFunctionals() {
        return entropy || fisher;
    }
}
