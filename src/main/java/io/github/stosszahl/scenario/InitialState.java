package io.github.stosszahl.scenario;

import io.github.stosszahl.model.VelocityDistribution;

/**
 * How one species starts.
 *
 * @param particles number of simulated particles, at least 1
 * @param distribution f at t = 0
 */
public record InitialState(int particles, VelocityDistribution distribution) {
    /** Real particles per volume that one simulated particle stands for. */
    public double weight() {
        return distribution.density() / particles;
    }
}
