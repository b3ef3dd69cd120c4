package io.github.stosszahl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.MomentEstimator;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.VelocityDistribution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The standard errors that one replica reports are those of the spread between seeds.
 *
 * <p>Quantity: the standard deviation of {@code temperature} and {@code moment4} over {@value #SEEDS} seeds, divided by the root mean square of the reported
 * standard error, N = 1e4 (two species: in all), at the start, within the relaxation, and after it. Exact value: 1 at the start and, for equal weights, in
 * equilibrium. Bound: 4 standard errors of the ratio, 4/sqrt(2 ({@value #SEEDS} - 1)) = 0.14; 28 comparisons, false-alarm probability 0.2 %. Within the
 * relaxation the reported error leaves out the correlations that collisions build up, and for unequal weights some more: there the ratio must be in [0.8,
 * 1.25] (20 comparisons), more than 5 standard errors from 1, and a wrong factor sqrt(2) is more than 3 outside.
 */
@Tag("validation")
class StandardErrorTest {
    private static final int SEEDS = 400;
    private static final int FIRST_SEED = 9001;

    private static final double BOUND = 4 / Math.sqrt(2 * (SEEDS - 1.0));
    private static final double LOWEST_WITHIN = 0.8;
    private static final double HIGHEST_WITHIN = 1.25;

    private record Case(String name, Mixture mixture, List<InitialState> states, double[] times) {
        boolean hasEqualWeights() {
            return states.stream().allMatch(s -> s.weight() == states.get(0).weight());
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int d : new int[] {2, 3}) {
            cases.add(new Case(
                    "BKW", Runs.bkwGas(d), List.of(new InitialState(Runs.extremeBkw(d), 10_000)), new double[] {0, 4, 20
                    }));
        }
        double[] mass = {1, 5};
        double[] rest = new double[3];
        List<VelocityDistribution> warm = List.of(
                new Maxwellian(1, rest, new double[] {1, 1, 1}), new Maxwellian(1, rest, new double[] {0.5, 0.5, 0.5}));
        List<InitialState> halves =
                warm.stream().map(f -> new InitialState(f, 5_000)).toList();
        cases.add(new Case(
                "Maxwell molecules, m = (1, 5), T = (1, 2.5)",
                Runs.maxwellMolecules(3, mass, new double[][] {{1, 1}, {1, 1}}),
                halves,
                new double[] {0, 1, 12}));
        cases.add(new Case(
                "hard spheres, m = (1, 5), T = (1, 2.5)",
                Runs.sameKernel(3, mass, PowerLaw.of(1, 1), new IsotropicAngle(3)),
                halves,
                new double[] {0, 0.5, 6}));
        List<InitialState> unequal =
                List.of(new InitialState(warm.get(0), 8_000), new InitialState(warm.get(1), 2_000));
        cases.add(new Case(
                "Maxwell molecules, m = (1, 5), T = (1, 2.5), weights 1:4",
                Runs.maxwellMolecules(3, mass, new double[][] {{1, 1}, {1, 1}}),
                unequal,
                new double[] {0, 1, 12}));
        return cases;
    }

    @Test
    void spreadBetweenSeedsOverReportedError() throws IOException {
        MeasuredTable table = new MeasuredTable(
                "standard-errors",
                "Standard deviation over " + SEEDS + " seeds / reported standard error, N = 1e4",
                "case",
                "d",
                "t",
                "species",
                "temperature",
                "moment4",
                "share of moment4 within 2 reported errors of the mean");
        List<Double> atTheEnds = new ArrayList<>();
        List<Double> within = new ArrayList<>();
        for (Case c : cases()) {
            List<List<List<Quantity>>> seeds = Runs.forSeeds(FIRST_SEED, SEEDS, seed -> estimates(c, seed));
            for (int k = 0; k < c.times.length; k++) {
                for (int i = 0; i < c.states.size(); i++) {
                    int time = k;
                    int species = i;
                    List<Estimate> temperature = seeds.stream()
                            .map(run -> Runs.find(run.get(time), species, "temperature"))
                            .toList();
                    List<Estimate> fourth = seeds.stream()
                            .map(run -> Runs.find(run.get(time), species, "moment4"))
                            .toList();
                    table.row(
                            c.name,
                            c.mixture.dimension(),
                            c.times[k],
                            i + 1,
                            ratio(temperature),
                            ratio(fourth),
                            coverage(fourth));
                    boolean known = k == 0 || (c.hasEqualWeights() && k == c.times.length - 1);
                    List<Double> ratios = known ? atTheEnds : within;
                    ratios.add(ratio(temperature));
                    ratios.add(ratio(fourth));
                }
            }
        }
        table.write();
        assertThat(atTheEnds).hasSize(28).allSatisfy(ratio -> assertThat(ratio).isBetween(1 - BOUND, 1 + BOUND));
        assertThat(within).hasSize(20).allSatisfy(ratio -> assertThat(ratio).isBetween(LOWEST_WITHIN, HIGHEST_WITHIN));
    }

    private static List<List<Quantity>> estimates(Case c, int seed) {
        List<List<Quantity>> estimates = new ArrayList<>();
        List<MomentEstimator> estimator = new ArrayList<>();
        Runs.run(c.mixture, c.states, seed, 1, c.times, snapshot -> {
            if (estimator.isEmpty()) {
                estimator.add(
                        new MomentEstimator(c.mixture, snapshot.ensembles().get(0)));
            }
            estimates.add(estimator.get(0).estimate(snapshot.ensembles().get(0)));
        });
        return estimates;
    }

    private static double mean(List<Estimate> estimates) {
        return estimates.stream().mapToDouble(Estimate::value).average().orElseThrow();
    }

    private static double ratio(List<Estimate> estimates) {
        double mean = mean(estimates);
        double spread = 0;
        double reported = 0;
        for (Estimate e : estimates) {
            spread += (e.value() - mean) * (e.value() - mean) / (estimates.size() - 1.0);
            reported += e.standardError() * e.standardError() / estimates.size();
        }
        return Math.sqrt(spread / reported);
    }

    private static double coverage(List<Estimate> estimates) {
        double mean = mean(estimates);
        return estimates.stream()
                        .filter(e -> Math.abs(e.value() - mean) <= 2 * e.standardError())
                        .count()
                / (double) estimates.size();
    }
}
