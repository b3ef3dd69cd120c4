package io.github.stosszahl.simulation;

import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import java.util.List;

/**
 * All replicas at one output time. The ensembles are live: they change after the observers have returned. In space their particles are in the order of cells
 * ({@link io.github.stosszahl.particles.Population#order}).
 *
 * @param index index of the output time
 * @param time the output time
 * @param ensembles one per replica
 * @param tallies tallies.get(r).get(p): what became of the candidates of pair p in replica r since t = 0
 * @param collisions the collisions of every replica just before; empty at t = 0 and if none were wanted ({@link SimulationObserver#collisionsWanted})
 */
public record Snapshot(
        int index,
        double time,
        List<Ensemble> ensembles,
        List<List<PairTally>> tallies,
        List<CollisionSample> collisions) {
    /** The collisions that a particle of each species has had in a replica since t = 0, on average. */
    public double[] collisionsPerParticle(Mixture mixture, int replica) {
        double[] collisions = new double[mixture.species().size()];
        for (int p = 0; p < mixture.pairs().size(); p++) {
            double accepted = tallies.get(replica).get(p).accepted();
            collisions[mixture.pairs().get(p).first()] += accepted;
            collisions[mixture.pairs().get(p).second()] += accepted;
        }
        for (int i = 0; i < collisions.length; i++) {
            collisions[i] /= ensembles.get(replica).populations().get(i).size();
        }
        return collisions;
    }
}
