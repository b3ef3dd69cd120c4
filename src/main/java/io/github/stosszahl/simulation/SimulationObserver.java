package io.github.stosszahl.simulation;

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
     * Called when a replica has advanced by a substep; by several threads.
     *
     * @param substep length of the substep
     */
    default void advanced(double substep) {}

    /**
     * Told of the time step, where there is one, before each interval between two output times.
     *
     * @param step the time step
     * @param errors of each pair of the mixture, the relative error of first order that the step makes in rates of relaxation, for the velocities at the start of the interval
     */
    default void stepping(double step, double[] errors) {}
}
