package io.github.stosszahl.cli;

import io.github.stosszahl.estimate.VelocityGrid;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.reference.MixtureEquilibrium;
import io.github.stosszahl.scenario.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The part of velocity space that histograms show: about the mean velocity of the mixture, five thermal speeds of the start or of the end. */
final class VelocityRanges {
    private static final double THERMAL_SPEEDS = 5;

    private final double[] centre;
    private final double[] halfWidth;

    VelocityRanges(Scenario scenario) {
        List<VelocityDistribution> initial =
                scenario.species().stream().map(InitialState::distribution).toList();
        Optional<MixtureEquilibrium> end = MixtureEquilibrium.of(scenario.mixture(), initial);
        centre = MixtureEquilibrium.meanVelocity(scenario.mixture(), initial);
        halfWidth = new double[scenario.species().size()];
        Arrays.setAll(halfWidth, i -> {
            double variance =
                    end.map(e -> e.species().get(i).covariance()[0][0]).orElse(0.0);
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
