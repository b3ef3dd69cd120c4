package io.github.stosszahl.simulation;

import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.particles.Ensemble;
import java.util.List;

/**
 * All replicas at one output time. The ensembles are live: they change after the observers have returned.
 *
 * @param index index of the output time
 * @param time the output time
 * @param ensembles one per replica
 * @param tallies tallies.get(r).get(p): what became of the candidates of pair p in replica r since t = 0
 */
public record Snapshot(int index, double time, List<Ensemble> ensembles, List<List<PairTally>> tallies) {}
