package io.github.stosszahl.simulation;

import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.particles.CollisionSample;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/** How one replica changes in time. */
interface Evolution {
    /**
     * The time step of an interval, a part of it, which all replicas take; infinite if there is none to choose.
     *
     * @param duration the interval, positive
     * @param observer told of it
     */
    default double longestStep(double duration, SimulationObserver observer) {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Advances the replica from one output time to the next.
     *
     * @param time the first of the two
     * @param duration the time between them, positive
     * @param longest what {@link #longestStep} of the first replica said
     * @param rng the stream of this interval
     * @param observer told of every substep
     * @param interrupted asked now and then; once it is true the replica stops where it is
     * @return the collisions of the last bit of the time, if the observer wants them
     */
    Optional<CollisionSample> advance(
            double time,
            double duration,
            double longest,
            UniformRandomProvider rng,
            SimulationObserver observer,
            BooleanSupplier interrupted);

    /** What became of the candidates of every pair of the mixture since the start. */
    List<PairTally> tallies();
}
