package io.github.stosszahl.cli;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.reference.MixtureEquilibrium;
import java.util.List;
import java.util.Optional;

/** The equilibrium that the particles of a run must reach: that of the density, momentum and energy of the sample, which differ from those of the scenario by noise. */
final class QuantumEquilibrium {
    private QuantumEquilibrium() {}

    /** @return empty without Fermi and Bose species, if collisions do not connect all species, and if there is no equilibrium */
    static Optional<MixtureEquilibrium> of(Mixture mixture, List<Ensemble> ensembles) {
        if (mixture.species().stream().allMatch(s -> s.statistics() == Statistics.MAXWELL) || !isConnected(mixture)) {
            return Optional.empty();
        }
        double[] u = meanVelocity(ensembles);
        double[] density = new double[mixture.species().size()];
        double energy = 0;
        for (Ensemble ensemble : ensembles) {
            for (int i = 0; i < density.length; i++) {
                Population p = ensemble.populations().get(i);
                density[i] = p.density();
                double square = 0;
                for (int a = 0; a < u.length; a++) {
                    double[] v = p.velocity(a);
                    for (int k = 0; k < p.size(); k++) {
                        square += (v[k] - u[a]) * (v[k] - u[a]);
                    }
                }
                energy += 0.5 * p.mass() * p.weight() * square / ensembles.size();
            }
        }
        return MixtureEquilibrium.of(mixture, density, u, energy);
    }

    /** The mean velocity of all replicas, which have the same mass. */
    static double[] meanVelocity(List<Ensemble> ensembles) {
        double[] mean = ensembles.get(0).centreOfMassVelocity();
        for (int r = 1; r < ensembles.size(); r++) {
            double[] u = ensembles.get(r).centreOfMassVelocity();
            for (int a = 0; a < u.length; a++) {
                mean[a] += (u[a] - mean[a]) / (r + 1);
            }
        }
        return mean;
    }

    private static boolean isConnected(Mixture mixture) {
        int species = mixture.species().size();
        boolean[] reached = new boolean[species];
        reached[0] = true;
        // a path has at most as many pairs as there are species
        for (int round = 0; round < species; round++) {
            for (CollidingPair pair : mixture.pairs()) {
                boolean either = reached[pair.first()] || reached[pair.second()];
                reached[pair.first()] = either;
                reached[pair.second()] = either;
            }
        }
        for (int i = 0; i < species; i++) {
            int index = i;
            boolean collides = mixture.pairs().stream().anyMatch(p -> p.first() == index || p.second() == index);
            if (!reached[i] || !collides) {
                return false;
            }
        }
        return true;
    }
}
