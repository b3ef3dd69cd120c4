package io.github.stosszahl.transport;

import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.random.CounterGenerator;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/** Maxwell's wall for one species: the flux of a half-space Maxwellian at rest in the wall has a Rayleigh distributed normal component, (4.1) of Bird 1994, chapter 12. */
final class DiffuseWall implements Wall {
    private final int axis;
    private final int inward;
    private final double accommodation;
    private final double[] velocity;
    private final double deviation;

    DiffuseWall(Boundary.Diffuse wall, int axis, int inward, double thermalFactor) {
        this.axis = axis;
        this.inward = inward;
        accommodation = wall.accommodation();
        velocity = wall.velocity();
        deviation = Math.sqrt(thermalFactor * wall.temperature());
    }

    @Override
    public boolean meet(Flyer particle, CounterGenerator rng, NormalizedGaussianSampler gaussian) {
        if (accommodation < 1 && rng.nextDouble() >= accommodation) {
            return Wall.reflect(particle, axis);
        }
        for (int a = 0; a < velocity.length; a++) {
            particle.v[a] = a == axis
                    ? inward * deviation * Math.sqrt(-2 * Math.log(1 - rng.nextDouble()))
                    : velocity[a] + deviation * gaussian.sample();
        }
        return true;
    }
}
