package io.github.stosszahl.cli;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Homogeneous;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.scenario.OccupationPlan;
import java.util.List;
import java.util.OptionalDouble;

/** A homogeneous gas of one Fermi or Bose species as runs set it up. */
public final class QuantumGas {
    private QuantumGas() {}

    /**
     * Particles in equilibrium, in occupation cells that are chosen as for runs.
     *
     * @param mixture of one species
     */
    public static Ensemble inEquilibrium(Mixture mixture, EquilibriumDistribution equilibrium, int particles) {
        InitialState state = new InitialState(equilibrium, particles);
        OccupationChoice choice = OccupationChoice.of(
                mixture, new Homogeneous(), List.of(state), new OccupationPlan(OptionalDouble.empty()));
        return new Ensemble(List.of(
                state.draw(mixture.species().get(0), choice.cells().get(0), new RandomStreams(particles), 0, 0)));
    }
}
