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
}
