package io.github.stosszahl.simulation;

/** Looks at a run. */
public interface SimulationObserver {
    /** Called at every output time, t = 0 first, by one thread. */
    void snapshot(Snapshot snapshot);

    /**
     * Called when a replica has advanced by a substep; by several threads.
     *
     * @param substep length of the substep
     */
    default void advanced(double substep) {}
}
