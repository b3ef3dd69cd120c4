package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Entropy dissipation D = -dH/dt per unit volume of a mixture of Maxwell statistics,
 *
 * <pre>  D = (1/2) sum_ij int B_ij f_i f_j (log f_i + log f_j - log f_i' - log f_j') dv dv_* domega.</pre>
 *
 * <p>and of the Landau equation D^L, (1/2) sum_ij int m_i A_ij f_i f_j |Pi_ij (grad log f_i/m_i - grad log f_j/m_j)|^2 dv dv_*, which is the limit of it for small angles and is estimated so.
 *
 * <p>The value is empty if the density of a species could not be fitted, or if a species that collides has Fermi or Bose statistics, where the integrand is another. Estimates scatter about D and may be negative near equilibrium, where D = 0.
 *
 * @param value D; empty if it could not be estimated
 * @param reason why the value is missing; empty if it is there
 */
public record EntropyDissipation(Optional<Estimate> value, Optional<String> reason) {
    /**
     * The mean over random pairs of particles.
     *
     * @param mixture the kernels
     * @param ensemble the particles, in random order
     * @param densities fitted to the populations of the ensemble, in their order
     * @param rng chooses pairs and angles
     */
    public static EntropyDissipation ofPairs(
            Mixture mixture, Ensemble ensemble, List<FittedDensity> densities, UniformRandomProvider rng) {
        return of(
                mixture,
                ensemble,
                densities,
                (pair, sum) -> sum.addPairs(mixture.pairs().get(pair), rng));
    }

    /**
     * The mean over collisions that happened just before.
     *
     * @param mixture the kernels
     * @param ensemble the particles
     * @param densities fitted to the populations of the ensemble, in their order
     * @param collisions the collisions of this ensemble in so short a time that densities did not change by more than the standard error
     */
    public static EntropyDissipation ofCollisions(
            Mixture mixture, Ensemble ensemble, List<FittedDensity> densities, CollisionSample collisions) {
        return of(
                mixture,
                ensemble,
                densities,
                (pair, sum) -> sum.addCollisions(
                        mixture.pairs().get(pair), collisions.pairs().get(pair), collisions.duration()));
    }

    private interface OfPair {
        void add(int pair, DissipationSum sum);
    }

    private static EntropyDissipation of(
            Mixture mixture, Ensemble ensemble, List<FittedDensity> densities, OfPair terms) {
        if (!mixture.pairs().stream().allMatch(mixture::isClassical)) {
            return none("not available for Fermi and Bose statistics in this version");
        }
        for (int i = 0; i < densities.size(); i++) {
            if (densities.get(i).fit().isEmpty()) {
                return none(mixture.species().get(i).name() + ": "
                        + densities.get(i).reason());
            }
        }
        List<LogDensity> logs =
                densities.stream().map(FittedDensity::logDensity).toList();
        DissipationSum sum = new DissipationSum(ensemble, logs);
        for (int p = 0; p < mixture.pairs().size(); p++) {
            terms.add(p, sum);
        }
        Estimate estimate = sum.estimate();
        if (!Double.isFinite(estimate.value()) || !Double.isFinite(estimate.standardError())) {
            return none("the estimate is not finite");
        }
        return new EntropyDissipation(Optional.of(estimate), Optional.empty());
    }

    private static EntropyDissipation none(String reason) {
        return new EntropyDissipation(Optional.empty(), Optional.of(reason));
    }
}
