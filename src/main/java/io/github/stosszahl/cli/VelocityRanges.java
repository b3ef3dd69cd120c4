package io.github.stosszahl.cli;

import io.github.stosszahl.estimate.VelocityGrid;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.reference.MixtureEquilibrium;
import io.github.stosszahl.scenario.Scenario;
import java.util.Arrays;

/** The part of velocity space that histograms show: about the mean velocity of the mixture, five thermal speeds of the start or of the end. */
final class VelocityRanges {
    private static final double THERMAL_SPEEDS = 5;

    private final double[] centre;
    private final double[] halfWidth;

    VelocityRanges(Scenario scenario) {
        MixtureEquilibrium end = MixtureEquilibrium.of(
                scenario.mixture(),
                scenario.species().stream().map(InitialState::distribution).toList());
        centre = end.velocity();
        halfWidth = new double[scenario.species().size()];
        Arrays.setAll(halfWidth, i -> {
            double mass = scenario.mixture().species().get(i).mass();
            double variance = scenario.mixture().boltzmannConstant() * end.temperature() / mass;
            double[][] covariance = scenario.species().get(i).distribution().covariance();
            double[] u = scenario.species().get(i).distribution().meanVelocity();
            double drift = 0;
            for (int a = 0; a < centre.length; a++) {
                variance = Math.max(variance, covariance[a][a]);
                drift = Math.max(drift, Math.abs(u[a] - centre[a]));
            }
            return drift + THERMAL_SPEEDS * Math.sqrt(variance);
        });
    }

    /** The grid of all d axes for density files. */
    VelocityGrid grid(int species, int bins) {
        return grid(species, centre.length, bins, 1);
    }

    /** The grid of the first two axes for pictures: somewhat closer, since nothing is counted on it. */
    VelocityGrid map(int species, int bins) {
        return grid(species, 2, bins, 0.8);
    }

    private VelocityGrid grid(int species, int axes, int bins, double share) {
        double[] lower = new double[axes];
        double[] upper = new double[axes];
        for (int a = 0; a < axes; a++) {
            lower[a] = centre[a] - share * halfWidth[species];
            upper[a] = centre[a] + share * halfWidth[species];
        }
        return new VelocityGrid(lower, upper, bins);
    }

    /** The largest speed |v| shown of a species. */
    double maximumSpeed(int species) {
        double square = 0;
        for (double u : centre) {
            square += u * u;
        }
        return Math.sqrt(square) + halfWidth[species];
    }
}
