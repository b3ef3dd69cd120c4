package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.Optional;

/**
 * Entropy H = int h(f) dv with h = f log(q f) - tau log(tau)/(alpha q) of a Fermi or Bose population per unit volume, from its particles alone.
 *
 * <p>H/n is the supremum of the dual form of {@link LogitFit}. Families of functions grow as long as the gain exceeds what noise alone would add; the
 * smallest one has every equilibrium, so that gases in equilibrium have no bias of resolution however degenerate they are. The bias of the maximum by
 * noise is subtracted: trace/(2 N) of independent particles, (number of functions)/(2 N) of fermions in cells. The variance is that of the mean of log(q f/tau) over the particles, which no regular estimator can go below.
 *
 * <p>Independent particles and those in occupation cells differ in noise: counts of the first vary as f, those of fermions in cells as f tau. With equal energy the entropies agree.
 *
 * @param entropy H; empty if it could not be estimated
 * @param reason why it is missing; empty if it is there
 */
public record QuantumEntropy(Optional<Estimate> entropy, Optional<String> reason) {
    /**
     * Estimates the entropy of a population of a Fermi or Bose species; never throws on account of the velocities.
     *
     * @param population its velocities are only read
     */
    public static QuantumEntropy of(Population population) {
        return of(
                population,
                population.species().statistics(),
                population.species().quantumParameter());
    }

    /**
     * Estimates the entropy that particles would have with other statistics than those of their species.
     *
     * @param population its velocities are only read
     * @param statistics alpha
     * @param quantumParameter q; must be 1 for {@link Statistics#MAXWELL}
     */
    public static QuantumEntropy of(Population population, Statistics statistics, double quantumParameter) {
        if (population.size() < DensityFunctionals.FEWEST_PARTICLES) {
            return none(population.size() + " particles, fewer than " + DensityFunctionals.FEWEST_PARTICLES);
        }
        try {
            PrincipalAxes axes = new PrincipalAxes(population);
            Optional<OccupationCells> cells = statistics == Statistics.FERMI ? population.cells() : Optional.empty();
            double n = population.density();
            FittedLogit logit = new FittedLogit(axes, statistics, n, quantumParameter);
            double value = logit.entropy(cells.isPresent());
            double variance = cells.isPresent()
                    ? variance(population, cells.get(), logit.fit())
                    : variance(logit.fit().atParticles());
            double error = Math.sqrt(variance / axes.size() + logit.squareOfRest());
            return Double.isFinite(value) && Double.isFinite(error)
                    ? new QuantumEntropy(Optional.of(new Estimate(n * value, n * error)), Optional.empty())
                    : none("the estimate is not finite");
        } catch (NoEstimateException e) {
            return none(String.valueOf(e.getMessage()));
        }
    }

    /** Of fermions in cells of one place, whose counts do not tell how much they vary, by the fitted density alone: their places within cells are left out. */
    private static double variance(Population population, OccupationCells cells, LogitFit fit) {
        if (!CountedCovariance.known(population, cells)) {
            return fit.occupationVariance();
        }
        double[] phi = fit.atParticles();
        double mean = mean(phi);
        return new CountedCovariance(
                        population, cells, new double[][] {phi}, 1, 0, (row, out) -> out[0] = row[0] - mean)
                .variance(0);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / values.length;
    }

    private static QuantumEntropy none(String reason) {
        return new QuantumEntropy(Optional.empty(), Optional.of(reason));
    }
}
