package io.github.stosszahl.reference;

import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * The equilibrium that the conserved quantities prescribe for a homogeneous mixture of Maxwell, Fermi and Bose species: q_i f_i = 1/(exp(m_i |v - u|^2/(2 k_B T))/z_i -
 * alpha_i) with common u and T and with fugacities z_i such that the densities are n_i. The species reach it if collisions connect them all.
 *
 * @param velocity u, of length d
 * @param temperature T
 * @param species the distribution of each species, in the order of the mixture
 */
public record MixtureEquilibrium(double[] velocity, double temperature, List<EquilibriumDistribution> species) {
    private static final double ACCURACY = 1e-14;
    private static final int MOST_EVALUATIONS = 200;

    /** Bounds of T are sought over this many factors of 2 on either side of the classical temperature. */
    private static final int MOST_DOUBLINGS = 40;

    /** Copies velocity and list. */
    public MixtureEquilibrium {
        velocity = velocity.clone();
        species = List.copyOf(species);
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
     * @return empty if there is none, see {@link #of(Mixture, double[], double[], double)}
     * @throws IllegalArgumentException if the number of distributions or a dimension does not fit the mixture
     */
    public static Optional<MixtureEquilibrium> of(Mixture mixture, List<VelocityDistribution> initial) {
        requireMatching(mixture, initial);
        MixtureMoments moments = MixtureMoments.of(mixture, initial);
        double particles = 0;
        for (double n : moments.density()) {
            particles += n;
        }
        double energy = 0.5 * mixture.dimension() * mixture.boltzmannConstant() * particles * moments.meanTemperature();
        return of(mixture, moments.density(), moments.meanVelocity(), energy);
    }

    /**
     * The equilibrium of given densities, mean velocity and energy, solved for T: the energy increases with it.
     *
     * @param mixture the equation
     * @param density n_i, positive
     * @param velocity u = sum_i n_i m_i u_i/sum_i n_i m_i, of length d
     * @param energy sum_i n_i m_i &lt;|v_i - u|^2&gt;/2, per volume and in the frame of u
     * @return empty if there is none: bosons in space would condense (see {@link #criticalTemperature}), or the energy is below that of fermions at T = 0
     */
    public static Optional<MixtureEquilibrium> of(Mixture mixture, double[] density, double[] velocity, double energy) {
        double particles = 0;
        for (double n : density) {
            particles += n;
        }
        double critical = criticalTemperature(mixture, density);
        double classical = 2 * energy / (mixture.dimension() * mixture.boltzmannConstant() * particles);
        double high = Math.max(classical, 2 * critical);
        for (int k = 0; k < MOST_DOUBLINGS && excess(mixture, density, high, energy) < 0; k++) {
            high *= 2;
        }
        double low = high;
        for (int k = 0; excess(mixture, density, low, energy) > 0; k++) {
            if (k == MOST_DOUBLINGS) {
                return Optional.empty();
            }
            // halves the distance from the critical temperature, where there is still a gas
            low = critical + 0.5 * (low - critical);
        }
        double temperature = low == high || excess(mixture, density, low, energy) == 0
                ? low
                : new BracketingNthOrderBrentSolver(ACCURACY, ACCURACY * high, 5)
                        .solve(MOST_EVALUATIONS, t -> excess(mixture, density, t, energy), low, high);
        return species(mixture, density, velocity, temperature)
                .map(species -> new MixtureEquilibrium(velocity, temperature, species));
    }

    /** The temperature at and below which some bosons of the mixture condense: the largest of theirs; 0 if there are none, or for d = 2. */
    public static double criticalTemperature(Mixture mixture, double[] density) {
        double largest = 0;
        for (int i = 0; i < density.length; i++) {
            Species species = mixture.species().get(i);
            if (species.statistics() == Statistics.BOSE) {
                double variance = EquilibriumDistribution.criticalVariance(
                        species.quantumParameter(), density[i], mixture.dimension());
                largest = Math.max(largest, variance * species.mass() / mixture.boltzmannConstant());
            }
        }
        return largest;
    }

    /**
     * The Fermi temperature of a species of the mixture, k_B T_F = (m/2) (n q/V)^(2/d) with V the volume of the unit ball.
     *
     * @param mixture the equation
     * @param index the species
     */
    public double fermiTemperature(Mixture mixture, int index) {
        EquilibriumDistribution f = species.get(index);
        return EquilibriumDistribution.fermiVariance(f.quantumParameter(), f.density(), f.dimension())
                * mixture.species().get(index).mass()
                / mixture.boltzmannConstant();
    }

    /** By how much the energy at a temperature is above the given one; below it where there is no gas. */
    private static double excess(Mixture mixture, double[] density, double temperature, double energy) {
        double[] atRest = new double[mixture.dimension()];
        return species(mixture, density, atRest, temperature)
                .map(species -> {
                    double sum = -energy;
                    for (int i = 0; i < density.length; i++) {
                        double mass = mixture.species().get(i).mass();
                        sum += 0.5 * mass * density[i] * species.get(i).moment(2);
                    }
                    return sum / energy;
                })
                .orElse(-1.0);
    }

    private static Optional<List<EquilibriumDistribution>> species(
            Mixture mixture, double[] density, double[] velocity, double temperature) {
        List<EquilibriumDistribution> list = new ArrayList<>();
        for (int i = 0; i < density.length; i++) {
            Species species = mixture.species().get(i);
            double variance = mixture.boltzmannConstant() * temperature / species.mass();
            EquilibriumDistribution.ofDensity(species, density[i], velocity, variance)
                    .ifPresent(list::add);
        }
        return list.size() == density.length ? Optional.of(list) : Optional.empty();
    }

    /** The mean velocity that initial data and their equilibrium, if there is one, have in common: sum_i n_i m_i u_i/sum_i n_i m_i. */
    public static double[] meanVelocity(Mixture mixture, List<VelocityDistribution> initial) {
        requireMatching(mixture, initial);
        return MixtureMoments.of(mixture, initial).meanVelocity();
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
