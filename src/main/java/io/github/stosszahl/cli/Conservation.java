package io.github.stosszahl.cli;

import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.List;

/** How far total mass, momentum and energy of the replicas have moved since t = 0, at most. */
final class Conservation {
    private final List<Totals> initial = new ArrayList<>();
    private double massDrift;
    private double momentumDrift;
    private double energyDrift;

    private record Totals(double mass, List<Double> momentum, double energy) {
        static Totals of(Ensemble ensemble, List<Quantity> quantities) {
            double mass = 0;
            for (Population p : ensemble.populations()) {
                mass += p.mass() * p.density();
            }
            List<Double> momentum = new ArrayList<>();
            double energy = 0;
            for (Quantity q : quantities) {
                if (q.species() == Quantity.WHOLE_SYSTEM && q.name().startsWith("momentum_")) {
                    momentum.add(q.estimate().value());
                } else if (q.species() == Quantity.WHOLE_SYSTEM && q.name().equals("energy")) {
                    energy = q.estimate().value();
                }
            }
            return new Totals(mass, momentum, energy);
        }
    }

    /** Takes the quantities of a replica at one output time; those of t = 0 come first. */
    void record(int replica, Ensemble ensemble, List<Quantity> quantities) {
        Totals now = Totals.of(ensemble, quantities);
        if (replica == initial.size()) {
            initial.add(now);
            return;
        }
        Totals start = initial.get(replica);
        // the momentum is compared with that of all mass at the root mean square speed: the total itself may be zero
        double scale = Math.sqrt(2 * start.energy() * now.mass());
        for (int a = 0; a < now.momentum().size(); a++) {
            double change = now.momentum().get(a) - start.momentum().get(a);
            momentumDrift = Math.max(momentumDrift, relative(change, scale));
        }
        massDrift = Math.max(massDrift, relative(now.mass() - start.mass(), start.mass()));
        energyDrift = Math.max(energyDrift, relative(now.energy() - start.energy(), start.energy()));
    }

    private static double relative(double change, double scale) {
        return change == 0 ? 0 : Math.abs(change) / scale;
    }

    /** Largest change of the mass, relative to the mass. */
    double massDrift() {
        return massDrift;
    }

    /** Largest change of a component of the momentum, relative to sqrt(2 E rho). */
    double momentumDrift() {
        return momentumDrift;
    }

    /** Largest change of the energy, relative to the energy. */
    double energyDrift() {
        return energyDrift;
    }
}
