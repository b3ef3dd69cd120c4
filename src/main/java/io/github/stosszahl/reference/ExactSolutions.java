package io.github.stosszahl.reference;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the exact solutions that hold for a scenario. */
public final class ExactSolutions {
    private ExactSolutions() {}

    /**
     * The exact laws of a homogeneous mixture, the one that tells most first; every law answers all
     * quantities of a later one. They are
     *
     * <ul>
     *   <li>the equilibrium, for any kernel, if all species start in it;
     *   <li>BKW for Maxwell molecules, if all species start as {@code Bkw} or isotropic {@code Maxwellian} with one
     *       velocity and one K (to 1e-9) and stay in that family (to 1e-8): see the package description;
     *   <li>the laws of the first and second moments of Maxwell molecules, whatever the initial data and the angle
     *       laws.
     * </ul>
     *
     * <p>A rate law counts as that of Maxwell molecules if alpha is the same at r = 0 and at 4096 speeds from 1e-9 to
     * 1e9 that lie 1 % apart.
     *
     * @param mixture the equation
     * @param initial the initial distribution of each species, in the order of the mixture
     * @return possibly empty; the first only if there are Fermi or Bose species
     * @throws IllegalArgumentException if the number of distributions or a dimension does not fit the mixture
     */
    public static List<ExactSolution> of(Mixture mixture, List<VelocityDistribution> initial) {
        MixtureEquilibrium.requireMatching(mixture, initial);
        if (mixture.species().stream().anyMatch(species -> species.statistics() != Statistics.MAXWELL)) {
            return EquilibriumSolution.of(mixture, initial).stream()
                    .<ExactSolution>map(solution -> solution)
                    .toList();
        }
        double[] density =
                initial.stream().mapToDouble(VelocityDistribution::density).toArray();
        Optional<MaxwellRates> rates = MaxwellRates.of(mixture, density);
        List<ExactSolution> solutions = new ArrayList<>();
        BkwSolution.of(mixture, rates, initial).ifPresent(solutions::add);
        rates.map(r -> new MomentLaws(mixture, r, initial)).ifPresent(solutions::add);
        return List.copyOf(solutions);
    }
}
