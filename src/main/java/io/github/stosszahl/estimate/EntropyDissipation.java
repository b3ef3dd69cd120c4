package io.github.stosszahl.estimate;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Entropy dissipation D = -dH/dt per unit volume,
 *
 * <pre>  D = (1/2) sum_ij int B_ij f_i f_j tau_i' tau_j' (phi_i + phi_j - phi_i' - phi_j') dv dv_* domega,   phi = log(q f/tau),</pre>
 *
 * where tau = 1 and phi = log f for Maxwell statistics; and of the Landau equation D^L, (1/2) sum_ij int m_i A_ij f_i f_j |Pi_ij (grad log f_i/m_i - grad log f_j/m_j)|^2 dv dv_*, which is the limit of it for small
 * angles and is estimated so, for Maxwell statistics.
 *
 * <p>The value is empty if the density of a species could not be fitted. Estimates scatter about D and may be negative near equilibrium, where D = 0.
 *
 * @param value D; empty if it could not be estimated
 * @param reason why the value is missing; empty if it is there
 */
public record EntropyDissipation(Optional<Estimate> value, Optional<String> reason) {
    /**
     * D by random pairs of particles of a snapshot, and by collisions that happened just before it.
     *
     * @param pairs the mean over random pairs of particles
     * @param collisions the mean over collisions; empty without a sample of them
     */
    public record Both(EntropyDissipation pairs, Optional<EntropyDissipation> collisions) {}

    /**
     * Estimates D of a mixture of any statistics.
     *
     * @param mixture the kernels
     * @param ensemble the particles, in random order
     * @param densities fitted to the populations of the ensemble, in their order
     * @param sample the collisions of this ensemble in so short a time that densities did not change by more than the standard error
     * @param rng chooses pairs and angles
     */
    public static Both of(
            Mixture mixture,
            Ensemble ensemble,
            List<FittedDensity> densities,
            Optional<CollisionSample> sample,
            UniformRandomProvider rng) {
        if (mixture.pairs().stream().allMatch(mixture::isClassical)) {
            return new Both(
                    ofPairs(mixture, ensemble, densities, rng),
                    sample.map(s -> ofCollisions(mixture, ensemble, densities, s)));
        }
        try {
            LogitDissipation logits = new LogitDissipation(mixture, ensemble);
            return new Both(of(() -> logits.ofPairs(rng)), sample.map(s -> of(() -> logits.ofCollisions(s))));
        } catch (NoEstimateException e) {
            EntropyDissipation none = none(String.valueOf(e.getMessage()));
            return new Both(none, sample.map(s -> none));
        }
    }

    private interface Method {
        Estimate estimate() throws NoEstimateException;
    }

    private static EntropyDissipation of(Method method) {
        try {
            return finite(method.estimate());
        } catch (NoEstimateException e) {
            return none(String.valueOf(e.getMessage()));
        }
    }

    static EntropyDissipation finite(Estimate estimate) {
        return Double.isFinite(estimate.value()) && Double.isFinite(estimate.standardError())
                ? new EntropyDissipation(Optional.of(estimate), Optional.empty())
                : none("the estimate is not finite");
    }

    /**
     * The mean over random pairs of particles of a classical mixture.
     *
     * @param mixture the kernels
     * @param ensemble the particles, in random order
     * @param densities fitted to the populations of the ensemble, in their order
     * @param rng chooses pairs and angles
     * @throws IllegalArgumentException if a species that collides has Fermi or Bose statistics
     */
    public static EntropyDissipation ofPairs(
            Mixture mixture, Ensemble ensemble, List<FittedDensity> densities, UniformRandomProvider rng) {
        return ofPairs(mixture, ensemble, densities, pair -> 1, rng);
    }

    /** The same, with the rates of every pair of species times a factor. */
    static EntropyDissipation ofPairs(
            Mixture mixture,
            Ensemble ensemble,
            List<FittedDensity> densities,
            ToDoubleFunction<CollidingPair> factor,
            UniformRandomProvider rng) {
        return of(mixture, ensemble, densities, (p, sum) -> {
            CollidingPair pair = mixture.pairs().get(p);
            sum.addPairs(pair, factor.applyAsDouble(pair), rng);
        });
    }

    /**
     * The mean over collisions of a classical mixture that happened just before.
     *
     * @param mixture the kernels
     * @param ensemble the particles
     * @param densities fitted to the populations of the ensemble, in their order
     * @param collisions the collisions of this ensemble in so short a time that densities did not change by more than the standard error
     * @throws IllegalArgumentException if a species that collides has Fermi or Bose statistics
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
            throw new IllegalArgumentException("a species that collides has Fermi or Bose statistics");
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
        return finite(sum.estimate());
    }

    static EntropyDissipation none(String reason) {
        return new EntropyDissipation(Optional.empty(), Optional.of(reason));
    }
}
