package io.github.stosszahl.particles;

import java.util.List;

/**
 * All particles of one replica.
 *
 * @param populations one per species, in the order of the mixture
 */
public record Ensemble(List<Population> populations) {
    /** Copies the list; the populations themselves stay live. */
    public Ensemble {
        populations = List.copyOf(populations);
    }

    /** Number of simulated particles of all species. */
    public long size() {
        return populations.stream().mapToLong(Population::size).sum();
    }

    /** The velocity of the centre of mass, of length d. */
    public double[] centreOfMassVelocity() {
        double[] u = new double[populations.get(0).dimension()];
        double mass = 0;
        for (Population p : populations) {
            mass += p.mass() * p.density();
        }
        for (int a = 0; a < u.length; a++) {
            for (Population p : populations) {
                double sum = 0;
                double[] v = p.velocity(a);
                for (int k = 0; k < p.size(); k++) {
                    sum += v[k];
                }
                u[a] += p.mass() * p.weight() / mass * sum;
            }
        }
        return u;
    }
}
