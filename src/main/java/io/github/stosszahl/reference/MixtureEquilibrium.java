package io.github.stosszahl.reference;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.List;

/**
 * The common velocity and temperature that conservation of momentum and energy prescribe for a classical homogeneous
 * mixture in equilibrium: u = sum_i n_i m_i u_i/sum_i n_i m_i and T = sum_i n_i m_i &lt;|v_i - u|^2&gt;/(d k_B sum_i
 * n_i). The species reach it if collisions connect them all.
 *
 * @param velocity u, of length d
 * @param temperature T
 */
public record MixtureEquilibrium(double[] velocity, double temperature) {
    /** Copies the velocity. */
    public MixtureEquilibrium {
        velocity = velocity.clone();
    }

    /** u, of length d; a fresh array. */
    @Override
    public double[] velocity() {
        return velocity.clone();
    }

    /**
     * The equilibrium that belongs to initial data.
     *
     * @param mixture the equation
     * @param initial the initial distribution of each species, in the order of the mixture
     * @throws IllegalArgumentException if the number of distributions or a dimension does not fit the mixture
     */
    public static MixtureEquilibrium of(Mixture mixture, List<VelocityDistribution> initial) {
        requireMatching(mixture, initial);
        int n = initial.size();
        double[] density = new double[n];
        double[][] velocity = new double[n][];
        double[][][] covariance = new double[n][][];
        for (int i = 0; i < n; i++) {
            density[i] = initial.get(i).density();
            velocity[i] = initial.get(i).meanVelocity();
            covariance[i] = initial.get(i).covariance();
        }
        MixtureMoments moments = new MixtureMoments(mixture, density, velocity, covariance);
        return new MixtureEquilibrium(moments.meanVelocity(), moments.meanTemperature());
    }

    static void requireMatching(Mixture mixture, List<VelocityDistribution> initial) {
        if (initial.size() != mixture.species().size()) {
            throw new IllegalArgumentException("mixture has "
                    + mixture.species().size() + " species but there are " + initial.size() + " initial distributions");
        }
        for (VelocityDistribution distribution : initial) {
            if (distribution.dimension() != mixture.dimension()) {
                throw new IllegalArgumentException("mixture has velocity dimension " + mixture.dimension()
                        + " but an initial distribution has " + distribution.dimension());
            }
        }
    }
}
