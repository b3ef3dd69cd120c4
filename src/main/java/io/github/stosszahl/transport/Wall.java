package io.github.stosszahl.transport;

import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.random.CounterGenerator;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/** What a face of the box does to a particle of one species that has reached it. */
interface Wall {
    /**
     * Changes the particle.
     *
     * @param rng the random numbers of this particle in this flight
     * @param gaussian normal numbers from the same
     * @return whether the particle stays in the box
     */
    boolean meet(Flyer particle, CounterGenerator rng, NormalizedGaussianSampler gaussian);

    /**
     * The wall of a boundary.
     *
     * @param axis its normal
     * @param inward direction into the box along the axis, 1 or -1
     * @param opposite that of the other end of the axis
     * @param thermalFactor k_B/m of the species
     */
    static Wall of(Boundary boundary, int axis, int inward, double opposite, double thermalFactor) {
        if (boundary instanceof Boundary.Periodic) {
            return (particle, rng, gaussian) -> {
                particle.x[axis] = opposite;
                return true;
            };
        }
        if (boundary instanceof Boundary.Specular) {
            return (particle, rng, gaussian) -> reflect(particle, axis);
        }
        if (boundary instanceof Boundary.Diffuse diffuse) {
            return new DiffuseWall(diffuse, axis, inward, thermalFactor);
        }
        // a vacuum or a reservoir
        return (particle, rng, gaussian) -> false;
    }

    static boolean reflect(Flyer particle, int axis) {
        particle.v[axis] = -particle.v[axis];
        return true;
    }
}
