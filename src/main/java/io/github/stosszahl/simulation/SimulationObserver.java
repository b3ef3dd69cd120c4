package io.github.stosszahl.simulation;

import io.github.stosszahl.particles.Ensemble;

/** Looks at a run. */
public interface SimulationObserver {
    /** Called at every output time, t = 0 first, by one thread. */
    void snapshot(Snapshot snapshot);

    /**
     * How many collisions of every replica just before an output time the snapshot should hold, at most; asked at the start of every interval. They are those of so short a time
     * that one particle in fifty collides, or fewer.
     */
    default int collisionsWanted() {
        return 0;
    }

    /**
     * Whether the state at the end of a step in space is to be shown to {@link #sample}: for averages of a steady flow. Asked by several threads.
     *
     * @param step number of the step, from 1; every replica has the same steps
     * @param time its end
     */
    default boolean samplesAt(long step, double time) {
        return false;
    }

    /**
     * Shows a replica in space at the end of a step, with its particles in the order of cells ({@link io.github.stosszahl.particles.Population#order}). Called for every
     * replica in the order of time, for different replicas at the same time.
     *
     * @param replica index of the replica
     * @param time the end of the step
     * @param ensemble its particles; live
     */
    default void sample(int replica, double time, Ensemble ensemble) {}

    /**
     * Called when a replica has advanced by a substep; by several threads.
     *
     * @param substep length of the substep
     */
    default void advanced(double substep) {}

    /** The clock, in nanoseconds, that a run in space reads around collisions: the physics has none of its own. */
    default long nanoTime() {
        return 0;
    }

    /**
     * Told how long a thread worked on collisions in space, without flights and sorting; by several threads.
     *
     * @param nanos by {@link #nanoTime}
     */
    default void collided(long nanos) {}

    /**
     * Told how long one thread worked on delocalised collisions while the others of its replica had to wait; by several threads.
     *
     * @param nanos by {@link #nanoTime}
     */
    default void collidedAlone(long nanos) {}

    /**
     * Told of the time step, where there is one, before each interval between two output times.
     *
     * @param step the time step
     * @param errors of each pair of the mixture, the relative error of first order that the step makes in rates of relaxation, for the velocities at the start of the interval
     */
    default void stepping(double step, double[] errors) {}
}
