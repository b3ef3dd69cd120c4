package io.github.stosszahl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.compare.CellCounts;
import io.github.stosszahl.compare.DensityComparison;
import io.github.stosszahl.compare.Family;
import io.github.stosszahl.compare.Occupation;
import io.github.stosszahl.compare.SolverDensity;
import io.github.stosszahl.compare.ValueComparison;
import io.github.stosszahl.estimate.MomentEstimator;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.reference.ExactSolution;
import io.github.stosszahl.reference.ExactSolutions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The verdicts of {@code compare} over many runs: the BKW gas from the most extreme member of the family, the exact solution (theory.md) as the solver, and copies of it with a known error.
 *
 * <p>Wrong solvers: f + e |f| s/|s| with |.| the L2 norm and s = f cos(1.5 v_x) without its integral (smooth), s = f (v^2 - c) exp(-v^2/8) without its integral (radial), and s = f times +-1 as on a
 * chess board (as rough as the grid can hold, where nothing but the number of particles helps).
 *
 * <p>Expected: the right solver is called consistent in 95 % of the runs at least, since the Bonferroni bound errs on the safe side; of 100 runs 88 or more, below which a right test falls with
 * probability 1e-3. The smooth and the radial error of 1 % are called different in at least 95 of 100. The mean of the separated squared error is unbiased: within 10 % of the error.
 */
@Tag("validation")
class CompareCalibrationTest {
    private static final int FIRST_SEED = 70_001;
    private static final double[] TIMES = {0, 1, 4, 12};
    private static final int CELLS = 64;
    private static final double HALF_WIDTH = 6;

    private enum Shape {
        RIGHT,
        SMOOTH,
        RADIAL,
        CHESS
    }

    private static SolverDensity solver(ExactSolution exact, double time, Shape shape, double error) {
        double[] nodes = new double[CELLS];
        double[] edges = new double[CELLS + 1];
        double h = 2 * HALF_WIDTH / CELLS;
        Arrays.setAll(nodes, k -> -HALF_WIDTH + (k + 0.5) * h);
        Arrays.setAll(edges, k -> -HALF_WIDTH + k * h);
        double[] f = new double[CELLS * CELLS];
        double[] s = new double[f.length];
        for (int cell = 0; cell < f.length; cell++) {
            double x = nodes[cell / CELLS];
            double y = nodes[cell % CELLS];
            f[cell] = exact.density(0, time, new double[] {x, y}).orElseThrow();
            s[cell] = switch (shape) {
                case RIGHT -> 0;
                case SMOOTH -> f[cell] * Math.cos(1.5 * x);
                case RADIAL -> f[cell] * (x * x + y * y) * Math.exp(-(x * x + y * y) / 8);
                case CHESS -> f[cell] * ((cell / CELLS + cell) % 2 == 0 ? 1 : -1);
            };
        }
        double mean = Arrays.stream(s).sum() / Arrays.stream(f).sum();
        double squareF = 0;
        double squareS = 0;
        for (int cell = 0; cell < f.length; cell++) {
            s[cell] -= mean * f[cell];
            squareF += f[cell] * f[cell];
            squareS += s[cell] * s[cell];
        }
        for (int cell = 0; cell < f.length && shape != Shape.RIGHT; cell++) {
            f[cell] += error * Math.sqrt(squareF / squareS) * s[cell];
        }
        // the rough error is one of the averages: polynomials through a chess board would smooth it
        return new SolverDensity(
                new double[][] {nodes, nodes},
                new double[][] {edges, edges},
                shape == Shape.CHESS ? averages(exact, time, f, nodes, edges) : f,
                shape == Shape.CHESS ? SolverDensity.Values.AVERAGE : SolverDensity.Values.POINT);
    }

    /** The root of the mean over the times of the squared distance of the averages, relative to the wrong ones: of the polynomials alone, no particles. */
    private static double smoothError(double error) {
        VelocityDistribution start = Runs.extremeBkw(2);
        ExactSolution exact = ExactSolutions.of(Runs.bkwGas(2), List.of(start)).get(0);
        double sum = 0;
        for (double time : TIMES) {
            double[] right = solver(exact, time, Shape.RIGHT, 0).averages();
            double[] wrong = solver(exact, time, Shape.SMOOTH, error).averages();
            double difference = 0;
            double size = 0;
            for (int cell = 0; cell < right.length; cell++) {
                difference += (wrong[cell] - right[cell]) * (wrong[cell] - right[cell]);
                size += wrong[cell] * wrong[cell];
            }
            sum += difference / size / TIMES.length;
        }
        return Math.sqrt(sum);
    }

    private static double[] averages(ExactSolution exact, double time, double[] f, double[] nodes, double[] edges) {
        SolverDensity right = solver(exact, time, Shape.RIGHT, 0);
        double[] averages = right.averages();
        double[] points = new double[f.length];
        for (int cell = 0; cell < f.length; cell++) {
            points[cell] = exact.density(0, time, new double[] {nodes[cell / CELLS], nodes[cell % CELLS]})
                    .orElseThrow();
            averages[cell] += f[cell] - points[cell];
        }
        return averages;
    }

    static EmpiricalDistribution particles(Population population) {
        double[][] velocity = new double[population.dimension()][];
        Arrays.setAll(velocity, population::velocity);
        double[] weight = new double[population.size()];
        Arrays.fill(weight, population.weight());
        return new EmpiricalDistribution(velocity, weight);
    }

    /** What one run says. */
    private static final class Outcome {
        /** p[shape]: of the densities at all times. */
        private final double[] p = new double[Shape.values().length];

        private double momentP;
        private double square;
        private double value;
    }

    private static Outcome outcome(int particles, double error, int seed) {
        Mixture mixture = Runs.bkwGas(2);
        VelocityDistribution start = Runs.extremeBkw(2);
        ExactSolution exact = ExactSolutions.of(mixture, List.of(start)).get(0);
        Outcome outcome = new Outcome();
        List<List<Double>> densityP = new ArrayList<>();
        for (Shape shape : Shape.values()) {
            densityP.add(new ArrayList<>());
        }
        List<Double> momentP = new ArrayList<>();
        MomentEstimator[] estimator = new MomentEstimator[1];
        Runs.run(mixture, List.of(new InitialState(start, particles)), seed, 1, TIMES, snapshot -> {
            if (snapshot.index() == 0) {
                estimator[0] = new MomentEstimator(mixture, snapshot.ensembles().get(0));
            }
            EmpiricalDistribution sample =
                    particles(snapshot.ensembles().get(0).populations().get(0));
            for (Shape shape : Shape.values()) {
                SolverDensity density = solver(exact, snapshot.time(), shape, error);
                DensityComparison comparison =
                        new DensityComparison(density, CellCounts.of(sample, density), Occupation.NONE);
                densityP.get(shape.ordinal()).add(comparison.pValue());
                if (shape == Shape.SMOOTH) {
                    outcome.square += comparison.squaredL2() / TIMES.length;
                    outcome.value += comparison.norms().get(0).value() / TIMES.length;
                }
            }
            for (Quantity q : estimator[0].estimate(snapshot.ensembles().get(0))) {
                OptionalDouble value = exact.value(q.species(), q.name(), snapshot.time());
                if (value.isPresent() && !q.estimate().isExact()) {
                    momentP.add(new ValueComparison(q.estimate(), value.getAsDouble(), 0, 1, 1).pValue());
                }
            }
        });
        for (Shape shape : Shape.values()) {
            outcome.p[shape.ordinal()] = Family.pValue(densityP.get(shape.ordinal()));
        }
        outcome.momentP = Family.pValue(momentP);
        return outcome;
    }

    @Test
    void verdictsOverSeeds() throws IOException {
        MeasuredTable table = new MeasuredTable(
                "compare-verdicts",
                "BKW, d = 2, 64 x 64 cells, 4 times, 100 seeds: how often compare calls a solver consistent (p of at least 0.05)",
                "N",
                "error (L2) of point values",
                "exact f",
                "exact moments",
                "smooth error",
                "radial error",
                "chess board",
                "true smooth error of averages, relative to the wrong f",
                "separated: root of the mean square over the true one",
                "reported: mean over the true one");
        int seeds = 100;
        for (int[] run : new int[][] {{10_000, 20}, {100_000, 5}, {1_000_000, 1}}) {
            double error = run[1] / 100.0;
            List<Outcome> outcomes = Runs.forSeeds(FIRST_SEED, seeds, seed -> outcome(run[0], error, seed));
            long[] consistent = new long[Shape.values().length];
            for (Shape shape : Shape.values()) {
                consistent[shape.ordinal()] = outcomes.stream()
                        .filter(o -> o.p[shape.ordinal()] >= Family.LEVEL)
                        .count();
            }
            long moments =
                    outcomes.stream().filter(o -> o.momentP >= Family.LEVEL).count();
            double exact = smoothError(error);
            double separated = Math.sqrt(
                    outcomes.stream().mapToDouble(o -> o.square).average().orElseThrow());
            double reported =
                    outcomes.stream().mapToDouble(o -> o.value).average().orElseThrow();
            table.row(
                    run[0],
                    error,
                    consistent[0],
                    moments,
                    consistent[1],
                    consistent[2],
                    consistent[3],
                    exact,
                    separated / exact,
                    reported / exact);
            assertThat(consistent[0]).isGreaterThanOrEqualTo(88);
            assertThat(moments).isGreaterThanOrEqualTo(88);
            assertThat(consistent[1]).isLessThanOrEqualTo(5);
            assertThat(consistent[2]).isLessThanOrEqualTo(5);
            assertThat(separated).isBetween(0.9 * exact, 1.1 * exact);
        }
        table.write();
    }
}
